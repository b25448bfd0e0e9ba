using System.Collections.Immutable;

namespace Oms.Actors.Nodes;

/// <summary>
/// The nodes that may serve, each by its address: the members, and those that were declared dead so recently that they may not know it themselves yet.
/// </summary>
internal sealed class MemberNodes
{
    private volatile ImmutableHashSet<string> _now = [];

    public ImmutableHashSet<string> Now
    {
        get => _now;
        set => _now = value;
    }
}
