using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>One host for the specs of a class: each of them works on orders of its own.</summary>
public sealed class SharedWireHost : IAsyncLifetime
{
    internal WireHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await WireHost.Start();

    public async Task DisposeAsync() => await Host.DisposeAsync();
}
