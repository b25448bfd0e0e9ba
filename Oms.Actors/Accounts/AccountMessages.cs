using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;

namespace Oms.Actors.Accounts;

/// <summary>A message to an account.</summary>
internal interface IAccountMessage : IEntityMessage
{
    AccountId AccountId { get; }
}

/// <summary>
/// An order reports itself: its cumulative state at a version, every execution since the last version that the account acknowledged, and answers that the account
/// passes on once it knows that version. With a correction it says what was ordered: the account may have closed the order long ago.
/// </summary>
internal sealed record OrderUpdate(
    AccountId AccountId,
    OrderId OrderId,
    long Version,
    OrderSummary Summary,
    IReadOnlyList<OrderExecution> Executions,
    IReadOnlyList<Relay> Relays,
    OrderTerms? Terms = null) : IAccountMessage;

/// <summary>An answer on its way through the account. Without an address it is for the account itself.</summary>
internal sealed record Relay(ReplyAddress? To, IProtocolMessage Message)
{
    /// <summary>
    /// A refusal that names an order as it was, although more is known of it (it is closed, or was corrected after that), has been overtaken: to tell it would be to go back.
    /// Its sender repeats it as the order is now.
    /// </summary>
    public bool IsOutdated(Account account)
    {
        if (Rejected is not { } order)
            return false;

        return account.Open.TryGetValue(order.OrderId, out var known)
            ? order.Version < known.Version
            : order.State == OrderState.Working || order.Version < account.Corrected.BookedOf(order.OrderId);
    }

    private OrderView? Rejected => Message switch
    {
        CancelOutcome { Result: CancelResult.Refused or CancelResult.TooLate, Order: var order } => order,
        ReductionOutcome { Refusal: not null, Order: var order } => order,
        _ => null,
    };
}

/// <summary>Open this account.</summary>
internal sealed record OpenAccount(AccountId AccountId, string Name, long Call, ReplyAddress ReplyTo) : IAccountMessage, IAsked;

/// <summary>Add an amount (above 0) or take it (below 0), once per reference.</summary>
internal sealed record MoveFunds(AccountId AccountId, ProductId Product, decimal Amount, string Reference, long Call, ReplyAddress ReplyTo) : IAccountMessage, IAsked;

/// <summary>Admit no orders from now on, or admit them again. What is so already stays so.</summary>
internal sealed record SuspendAccount(AccountId AccountId, bool Suspend, Authority By, long Call, ReplyAddress ReplyTo) : IAccountMessage, IAsked;

/// <summary>
/// Admit this order. Never sent twice: an order that was filled and closed meanwhile would be admitted again. One whose terms say that it replaces another is admitted to
/// take its place, and its quantity is that of both: <see cref="ReplacementTaken"/> comes first.
/// </summary>
internal sealed record AdmitOrder(OrderTerms Terms, long Call, ReplyAddress ReplyTo) : IAccountMessage, IAsked
{
    public AccountId AccountId => Terms.AccountId;
}

/// <summary>Which orders are open?</summary>
internal sealed record ListOpenOrders(AccountId AccountId, long Call, ReplyAddress ReplyTo) : IAccountMessage, IAsked;

/// <summary>What is owned and held?</summary>
internal sealed record ListPositions(AccountId AccountId, long Call, ReplyAddress ReplyTo) : IAccountMessage, IAsked;

/// <summary>Which orders are open or closed and not yet in the account's journal, and from where does the journal tell the rest?</summary>
internal sealed record ListRecentOrders(AccountId AccountId, long Call, ReplyAddress ReplyTo) : IAccountMessage, IAsked;

/// <summary>Which executions are not yet in the account's journal, and from where does the journal tell the rest?</summary>
internal sealed record ListRecentTrades(AccountId AccountId, long Call, ReplyAddress ReplyTo) : IAccountMessage, IAsked;

