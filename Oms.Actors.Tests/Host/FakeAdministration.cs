using Oms.Actors.Api;

namespace Oms.Actors.Tests.Host;

/// <summary>The fake engine as operators see it. Each step that is taken is counted, and the one at <see cref="FailsAt"/> fails: with that a set-up can be cut off anywhere.</summary>
internal sealed partial class FakeEngine : IOmsAdministration
{
    /// <summary>The names of the administration calls that took effect or failed, in order.</summary>
    public List<string> Steps { get; } = [];

    /// <summary>The step, counted from 0, that throws as a process that is killed does; below 0: none.</summary>
    public int FailsAt { get; set; } = -1;

    public string? FirstOperator { get; private set; }

    public IReadOnlyDictionary<ProductId, decimal> AmountsOf(AccountId account) => _accounts[account];

    public Api.Permissions PermissionsOf(string user) => _users[user].Permissions;

    public Task<Answer<UserId>> CreateUser(Caller caller, string userName, string password, CancellationToken cancellation = default)
    {
        Step();
        if (_users.ContainsKey(userName))
            return Task.FromResult(Answer.Refused<UserId>(Receipt.Refused(OmsCode.OperationFailed, "name taken")));
        var user = new FakeUser(new UserId(_users.Count + 1), userName) { Password = password };
        _users.Add(userName, user);
        return Task.FromResult(Answer.Of(user.Id));
    }

    public Task<Receipt> SetPassword(Caller caller, UserRef user, string password, CancellationToken cancellation = default) =>
        Do(() => _users[user.Name!].Password = password);

    public Task<Receipt> Grant(Caller caller, UserRef user, Api.Permissions permissions, CancellationToken cancellation = default) =>
        Do(() => _users[user.Name!].Permissions |= permissions);

    public Task<Receipt> Revoke(Caller caller, UserRef user, Api.Permissions permissions, CancellationToken cancellation = default) =>
        Do(() => _users[user.Name!].Permissions &= ~permissions);

    public Task<Receipt> Associate(Caller caller, UserRef user, AccountId account, CancellationToken cancellation = default) => Do(() =>
    {
        if (!_users[user.Name!].Accounts.Contains(account))
            _users[user.Name!].Accounts.Add(account);
    });

    public Task<Receipt> Dissociate(Caller caller, UserRef user, AccountId account, CancellationToken cancellation = default) =>
        Do(() => _users[user.Name!].Accounts.Remove(account));

    public Task<Receipt> RemoveUser(Caller caller, UserRef user, CancellationToken cancellation = default) => Do(() => _users.Remove(user.Name!));

    public Task<Answer<AccountId>> OpenAccount(Caller caller, string name, AccountId? account = null, CancellationToken cancellation = default)
    {
        Step();
        _accounts.TryAdd(account!.Value, []);
        return Task.FromResult(Answer.Of(account.Value));
    }

    public Task<Receipt> Deposit(Caller caller, AccountId account, ProductId product, decimal amount, string reference, CancellationToken cancellation = default) => Do(() =>
    {
        if (_references.Add($"{account} {reference}"))
            _accounts[account][product] = _accounts[account].GetValueOrDefault(product) + amount;
    });

    public Task<Receipt> Withdraw(Caller caller, AccountId account, ProductId product, decimal amount, string reference, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<Receipt> AddProduct(Caller caller, Product product, CancellationToken cancellation = default) => Do(() =>
    {
        if (!_products.Contains(product))
            _products.Add(product);
    });

    public Task<Receipt> AddInstrument(Caller caller, Instrument instrument, CancellationToken cancellation = default) => Do(() =>
    {
        if (!_instruments.Contains(instrument))
            _instruments.Add(instrument);
    });

    public Task<Receipt> SetInstrumentStatus(Caller caller, InstrumentId instrument, InstrumentStatus status, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<Receipt> SuspendAccount(Caller caller, AccountId account, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<Receipt> ResumeAccount(Caller caller, AccountId account, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<Receipt> HaltAndCancel(Caller caller, InstrumentId instrument, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<Answer<IReadOnlyList<OrderRecordEntry>>> GetOrderRecord(Caller caller, OrderId order, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<Answer<IReadOnlyList<PendingCancelInfo>>> GetPendingCancels(Caller caller, AccountId account, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<Receipt> ForceCancelOutcome(Caller caller, OrderId order, bool canceled, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task<Answer<bool>> CreateFirstOperator(Caller caller, string userName, string password, CancellationToken cancellation = default)
    {
        FirstOperator ??= userName;
        return Task.FromResult(Answer.Of(FirstOperator == userName));
    }

    private Task<Receipt> Do(Action change)
    {
        Step();
        change();
        return Task.FromResult(Receipt.Received);
    }

    private void Step([System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        Steps.Add(name);
        if (Steps.Count - 1 == FailsAt)
            throw new IOException("killed here");
    }
}
