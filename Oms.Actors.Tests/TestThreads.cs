using System.Runtime.CompilerServices;

namespace Oms.Actors.Tests;

/// <summary>
/// On a machine of two cores the pool starts with two threads and adds one each half second: tests that block in start-up and shutdown
/// would wait for threads, not for what they test.
/// </summary>
internal static class TestThreads
{
    [ModuleInitializer]
    internal static void Raise() => ThreadPool.SetMinThreads(32, 32);
}
