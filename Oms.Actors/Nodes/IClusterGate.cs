namespace Oms.Actors.Nodes;

/// <summary>
/// What keeps there from being two clusters on one journal. Whoever is a member holds it together with the others; a new cluster can only be founded by a node that holds it
/// alone. It stands where the journal stands, so a node that can't reach the others can't be misled: as long as they live, they hold it.
/// </summary>
internal interface IClusterGate : IAsyncDisposable
{
    /// <summary>
    /// Asks for the right to found a cluster. True: this node has it, alone, until it is disposed of or <see cref="Enter"/> has shared it; the cluster's new identity is written.
    /// False: there are members, or another node is founding. Fails when the journal can't be asked.
    /// </summary>
    Task<bool> TryForm(CancellationToken cancellation);

    /// <summary>
    /// Holds the gate as a member, from now until it is disposed of, and takes it again when the hold is lost. To be called when the node is a member and before it serves, also by the founder.
    /// </summary>
    /// <param name="expelled">Told once, with the reason, when the gate was taken again and belongs to another cluster: this node is nobody's member any more.</param>
    /// <param name="cancellation">Gives up waiting for the hold.</param>
    Task Enter(Action<string> expelled, CancellationToken cancellation);
}
