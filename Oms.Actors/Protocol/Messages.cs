namespace Oms.Actors.Protocol;

/// <summary>Anything that crosses from one actor to another, perhaps to another node, or goes into the journal. Each such type has a manifest of its own.</summary>
internal interface IProtocolMessage;

/// <summary>A message to a sharded entity.</summary>
internal interface IEntityMessage : IProtocolMessage;

/// <summary>A fact in a journal.</summary>
internal interface IPersistedEvent : IProtocolMessage;

/// <summary>The answer to a question or a command of a gateway's call.</summary>
internal interface IReply : IProtocolMessage
{
    /// <summary>The call, unique within one life of its gateway.</summary>
    long Call { get; }
}

/// <summary>An entity message whose sender waits for an <see cref="IReply"/>; what can't be answered is at least refused.</summary>
internal interface IAsked : IEntityMessage
{
    /// <summary>The call that waits.</summary>
    long Call { get; }

    /// <summary>Where it waits.</summary>
    ReplyAddress ReplyTo { get; }
}

/// <summary>A call's refusal by whoever was asked.</summary>
internal sealed record CallRefused(long Call, Api.OmsCode Code, string? Detail) : IReply
{
    /// <summary>The detail of a <see cref="Api.OmsCode.ServerError"/> that may or may not have taken effect.</summary>
    public const string OutcomeUnknown = "outcome unknown";

    /// <summary>The detail of a <see cref="Api.OmsCode.OperationFailed"/>: an order is changed once at a time.</summary>
    public const string ChangeUnderWay = "a change of the order is under way";
}

/// <summary>Where a reply goes: the path of one life of one actor, as data. What is sent to an actor that has gone is lost.</summary>
internal readonly record struct ReplyAddress(string Path)
{
    /// <summary>The node that the actor lives on.</summary>
    public string Node
    {
        get
        {
            var host = Path.IndexOf("://", StringComparison.Ordinal);
            var end = host < 0 ? -1 : Path.IndexOf('/', host + 3);
            return end < 0 ? Path : Path[..end];
        }
    }

    public override string ToString() => Path;
}

/// <summary>By whose authority something was done: kept in the order's events.</summary>
/// <param name="UserId">The user; 0 is the embedding host.</param>
/// <param name="UserName">His name.</param>
/// <param name="PermissionVersion">The version of his permissions that the decision rested on.</param>
/// <param name="Session">The public id of the session that it was asked under; null: the embedding program has said who it is.</param>
internal sealed record Authority(Api.UserId UserId, string UserName, long PermissionVersion, string? Session = null)
{
    public static readonly Authority Host = new(new Api.UserId(0), "host", 0);

    /// <summary>The venue, of its own accord.</summary>
    public static readonly Authority Venue = new(new Api.UserId(0), "venue", 0);

    /// <summary>The order itself, whose time is over.</summary>
    public static readonly Authority Expiry = new(new Api.UserId(0), "expiry", 0);
}
