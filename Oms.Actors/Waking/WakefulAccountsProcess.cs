using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Waking;

/// <summary>
/// Knows the accounts with orders at a venue or with a time limit, and wakes them when it starts itself, when a node has gone, and now and then: what a venue still owes
/// them, and what has become due, must come about without anybody's asking. It costs a row at the first such order of an account's life in memory, and none for any other.
/// </summary>
internal sealed class WakefulAccountsProcess(Timings timings) : IProcess
{
    public const string Id = "venue-accounts";
    public const string WakeTimer = "wake";
    private const long None = -1;

    private readonly Dictionary<AccountId, long> _accounts = [];
    private readonly List<IWakefulAccountsMessage> _waiting = [];
    private readonly Queue<AccountId> _toWake = [];
    private List<RegisterWakefulAccount> _answers = [];
    private WakefulAccountsChanged? _writing;
    private long _sequence;
    private long _snapshot;

    public string PersistenceId => Id;

    /// <summary>The accounts as the journal has them.</summary>
    public IReadOnlyDictionary<AccountId, long> Settled => _accounts;

    public void Restore(object state, long sequence)
    {
        foreach (var account in ((WakefulAccounts)state).All)
            _accounts[account.AccountId] = account.Admissions;

        _sequence = _snapshot = sequence;
    }

    public void Replay(object @event, long sequence)
    {
        var changed = (WakefulAccountsChanged)@event;
        foreach (var left in changed.Left)
            _accounts.Remove(left);

        foreach (var registered in changed.Registered)
            _accounts[registered.AccountId] = registered.Admissions;

        _sequence = sequence;
    }

    public void On(object input, DateTimeOffset now, Effects effects)
    {
        switch (input)
        {
            case Input.Recovered:
                effects.Add(Effect.HearOfRemovedMembers.Now);
                WakeAll(effects);
                break;
            case Input.MemberRemoved:
                WakeAll(effects);
                break;
            case Input.TimerFired { Name: WakeTimer } when _toWake.Count > 0:
                WakeNext(effects);
                break;
            case Input.TimerFired { Name: WakeTimer }:
                WakeAll(effects);
                break;
            case RegisterWakefulAccount or UnregisterWakefulAccount:
                _waiting.Add((IWakefulAccountsMessage)input);
                DecideNext(effects);
                break;
            case Input.Written written:
                Written(written.Sequence, effects);
                DecideNext(effects);
                break;
            case Input.Ended:
                _waiting.Clear();
                break;
        }
    }

    /// <summary>What has come in meanwhile goes into one row, the newest word of each account.</summary>
    private void DecideNext(Effects effects)
    {
        if (_writing is not null || _waiting.Count == 0)
            return;

        var newest = new Dictionary<AccountId, long>();
        foreach (var message in _waiting)
        {
            if (message is RegisterWakefulAccount register && register.Admissions > Known(register.AccountId))
                newest[register.AccountId] = register.Admissions;
            else if (message is UnregisterWakefulAccount leave && Known(leave.AccountId) <= leave.Admissions)
                newest[leave.AccountId] = None;
        }

        _answers = [.. _waiting.OfType<RegisterWakefulAccount>()];
        _waiting.Clear();
        var changed = new WakefulAccountsChanged(
            [.. newest.Where(entry => entry.Value != None).Select(entry => new WakefulAccount(entry.Key, entry.Value))],
            [.. newest.Where(entry => entry.Value == None && _accounts.ContainsKey(entry.Key)).Select(entry => entry.Key)]);
        if (changed.Registered.Count + changed.Left.Count > 0)
            effects.Persist(_writing = changed);
        else
            Answer(effects);

        long Known(AccountId account) => newest.TryGetValue(account, out var admissions) ? admissions : _accounts.GetValueOrDefault(account, None);
    }

    private void Written(long sequence, Effects effects)
    {
        Replay(_writing ?? throw new InvariantViolationException("A write that was not begun has been committed."), sequence);
        _writing = null;
        Answer(effects);
        if (_sequence - _snapshot >= timings.SnapshotEvery)
        {
            _snapshot = _sequence;
            effects.Add(new Effect.SaveSnapshot(new WakefulAccounts(
                [.. _accounts.OrderBy(entry => entry.Key.Value).Select(entry => new WakefulAccount(entry.Key, entry.Value))])));
        }
    }

    private void Answer(Effects effects)
    {
        foreach (var register in _answers)
            effects.Tell(new AccountRegistered(register.AccountId, register.Admissions));

        _answers.Clear();
    }

    private void WakeAll(Effects effects)
    {
        _toWake.Clear();
        foreach (var account in _accounts.Keys)
            _toWake.Enqueue(account);

        WakeNext(effects);
    }

    private void WakeNext(Effects effects)
    {
        for (var left = timings.WakeAtOnce; left > 0 && _toWake.TryDequeue(out var account); left--)
            effects.Tell(new WakeAccount(account));

        effects.StartTimer(WakeTimer, _toWake.Count > 0 ? timings.WakeNext : timings.WakeAgain);
    }
}
