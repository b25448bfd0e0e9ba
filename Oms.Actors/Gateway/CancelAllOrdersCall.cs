using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Permissions;
using Oms.Actors.Protocol;

namespace Oms.Actors.Gateway;

/// <summary>
/// A sweep up to its receipt: whose accounts, and where is the boundary of each. The boundary is an account's count of admissions when it was asked: what is sent later is
/// not touched, however often the sweep is repeated. The scope is AlphaPoint's: an account, all accounts of a user, both (that account, if it is the user's), or neither
/// (every account there is: for operators only); of one instrument or of all.
/// </summary>
internal sealed class CancelAllOrdersCall(Caller caller, CancelAllOrdersRequest request) : ReceiptCall(caller)
{
    /// <summary>Accounts asked for their boundaries at once.</summary>
    private const int AtOnce = 256;

    /// <summary>Accounts that the answer names when they can't be asked.</summary>
    private const int MostNamed = 20;

    private readonly Queue<AccountId> _toAsk = [];
    private readonly Dictionary<AccountId, long> _boundaries = [];
    private readonly SortedSet<AccountId> _silent = new(Comparer<AccountId>.Create((one, other) => one.Value.CompareTo(other.Value)));
    private readonly HashSet<AccountId> _batch = [];
    private Grant _grant = Grant.Host;
    private ConnectionOrder.Turn _turn = null!;
    private int _asked;

    /// <summary>Answers that this batch waits for.</summary>
    private int _due;

    /// <summary>Answers that earlier batches have given up waiting for.</summary>
    private int _late;

    public override CallBudget Budget => CallBudget.Cancels;

    protected override Api.Permissions Needed => Api.Permissions.Operator | Api.Permissions.Trading;

    protected override int? OmsId => request.OmsId;

    protected override AccountId? Account => Given.Account(request.AccountId);

    private InstrumentId? Instrument => Given.Instrument(request.InstrumentId);

    private UserId? User => request.UserId is > 0 and var id ? new UserId(id) : null;

    protected override string? MalformedField() => request switch
    {
        { AccountId: < 0 } => "AccountId",
        { UserId: < 0 } => "UserId",
        { InstrumentId: < 0 } => "InstrumentId",
        _ => null,
    };

    protected override void Start()
    {
        _turn = Desk.Connections.Enter(Caller.Connection, Account, isPlace: false, clientOrder: null);
        base.Start();
    }

    protected override void Ended() => Desk.Connections.Leave(_turn);

    protected override void Granted(Grant grant)
    {
        _grant = grant;
        if (Instrument is { } named && Desk.InstrumentOf(named) is null)
            Refuse(OmsCode.ResourceNotFound, "no such instrument");
        else if (Instrument is { } stopped && Desk.InstrumentOf(stopped)!.Status == InstrumentStatus.Stopped)
            Refuse(OmsCode.OperationNotSupported, CancelRules.InstrumentStopped);
        else if (User is { } user)
            OfUser(user);
        else if (Account is { } account)
            Sweep([account]);
        else if (grant.AnyAccount)
            ReadAccounts(null);
        else
            Refuse(OmsCode.NotAuthorized);
    }

    private void OfUser(UserId user)
    {
        if (user == _grant.Authority.UserId)
            OfUser(_grant);
        else if (_grant.AnyAccount)
            FindUser(user, (_, found) => OfUser(found));
        else
            Refuse(OmsCode.NotAuthorized);
    }

    private void OfUser(Grant user)
    {
        if (Account is not { } account)
            Sweep(user.Accounts);
        else if (user.Accounts.Contains(account))
            Sweep([account]);
        else
            Refuse(OmsCode.ResourceNotFound, "not an account of this user");
    }

    /// <summary>Every account there is, as the journal names them.</summary>
    private void ReadAccounts(AccountId? after)
    {
        Await<Input.AccountsRead>(read =>
        {
            if (read.Accounts is not { } accounts)
                Refuse(OmsCode.ServerError);
            else if (accounts.Count < Effect.ReadAccounts.Page)
                Sweep(accounts);
            else
                ReadOn(accounts);
        });
        Desk.Effects.Add(new Effect.ReadAccounts(Id, after));
    }

    private void ReadOn(IReadOnlyList<AccountId> accounts)
    {
        Add(accounts);
        AllowMoreTime();
        ReadAccounts(accounts[^1]);
    }

    private void Sweep(IReadOnlyList<AccountId> accounts)
    {
        Add(accounts);
        _turn.WhenItComes(AskNext);
    }

    private void Add(IReadOnlyList<AccountId> accounts)
    {
        foreach (var account in accounts)
            _toAsk.Enqueue(account);
    }

    /// <summary>An account that is alone refuses for the whole call; of many, those that can't be asked don't keep the others from being swept.</summary>
    private void AskNext()
    {
        if (IsEnded)
            return;

        if (_toAsk.Count == 0)
        {
            Give();
            return;
        }

        AllowMoreTime();
        if (_toAsk.Count == 1 && _asked == 0)
            Await<SweepPrepared>(Take);
        else
            AwaitAnswers(Take);

        _batch.Clear();
        for (_due = 0; _due < AtOnce && _toAsk.TryDequeue(out var account); _due++)
            Ask(account);
    }

    private void Ask(AccountId account)
    {
        _asked++;
        _silent.Add(account);
        _batch.Add(account);
        Desk.Effects.Tell(new PrepareSweep(account, Id, Desk.Settings.Address));
    }

    private void Take(IReply reply)
    {
        if (reply is SweepPrepared prepared && _silent.Remove(prepared.AccountId) && prepared.HasOpenOrders)
            _boundaries.Add(prepared.AccountId, prepared.Boundary);

        if (IsLate(reply))
            _late--;
        else if (--_due == 0)
            AskNext();
    }

    /// <summary>An answer to an earlier batch that was given up. A refusal names no account: while some are late it is taken for one of those, so that no batch ends early.</summary>
    private bool IsLate(IReply reply) => reply is SweepPrepared prepared ? !_batch.Contains(prepared.AccountId) : _late > 0;

    public override void TimeOut()
    {
        _late += _due;
        if (_asked > 1)
            AskNext();
        else
            base.TimeOut();
    }

    private void Give()
    {
        if ((_boundaries.Count > 1 ? Desk.Carrying.IsFullOfSweeps : Desk.Carrying.IsFull) || (_asked > 0 && _silent.Count == _asked))
        {
            Refuse(OmsCode.OperationFailed);
            return;
        }

        End(_silent.Count == 0 ? Receipt.Received : Receipt.Received with { Detail = $"not asked: {string.Join(", ", _silent.Take(MostNamed))}" });
        var stopped = Desk.Stopped();
        foreach (var (account, boundary) in _boundaries)
        {
            var id = Desk.Carrying.NextSweepId();
            Desk.Carrying.Carry(new SweepOrders(account, id, Instrument, stopped, boundary, _grant.Authority, Desk.Settings.Address), isOfMany: _boundaries.Count > 1, Desk);
        }
    }
}
