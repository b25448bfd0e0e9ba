using Oms.Actors.Hosting;

namespace Oms.Host.Connections;

/// <summary>What one WebSocket connection may cost: section <c>Wire</c> of the configuration. Every limit closes with a reason or answers with a code; none is silent.</summary>
internal sealed class WireLimits
{
    private const string Section = "Wire";

    /// <summary>Bytes of one message, in however many fragments; above it the connection is closed (1009). No call needs a fraction of it.</summary>
    public int LargestMessage { get; set; } = 64 * 1024;

    /// <summary>Within this time a message that has begun must be complete.</summary>
    public TimeSpan MessageDeadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Within this time a connection must have a session: from its beginning, again from a LogOut on, and from the first call that is refused because its session has ended.</summary>
    public TimeSpan LoginDeadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A connection that is quiet for this time is pinged.</summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>A ping that is not answered for this time ends the connection.</summary>
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes that wait for a reader. Answers and events wait until half of it is free; what is refused at once and finds it full closes the connection.</summary>
    public int OutboundBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>A reader that takes nothing for this time is closed.</summary>
    public TimeSpan SendDeadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Calls of one connection without an answer yet, cancels apart; beyond it a call is 101 at once.</summary>
    public int Calls { get; set; } = 250;

    /// <summary>Cancels of one connection without an answer yet, each item of a list counted; beyond it a cancel is 101 at once.</summary>
    public int Cancels { get; set; } = 1_000;

    /// <summary>Accounts that one connection may subscribe to; beyond it a subscription is 101.</summary>
    public int Subscriptions { get; set; } = 1_000;

    /// <summary>Connections at once; beyond it a connection is answered 503.</summary>
    public int Connections { get; set; } = 4_000;

    /// <exception cref="OmsConfigurationException">A limit that does not exist, or one that is not above 0; the message names it.</exception>
    public static WireLimits Of(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var known = typeof(WireLimits).GetProperties();
        if (section.GetChildren().FirstOrDefault(given => !known.Any(limit => limit.Name.Equals(given.Key, StringComparison.OrdinalIgnoreCase))) is { } unknown)
            throw new OmsConfigurationException($"{unknown.Path} is not an option.");

        var limits = new WireLimits();
        section.Bind(limits);
        foreach (var limit in known)
        {
            if (limit.GetValue(limits) is int and <= 0 || limit.GetValue(limits) is TimeSpan time && time <= TimeSpan.Zero)
                throw new OmsConfigurationException($"The option {Section}:{limit.Name} is '{limit.GetValue(limits)}'; required is more than 0.");
        }

        return limits;
    }
}
