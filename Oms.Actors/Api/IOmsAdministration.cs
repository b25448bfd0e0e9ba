namespace Oms.Actors.Api;

/// <summary>
/// What operators do. Every call needs <see cref="Permissions.Operator"/> (20 otherwise) or <see cref="Caller.Host"/>. Repeating a call that has taken effect changes nothing.
/// A change that is answered holds, on every node, for every call that comes in after. 102 with the detail "outcome unknown" means that it may or may not have been written: repeat it.
/// </summary>
public interface IOmsAdministration
{
    /// <summary>Creates a user with no permission. Names are 1..100 letters, digits, <c>._-@</c>, unique without regard to case; passwords 8..200 characters. 101 with detail when the name is taken.</summary>
    Task<Answer<UserId>> CreateUser(Caller caller, string userName, string password, CancellationToken cancellation = default);

    /// <summary>Sets a user's password and ends all his sessions.</summary>
    Task<Receipt> SetPassword(Caller caller, UserRef user, string password, CancellationToken cancellation = default);

    /// <summary>Grants permissions.</summary>
    Task<Receipt> Grant(Caller caller, UserRef user, Permissions permissions, CancellationToken cancellation = default);

    /// <summary>Revokes permissions.</summary>
    Task<Receipt> Revoke(Caller caller, UserRef user, Permissions permissions, CancellationToken cancellation = default);

    /// <summary>Associates a user with an account, which must be open (104).</summary>
    Task<Receipt> Associate(Caller caller, UserRef user, AccountId account, CancellationToken cancellation = default);

    /// <summary>Ends an association.</summary>
    Task<Receipt> Dissociate(Caller caller, UserRef user, AccountId account, CancellationToken cancellation = default);

    /// <summary>Removes a user for good: his sessions end, he is nobody from the answer on (20), and neither his name nor his id is ever given to another.</summary>
    Task<Receipt> RemoveUser(Caller caller, UserRef user, CancellationToken cancellation = default);

    /// <summary>Opens an account. With an id: that one, if it is free or already open under the same name (else 101); without: the next free one. Names are 1..100 characters.</summary>
    Task<Answer<AccountId>> OpenAccount(Caller caller, string name, AccountId? account = null, CancellationToken cancellation = default);

    /// <summary>Adds to an account. The reference, 1..100 characters, is unique per account: repeating it changes nothing; with another amount or product it is 101.</summary>
    /// <param name="caller">An operator.</param>
    /// <param name="account">The account; 104 when it is not open.</param>
    /// <param name="product">The product; 104 when unknown.</param>
    /// <param name="amount">Above 0, with at most the product's decimal places (100).</param>
    /// <param name="reference">Names this deposit.</param>
    /// <param name="cancellation">Ends the wait, not the deposit.</param>
    Task<Receipt> Deposit(Caller caller, AccountId account, ProductId product, decimal amount, string reference, CancellationToken cancellation = default);

    /// <summary>Takes from an account; never what is held (101, detail Not_Enough_Funds). References as for <see cref="Deposit"/>.</summary>
    Task<Receipt> Withdraw(Caller caller, AccountId account, ProductId product, decimal amount, string reference, CancellationToken cancellation = default);

    /// <summary>
    /// Suspends an account: from the answer on it takes no order (Rejected, Account_Suspended). Open orders stay, and cancels, sweeps, reads, deposits, withdrawals and fills go
    /// on. Who did it is kept in the account's journal. 104 when the account is not open.
    /// </summary>
    Task<Receipt> SuspendAccount(Caller caller, AccountId account, CancellationToken cancellation = default);

    /// <summary>Ends a suspension. Who did it is kept in the account's journal. 104 when the account is not open.</summary>
    Task<Receipt> ResumeAccount(Caller caller, AccountId account, CancellationToken cancellation = default);

    /// <summary>Adds a product. The same again is received; another under the same id is 101.</summary>
    Task<Receipt> AddProduct(Caller caller, Product product, CancellationToken cancellation = default);

    /// <summary>Adds an instrument; its products must exist (104). The same again, whatever its status meanwhile, is received; another under the same id is 101.</summary>
    Task<Receipt> AddInstrument(Caller caller, Instrument instrument, CancellationToken cancellation = default);

    /// <summary>Sets an instrument's status.</summary>
    Task<Receipt> SetInstrumentStatus(Caller caller, InstrumentId instrument, InstrumentStatus status, CancellationToken cancellation = default);

    /// <summary>
    /// Halts an instrument, then cancels every open order of it, in all accounts, as the operator's doing. Received: it is halted, and the cancels are on their way to their
    /// outcomes, as those of <see cref="IOms.CancelAllOrders"/> are; accounts that can't be asked are named in the detail. Refused: it may be halted, and nothing is canceled;
    /// a repetition does what is left. A halt that cancels nothing is <see cref="SetInstrumentStatus"/> with <see cref="InstrumentStatus.Halted"/>.
    /// </summary>
    /// <param name="caller">An operator.</param>
    /// <param name="instrument">The instrument; 104 when unknown.</param>
    /// <param name="cancellation">Ends the wait, not what has begun.</param>
    Task<Receipt> HaltAndCancel(Caller caller, InstrumentId instrument, CancellationToken cancellation = default);

    /// <summary>
    /// What an order's journal says, event by event, the first one first: what happened, when, and by whose authority, under which session and command. 104 when there is no
    /// such order; 101 when its history is too long for one answer (above 20,000 events).
    /// </summary>
    Task<Answer<IReadOnlyList<OrderRecordEntry>>> GetOrderRecord(Caller caller, OrderId order, CancellationToken cancellation = default);

    /// <summary>The cancels of an account that the venue has not answered, the oldest first; 104 when the account is not open.</summary>
    Task<Answer<IReadOnlyList<PendingCancelInfo>>> GetPendingCancels(Caller caller, AccountId account, CancellationToken cancellation = default);

    /// <summary>
    /// Decides the pending cancel of an order in the place of a venue that is silent: the order is canceled, or it works on and the cancel is refused. Recorded as the
    /// operator's. What the venue reports later is not lost: an execution after a forced cancellation is set aside and raised. 104 when no cancel of the order is pending.
    /// </summary>
    /// <param name="caller">An operator.</param>
    /// <param name="order">The order.</param>
    /// <param name="canceled">True: canceled; only when the order is known to be off the venue's book. False: it works on.</param>
    /// <param name="cancellation">Ends the wait, not the command.</param>
    Task<Receipt> ForceCancelOutcome(Caller caller, OrderId order, bool canceled, CancellationToken cancellation = default);

    /// <summary>
    /// Creates the first operator, once: only while none has been created by this call, or again the same (a repeat after a crash). True when this operator exists now by this call's doing,
    /// false when there is another and nothing was changed. Needs <see cref="Caller.Host"/>.
    /// </summary>
    Task<Answer<bool>> CreateFirstOperator(Caller caller, string userName, string password, CancellationToken cancellation = default);
}
