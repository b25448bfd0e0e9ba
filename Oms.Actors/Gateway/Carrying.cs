using Oms.Actors.Orders;
using Oms.Actors.Protocol;

namespace Oms.Actors.Gateway;

/// <summary>
/// Cancels and sweeps whose receipt has been given. Each is sent again until its outcome is heard, for as long as this gateway lives; a time-out is never turned into an
/// outcome. Repeating is harmless: an order decides by its state, and the outcome of a cancel that finds its order canceled is Canceled.
/// </summary>
internal sealed class Carrying(GatewaySettings settings)
{
    private readonly Dictionary<CancelId, (IEntityMessage Message, DateTimeOffset Again)> _carried = [];
    private readonly PriorityQueue<CancelId, DateTimeOffset> _due = new();
    private long _numbers;

    public int Count => _carried.Count;

    public bool IsFull => Room <= 0;

    /// <summary>How many more can be carried.</summary>
    public int Room => settings.Limits.Carried - _carried.Count;

    public CancelId NextId() => new(settings.Incarnation, ++_numbers);

    /// <summary>Sends it for the first time. To be called behind the receipt, in the same input.</summary>
    public void Carry(CancelId id, IEntityMessage message, Desk desk)
    {
        _carried.Add(id, (message, desk.Now));
        Send(id, message, desk);
    }

    /// <summary>The outcome is known.</summary>
    public bool Heard(CancelId id) => _carried.Remove(id);

    public void SendAgain(Desk desk)
    {
        while (_due.TryPeek(out var id, out var due) && due <= desk.Now)
        {
            _due.Dequeue();
            if (_carried.TryGetValue(id, out var carried) && carried.Again == due)
                Send(id, carried.Message, desk);
        }
    }

    private void Send(CancelId id, IEntityMessage message, Desk desk)
    {
        var again = desk.Now + settings.Timings.CarryAgain;
        _carried[id] = (message, again);
        _due.Enqueue(id, again);
        desk.Effects.Tell(message);
    }
}
