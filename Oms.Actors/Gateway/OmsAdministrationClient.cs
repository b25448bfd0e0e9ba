using Oms.Actors.Api;
using Oms.Actors.Gateway.Administration;
using Oms.Actors.Instruments;

namespace Oms.Actors.Gateway;

/// <summary>The operators' calls, handed to the node's gateway.</summary>
internal sealed class OmsAdministrationClient(GatewayPort gateway, OmsId oms) : IOmsAdministration
{
    public Task<Answer<UserId>> CreateUser(Caller caller, string userName, string password, CancellationToken cancellation) =>
        gateway.Call<Answer<UserId>>(waiter => new CreateUserCall(caller, userName, password) { Waiter = waiter }, cancellation);

    public Task<Receipt> SetPassword(Caller caller, UserRef user, string password, CancellationToken cancellation) =>
        gateway.Call<Receipt>(waiter => new SetPasswordCall(caller, user, password) { Waiter = waiter }, cancellation);

    public Task<Receipt> Grant(Caller caller, UserRef user, Api.Permissions permissions, CancellationToken cancellation) =>
        gateway.Call<Receipt>(waiter => new ChangeRightsCall(caller, user, granted: permissions) { Waiter = waiter }, cancellation);

    public Task<Receipt> Revoke(Caller caller, UserRef user, Api.Permissions permissions, CancellationToken cancellation) =>
        gateway.Call<Receipt>(waiter => new ChangeRightsCall(caller, user, revoked: permissions) { Waiter = waiter }, cancellation);

    public Task<Receipt> Associate(Caller caller, UserRef user, AccountId account, CancellationToken cancellation) =>
        gateway.Call<Receipt>(waiter => new ChangeRightsCall(caller, user, associated: account) { Waiter = waiter }, cancellation);

    public Task<Receipt> Dissociate(Caller caller, UserRef user, AccountId account, CancellationToken cancellation) =>
        gateway.Call<Receipt>(waiter => new ChangeRightsCall(caller, user, dissociated: account) { Waiter = waiter }, cancellation);

    public Task<Receipt> RemoveUser(Caller caller, UserRef user, CancellationToken cancellation) =>
        gateway.Call<Receipt>(waiter => new RemoveUserCall(caller, user) { Waiter = waiter }, cancellation);

    public Task<Answer<AccountId>> OpenAccount(Caller caller, string name, AccountId? account, CancellationToken cancellation) =>
        gateway.Call<Answer<AccountId>>(waiter => new OpenAccountCall(caller, name, account) { Waiter = waiter }, cancellation);

    public Task<Receipt> Deposit(Caller caller, AccountId account, ProductId product, decimal amount, string reference, CancellationToken cancellation) =>
        gateway.Call<Receipt>(waiter => new MoveFundsCall(caller, account, product, amount, true, reference) { Waiter = waiter }, cancellation);

    public Task<Receipt> Withdraw(Caller caller, AccountId account, ProductId product, decimal amount, string reference, CancellationToken cancellation) =>
        gateway.Call<Receipt>(waiter => new MoveFundsCall(caller, account, product, amount, false, reference) { Waiter = waiter }, cancellation);

    public Task<Receipt> SuspendAccount(Caller caller, AccountId account, CancellationToken cancellation) =>
        gateway.Call<Receipt>(waiter => new SuspendAccountCall(caller, account, suspend: true) { Waiter = waiter }, cancellation);

    public Task<Receipt> ResumeAccount(Caller caller, AccountId account, CancellationToken cancellation) =>
        gateway.Call<Receipt>(waiter => new SuspendAccountCall(caller, account, suspend: false) { Waiter = waiter }, cancellation);

    public Task<Receipt> AddProduct(Caller caller, Product product, CancellationToken cancellation) =>
        Change(caller, (by, call, replyTo) => new AddProduct(product, by, call, replyTo), cancellation);

    public Task<Receipt> AddInstrument(Caller caller, Instrument instrument, CancellationToken cancellation) =>
        Change(caller, (by, call, replyTo) => new AddInstrument(instrument, by, call, replyTo), cancellation);

    public Task<Receipt> SetInstrumentStatus(Caller caller, InstrumentId instrument, InstrumentStatus status, CancellationToken cancellation) =>
        Change(caller, (by, call, replyTo) => new SetInstrumentStatus(instrument, status, by, call, replyTo), cancellation);

    /// <summary>The gateway has heard of the halt when that is answered: what it still sends to accounts it sends ahead of the sweep, and no orders behind it.</summary>
    public async Task<Receipt> HaltAndCancel(Caller caller, InstrumentId instrument, CancellationToken cancellation)
    {
        var halted = await SetInstrumentStatus(caller, instrument, InstrumentStatus.Halted, cancellation);
        var every = new CancelAllOrdersRequest(oms.Value, AccountId: null, instrument.Value);
        return halted.Result ? await gateway.Call<Receipt>(waiter => new CancelAllOrdersCall(caller, every) { Waiter = waiter }, cancellation) : halted;
    }

    public Task<Answer<IReadOnlyList<OrderRecordEntry>>> GetOrderRecord(Caller caller, OrderId order, CancellationToken cancellation) =>
        gateway.Call<Answer<IReadOnlyList<OrderRecordEntry>>>(waiter => new OrderRecordCall(caller, order) { Waiter = waiter }, cancellation);

    public Task<Answer<IReadOnlyList<PendingCancelInfo>>> GetPendingCancels(Caller caller, AccountId account, CancellationToken cancellation) =>
        gateway.Call<Answer<IReadOnlyList<PendingCancelInfo>>>(waiter => new PendingCancelsCall(caller, account) { Waiter = waiter }, cancellation);

    public Task<Receipt> ForceCancelOutcome(Caller caller, OrderId order, bool canceled, CancellationToken cancellation) =>
        gateway.Call<Receipt>(waiter => new ForceCancelOutcomeCall(caller, order, canceled) { Waiter = waiter }, cancellation);

    public Task<Answer<bool>> CreateFirstOperator(Caller caller, string userName, string password, CancellationToken cancellation) =>
        gateway.Call<Answer<bool>>(waiter => new CreateFirstOperatorCall(caller, userName, password) { Waiter = waiter }, cancellation);

    private Task<Receipt> Change(Caller caller, Func<Protocol.Authority, long, Protocol.ReplyAddress, ICatalogueMessage> change, CancellationToken cancellation) =>
        gateway.Call<Receipt>(waiter => new CatalogueAdministrationCall(caller, change) { Waiter = waiter }, cancellation);
}
