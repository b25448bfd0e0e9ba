using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;

namespace Oms.Actors.Accounts;

/// <summary>
/// Compares the account's open orders with the journal's heads and wakes only the orders that differ. A recovering account answers nothing before it has compared, and
/// waits a bounded time for the differing orders; what would have to name one that is still silent can't be answered. The account's own head is compared as well: one
/// above its own sequence number means that a write of an earlier life came late.
/// </summary>
internal sealed class Reconciliation(AccountId id, Timings timings)
{
    public const string SyncTimer = "sync";
    public const string PatienceTimer = "patience";
    public const string CompareTimer = "compare";

    private readonly Queue<IReadOnlyList<OrderId>> _pages = [];
    private readonly Dictionary<OrderId, long> _differing = [];
    private readonly Queue<OrderId> _turn = [];
    private readonly HashSet<OrderId> _silent = [];
    private IReadOnlyList<OrderId>? _reading;
    private bool _unread;
    private bool _patient = true;
    private int _cursor;

    /// <summary>Whether the account may answer.</summary>
    public bool IsReady { get; private set; }

    /// <summary>
    /// Whether this order was found to differ when the account recovered and has not said how. What a live account finds is only on its way: whatever names the order's
    /// newer state comes through this account first.
    /// </summary>
    public bool IsSilent(OrderId order) => _silent.Contains(order);

    public bool HasSilent => _silent.Count > 0;

    /// <summary>Whether an order is still to report itself.</summary>
    public bool IsWaiting => _differing.Count > 0;

    public void Recover(Account account, Effects effects)
    {
        CompareAll(account, effects);
        effects.StartTimer(PatienceTimer, timings.SyncPatience);
        effects.StartTimer(CompareTimer, FirstRotation());
    }

    /// <summary>Compares every open order.</summary>
    public void CompareAll(Account account, Effects effects)
    {
        _pages.Clear();
        foreach (var page in account.Open.Keys.Chunk(timings.HeadsPerPage))
            _pages.Enqueue(page);

        if (_pages.Count == 0)
            _pages.Enqueue([]);

        ReadNextPage(effects);
    }

    /// <summary>Compares the next page: the guarantee behind the quick ways.</summary>
    public void CompareNextPage(Account account, Effects effects)
    {
        if (_reading is null && _pages.Count == 0)
        {
            _cursor = _cursor >= account.Open.Count ? 0 : _cursor;
            _pages.Enqueue([.. account.Open.Keys.Skip(_cursor).Take(timings.HeadsPerPage)]);
            _cursor += timings.HeadsPerPage;
            ReadNextPage(effects);
        }

        effects.StartTimer(CompareTimer, timings.CompareAgain);
    }

    /// <summary>The journal has answered.</summary>
    /// <param name="heads">Its heads.</param>
    /// <param name="account">The books as they are now.</param>
    /// <param name="writes">The account's own sequence number, with its write under way counted.</param>
    /// <param name="effects">What follows.</param>
    public void HeadsRead(IReadOnlyDictionary<string, long> heads, Account account, long writes, Effects effects)
    {
        var own = heads.GetValueOrDefault(AccountProcess.PersistenceIdOf(id));
        if (own > writes)
        {
            effects.Abandon($"The journal holds {own} rows of account {id}, this life knows {writes}.");
            return;
        }

        foreach (var order in _reading ?? [])
            Compare(order, heads.GetValueOrDefault(OrderProcess.PersistenceIdOf(order)), account, effects);

        _reading = null;
        ReadNextPage(effects);
        EndRecovery();
    }

    /// <summary>The journal could not be asked. A recovering account asks again; the rotation comes round by itself.</summary>
    public void HeadsUnread(Effects effects)
    {
        _reading = null;
        _pages.Clear();
        _unread = !IsReady;
        if (_unread)
            effects.StartTimer(SyncTimer, timings.SyncAgain);
    }

    /// <summary>The order has reported itself at this version.</summary>
    public void Heard(OrderId order, long version, Effects effects)
    {
        if (!_differing.TryGetValue(order, out var head) || version < head)
            return;

        _differing.Remove(order);
        _silent.Remove(order);
        AskNext(1, effects);
        EndRecovery();
    }

    public void SyncTimerFired(Account account, Effects effects)
    {
        if (_unread)
        {
            _unread = false;
            CompareAll(account, effects);
        }

        AskNext(timings.SyncAtOnce, effects);
        if (_differing.Count > 0)
            effects.StartTimer(SyncTimer, timings.SyncAgain);
    }

    public void PatienceEnded()
    {
        _patient = false;
        EndRecovery();
    }

    /// <summary>
    /// An order ahead of the books is woken, and so is one that its venue owes an answer: nobody waits for it here, but it has to be awake to ask. One that is admitted and unknown to the journal is woken by a recovering account only: a live one is still placing it. One that is to take another's place is never given up so: its account goes on with it.
    /// </summary>
    private void Compare(OrderId order, long head, Account account, Effects effects)
    {
        if (!account.Open.TryGetValue(order, out var known) || (head == 0 && known is { IsListed: false, Terms.Replaces: not null }))
            return;

        if (head <= known.Version && (IsReady || known.Version > 0))
        {
            if (known.AwaitsVenue)
                effects.Tell(new SyncOrder(order, id, head));

            return;
        }

        if (_differing.Count == 0)
            effects.StartTimer(SyncTimer, timings.SyncAgain);

        if (_differing.TryAdd(order, head))
        {
            _turn.Enqueue(order);
            if (_differing.Count <= timings.SyncAtOnce)
                effects.Tell(new SyncOrder(order, id, head));
        }

        _differing[order] = head;
        if (!IsReady)
            _silent.Add(order);
    }

    /// <summary>Asks the next orders in turn, so that some that never answer keep none of the others waiting.</summary>
    private void AskNext(int most, Effects effects)
    {
        for (var left = _turn.Count; left > 0 && most > 0; left--)
        {
            var order = _turn.Dequeue();
            if (!_differing.TryGetValue(order, out var head))
                continue;

            effects.Tell(new SyncOrder(order, id, head));
            _turn.Enqueue(order);
            most--;
        }
    }

    private void ReadNextPage(Effects effects)
    {
        if (_reading is not null || !_pages.TryDequeue(out var page))
            return;

        _reading = page;
        effects.ReadHeads([AccountProcess.PersistenceIdOf(id), .. page.Select(OrderProcess.PersistenceIdOf)]);
    }

    private void EndRecovery() => IsReady |= _reading is null && !_unread && _pages.Count == 0 && (_differing.Count == 0 || !_patient);

    /// <summary>Accounts that started together do not compare together.</summary>
    private TimeSpan FirstRotation() => timings.CompareAgain * (0.5 + (unchecked((uint)id.Value * 2654435761u) % 1000 / 2000.0));
}
