using System.Text.Json;

namespace Oms.Faults.Clients;

/// <summary>A client's way to one node.</summary>
internal interface IWire : IAsyncDisposable
{
    /// <summary>Sends a call and waits for its answer.</summary>
    /// <exception cref="WireLostException">There will be no answer: the connection is gone, or nobody has answered in time. What was asked for may be done all the same.</exception>
    Task<JsonElement> Call(string call, string payload);
}

/// <summary>The way to a node is gone.</summary>
internal sealed class WireLostException(string why, Exception? cause = null) : Exception(why, cause);