/// <summary>Does the account exist, and what is it?</summary>
internal sealed record DescribeAccount(AccountId AccountId, long Call, ReplyAddress ReplyTo) : IAccountMessage, IAsked;

/// <summary>Which order bears this client id? Answered once an order that is being admitted is there or not.</summary>
internal sealed record ResolveClientOrder(AccountId AccountId, ClientOrderId ClientOrderId, long Call, ReplyAddress ReplyTo) : IAccountMessage, IAsked;

/// <summary>Where would a sweep's boundary be now? Changes nothing.</summary>
internal sealed record PrepareSweep(AccountId AccountId, long Call, ReplyAddress ReplyTo) : IAccountMessage, IAsked;

/// <summary>Cancel every open order admitted up to the boundary. Repeated by the gateway until it hears <see cref="SweepOutcome"/>.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="SweepId">Names the sweep, and the cancel of each of its orders.</param>
/// <param name="Instrument">Only this instrument's orders; null for all.</param>
/// <param name="Spared">Instruments that took no cancels when the receipt was given.</param>
/// <param name="Boundary">Orders admitted after this one are not touched.</param>
/// <param name="By">Whose sweep it is.</param>
/// <param name="ReplyTo">Who carries it.</param>
/// <param name="Session">Only orders that were entered under the session of this public id; null for all.</param>
internal sealed record SweepOrders(
    AccountId AccountId,
    CancelId SweepId,
    InstrumentId? Instrument,
    IReadOnlyList<InstrumentId> Spared,
    long Boundary,
    Authority By,
    ReplyAddress ReplyTo,
    string? Session = null) : IAccountMessage
{
    /// <summary>What it is for: two of the same scope differ in their boundary only.</summary>
    public object Scope => (AccountId, By.UserId, Instrument, Session, string.Join(',', Spared));

    /// <summary>Whether nobody waits for this one any more: its gateway carries the newer one in its place, up to the higher boundary of both.</summary>
    public bool IsReplacedBy(SweepOrders newer) => SweepId.Gateway == newer.SweepId.Gateway && SweepId.Number < newer.SweepId.Number && Scope.Equals(newer.Scope);

    /// <summary>This one, or both when another of the same scope was there before: neither's orders are left.</summary>
    public SweepOrders And(SweepOrders? earlier) => earlier?.Boundary > Boundary ? this with { Boundary = earlier.Boundary } : this;

    public bool Covers(OpenOrder order) =>
        IsMeant(order) && !Spared.Contains(order.Terms.InstrumentId);

    /// <summary>The instruments whose orders would be canceled if they were not spared.</summary>
    public IReadOnlyList<InstrumentId> SparedOf(Account account) =>
        [.. account.Open.Values.Where(order => IsMeant(order) && !Covers(order)).Select(order => order.Terms.InstrumentId).Distinct()];

    private bool IsMeant(OpenOrder order) => order.Admission <= Boundary
        && (Instrument is null || order.Terms.InstrumentId == Instrument)
        && (Session is null || order.Terms.EnteredBy.Session == Session);
}

/// <summary>Be awake: a venue may owe an order an answer, or an order may be due. Sent by the register of such accounts.</summary>
internal sealed record WakeAccount(AccountId AccountId) : IAccountMessage;

/// <summary>Cancel an order that was expected when its receipt was given: as soon as it is there. Only its account knows for certain whether it will ever be.</summary>
internal sealed record CancelExpected(AccountId AccountId, CancelOrder Cancel) : IAccountMessage;

/// <summary>The register of accounts that come back by themselves has this account in its journal.</summary>
internal sealed record AccountRegistered(AccountId AccountId, long Admissions) : IAccountMessage;

/// <summary>Which cancels wait for the venue?</summary>
internal sealed record ListPendingCancels(AccountId AccountId, long Call, ReplyAddress ReplyTo) : IAccountMessage, IAsked;

