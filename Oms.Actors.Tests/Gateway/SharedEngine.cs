using Oms.Actors.Tests.Journals;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>One engine for the specs of a class: each of them works on orders of its own.</summary>
public sealed class SharedEngine : IAsyncLifetime
{
    internal FaultyJournal Journal { get; } = new();

    internal Engine Engine { get; private set; } = null!;

    public async Task InitializeAsync() => Engine = await Tests.Engine.On(() => Journal.Store);

    public async Task DisposeAsync() => await Engine.DisposeAsync();
}
