using Akka.Event;

namespace Oms.Actors.Hosting;

/// <summary>Akka's stand-in while loggers start and stop writes to the console, which is the host's. This one does not.</summary>
internal sealed class SilentLogger : MinimalLogger
{
    protected override void Log(object message)
    {
    }
}
