using System.Collections.Immutable;
using Akka.Cluster;

namespace Oms.Actors.Nodes;

/// <summary>
/// The nodes that may serve, each by its address: the members, and those that were declared dead so recently that they may not know it themselves yet. Changed by one actor, read
/// by all.
/// </summary>
internal sealed class MemberNodes
{
    private readonly HashSet<UniqueAddress> _members = [];
    private readonly HashSet<UniqueAddress> _fading = [];
    private volatile ImmutableHashSet<string> _now = [];

    public ImmutableHashSet<string> Now => _now;

    /// <summary>It is a member, or about to be. True: the nodes that may serve have changed.</summary>
    public bool Came(UniqueAddress node) => _members.Add(node) && IsChanged();

    /// <summary>It is no member any more. One that has left has ended before; one that was declared dead decides by its own clock when it ends, and may serve until it has faded.</summary>
    public bool Went(UniqueAddress node, bool wasDeclaredDead)
    {
        _members.Remove(node);
        if (wasDeclaredDead)
            _fading.Add(node);

        return IsChanged();
    }

    /// <summary>One that was declared dead has surely ended.</summary>
    public bool Faded(UniqueAddress node) => _fading.Remove(node) && IsChanged();

    private bool IsChanged()
    {
        var now = _members.Concat(_fading).Select(node => node.Address.ToString()).ToImmutableHashSet();
        if (now.SetEquals(_now))
            return false;

        _now = now;
        return true;
    }
}