/// <summary>Push events to this address from a snapshot on. Renewed by the subscriber.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Subscriber">Where the events go.</param>
/// <param name="Afresh">Asks for a new snapshot.</param>
/// <param name="Mark">How many closings were in the account's journal when the subscriber was last in step: it knows of all of those. Null for one that begins.</param>
/// <param name="Turn">Counts the subscriber's questions; its snapshot says which one it answers.</param>
internal sealed record SubscribeAccount(AccountId AccountId, ReplyAddress Subscriber, bool Afresh, long? Mark, long Turn) : IAccountMessage
{
    /// <summary>The last event that it has taken; null: it wants a snapshot first.</summary>
    public EventPosition? After { get; init; }
}

/// <summary>Push no more.</summary>
internal sealed record UnsubscribeAccount(AccountId AccountId, ReplyAddress Subscriber) : IAccountMessage;

/// <summary>Done, and in the journal.</summary>
internal sealed record AccountChanged(long Call) : IReply;

/// <summary>The order is admitted, in its own journal, and listed.</summary>
internal sealed record OrderAccepted(long Call, OrderId OrderId) : IReply;

/// <summary>The replacement of an order is in the account's journal: from here on the account sees to it.</summary>
internal sealed record ReplacementTaken(long Call) : IReply;

/// <summary>The account refuses the order, in AlphaPoint's word for why.</summary>
internal sealed record OrderRefused(long Call, string Why) : IReply;

internal sealed record AccountDescribed(long Call, AccountId AccountId, string Name, bool IsSuspended = false) : IReply;

internal sealed record OpenOrdersListed(long Call, IReadOnlyList<OrderView> Orders) : IReply;

/// <summary>The orders whose cancel waits for the venue, and since when and by whom.</summary>
internal sealed record PendingCancelsListed(long Call, IReadOnlyList<Api.PendingCancelInfo> Cancels) : IReply;

internal sealed record PositionsListed(long Call, IReadOnlyList<Position> Positions) : IReply;

/// <summary>The newest orders, and the last row of the account's journal: what is older is told by it.</summary>
internal sealed record RecentOrdersListed(long Call, IReadOnlyList<OrderView> Orders, long Sequence) : IReply;

/// <summary>
/// The executions that the account's journal does not have yet, the newest facts first; the orders whose closing it does not have, as it tells executions without what was
/// ordered; and its last row.
/// </summary>
internal sealed record RecentTradesListed(long Call, IReadOnlyList<OrderTerms> Orders, IReadOnlyList<ExecutionsOfOrder> Unwritten, long Sequence) : IReply;

/// <summary>Executions of one order and corrections of them, in the order in which it heard of them.</summary>
internal sealed record ExecutionsOfOrder(OrderId OrderId, IReadOnlyList<OrderExecution> Executions);

/// <summary>The newest use of a client id: an order, closed if the state says so.</summary>
internal sealed record ClientOrderResolved(long Call, OrderId OrderId, OrderState State) : IReply;

/// <summary>The boundary of a sweep that was received now, and whether there is anything to sweep.</summary>
internal sealed record SweepPrepared(long Call, AccountId AccountId, long Boundary, bool HasOpenOrders) : IReply;

/// <summary>The account is done with the sweep: every order of it is closed, works on by the venue's decision, or has a cancel in its own journal that the venue has yet to answer.</summary>
internal sealed record SweepOutcome(CancelId SweepId, int Canceled, int TooLate) : IProtocolMessage;

/// <summary>An event for a subscriber.</summary>
internal sealed record AccountEventPushed(AccountEvent Event) : IProtocolMessage;

/// <summary>The account has the subscriber, its stream stands here, and so many closings are in its journal.</summary>
internal sealed record SubscriptionRenewed(string Stream, long Number, long Closings) : IProtocolMessage;

/// <summary>The account takes no more subscribers, or does not exist.</summary>
internal sealed record SubscriptionRefused(OmsCode Code, string Detail) : IProtocolMessage;
