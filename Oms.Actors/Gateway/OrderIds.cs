using Oms.Actors.Api;
using Oms.Actors.Ids;

namespace Oms.Actors.Gateway;

/// <summary>
/// The gateway's block of order ids, and what it knows of the highest id reserved by anybody: an id above that was never issued and wakes nobody.
/// The next block is asked for when half of this one is used; calls that find none wait in the order in which they came.
/// </summary>
internal sealed class OrderIds(GatewaySettings settings)
{
    private readonly Queue<(GatewayCall Call, Action<OrderId> Taken)> _waiting = [];
    private readonly Queue<(long First, long Last)> _blocks = [];
    private DateTimeOffset _askedAt = DateTimeOffset.MinValue;
    private long _next = 1;
    private long _last;
    private long _left;

    /// <summary>The call id under which blocks are asked for: no call has it.</summary>
    public const long BlockCall = 0;

    /// <summary>The highest id that is known to be reserved.</summary>
    public long Highest { get; private set; }

    /// <summary>The next id, when there is one; a call that has ended meanwhile takes none.</summary>
    public void Take(GatewayCall call, Desk desk, Action<OrderId> taken)
    {
        _waiting.Enqueue((call, taken));
        Serve(desk);
    }

    public void Reserved(IdsReserved reserved, Desk desk)
    {
        Highest = Math.Max(Highest, reserved.Highest);
        if (reserved.Count > 0 && reserved.Call == BlockCall)
        {
            _askedAt = DateTimeOffset.MinValue;
            _blocks.Enqueue((reserved.First, reserved.First + reserved.Count - 1));
            _left += reserved.Count;
        }

        Serve(desk);
    }

    /// <summary>Asks for a block when one is due; again when the answer has been lost. A block too many costs ids, nothing else.</summary>
    public void AskIfDue(Desk desk)
    {
        if (_left > settings.Limits.IdBlock / 2 || desk.Now - _askedAt < settings.Timings.AskPatience)
            return;

        _askedAt = desk.Now;
        desk.Effects.Tell(new ReserveIds(IdKind.Order, settings.Limits.IdBlock, BlockCall, settings.Address));
    }

    private void Serve(Desk desk)
    {
        while (_left > 0 && _waiting.TryDequeue(out var waiting))
        {
            if (!waiting.Call.IsEnded)
                waiting.Taken(Next());
        }

        AskIfDue(desk);
    }

    private OrderId Next()
    {
        if (_next > _last)
            (_next, _last) = _blocks.Dequeue();

        _left--;
        return new OrderId(_next++);
    }
}
