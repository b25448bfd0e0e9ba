using System.Net;
using Oms.Actors.Api;
using Oms.Host.Connections;
using Oms.Host.Wire;

namespace Oms.Host.Calls;

/// <summary>One call as it came in, over whichever protocol.</summary>
/// <param name="Caller">Whoever holds the session shown, or nobody.</param>
/// <param name="Fields">The values.</param>
/// <param name="Address">Where it came from.</param>
/// <param name="Cancellation">The caller has gone.</param>
internal sealed record CallContext(Caller Caller, Fields Fields, IPAddress Address, CancellationToken Cancellation)
{
    /// <summary>Name and password shown beside the call's values, as HTTP has them.</summary>
    public Credentials? Shown { get; init; }

    /// <summary>What the connection hears of accounts; null where there is no connection, as over HTTP.</summary>
    public AccountFeeds? Feeds { get; init; }

    /// <summary>What is canceled when the connection ends; null where there is no connection.</summary>
    public DisconnectOrders? Disconnect { get; init; }
}

/// <summary>Name and password as they were shown; null where they can't be read.</summary>
internal sealed record Credentials(string? UserName, string? Password)
{
    /// <summary>The password stays out of every text.</summary>
    public override string ToString() => "credentials";
}

/// <summary>Over which protocols a call is taken.</summary>
internal enum Transport
{
    Both = 0,
    Http,
    WebSocket,
}

/// <summary>What a call does to the session of the connection that it comes over. Frames behind such a call wait for its answer.</summary>
internal enum SessionEffect
{
    None = 0,
    Opens,
    Ends,
}

/// <summary>A call that this host knows.</summary>
/// <param name="Name">As AlphaPoint writes it.</param>
/// <param name="Answer">Answers it. The engine has been asked when the task is handed out: calls take effect in the order in which they are begun.</param>
internal sealed record WireCall(string Name, Func<CallContext, Task<WireAnswer>> Answer)
{
    public Transport Over { get; init; }

    public SessionEffect Session { get; init; }

    /// <summary>Whether it draws on the larger budget of cancels.</summary>
    public bool IsCancel { get; init; }

    /// <summary>How many items the list may have that it takes; 1 where it takes none.</summary>
    public int MostItems { get; init; } = 1;
}
