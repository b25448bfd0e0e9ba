using System.Collections.Immutable;
using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Ids;
using Oms.Actors.Instruments;
using Oms.Actors.Orders;
using Oms.Actors.Permissions;
using Oms.Actors.Protocol;
using Oms.Actors.Waking;

namespace Oms.Actors.Tests.Serialization;

/// <summary>One value of each kept type, with every part filled; their bytes are in the files of Golden. Values may be added, never changed.</summary>
internal static class GoldenSamples
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Authority Trader = new(new UserId(7), "Zoë", 3);

    private static readonly Authority TraderOfSession = Trader with { Session = "0123456789ABCDEF" };

    private static readonly OrderTerms Buy = new(
        new OrderId(9_007_199_254_740_991),
        new AccountId(2_147_483_647),
        new InstrumentId(1),
        new ProductId(2),
        new ProductId(3),
        Side.Buy,
        OrderType.Limit,
        TimeInForce.GTC,
        2.50m,
        50_000.00m,
        new ClientOrderId(long.MaxValue),
        Trader,
        Noon);

    private static readonly OrderTerms Sell = Buy with { OrderId = new OrderId(12), Side = Side.Sell, ClientOrderId = ClientOrderId.None };
    private static readonly OrderExecution Half = new(2, 77, 1.250m, 49_999.99m, Noon.AddTicks(1));
    private static readonly OrderSummary HalfDone = new(OrderState.Working, 1.250m, 62_499.98750m, ChangeReason.Trade, Noon.AddTicks(1));
    private static readonly OrderSummary Gone = HalfDone with { State = OrderState.Canceled, Reason = ChangeReason.UserModified };

    public static Account Books { get; } = new(Buy.AccountId)
    {
        Name = "Zoë's",
        Balances = ImmutableDictionary<ProductId, Balance>.Empty
            .Add(new ProductId(3), new Balance(999_999_999_999_999.99m, 62_500.00m))
            .Add(new ProductId(2), new Balance(1.25m, 0m)),
        Open = ImmutableDictionary<OrderId, OpenOrder>.Empty
            .Add(Buy.OrderId, new OpenOrder(Buy, 2, 2, HalfDone, 62_500.0000m))
            .Add(Sell.OrderId, new OpenOrder(Sell, 3, 0, OrderSummary.Awaited, 2.50m)),
        ClientIds = ImmutableDictionary<ClientOrderId, OrderId>.Empty.Add(Buy.ClientOrderId, Buy.OrderId),
        Closed = ClosedOrders.None
            .Add(new ClosedOrder(new OrderId(10), new ClientOrderId(5), OrderState.FullyExecuted))
            .Add(new ClosedOrder(new OrderId(11), new ClientOrderId(5), OrderState.Rejected)),
        Transfers = ImmutableDictionary<string, Transfer>.Empty
            .Add("b", new Transfer(new ProductId(3), -0.01m))
            .Add("a", new Transfer(new ProductId(3), 1_000_000m)),
        Admissions = 3,
    };

    public static IReadOnlyDictionary<string, IProtocolMessage> All { get; } = new Dictionary<string, IProtocolMessage>
    {
        ["ord.placed.1"] = new OrderPlaced(Buy, Noon),
        ["ord.executed.1"] = new OrderExecuted(77, 1.250m, 49_999.99m, Noon),
        ["ord.canceled.1"] = new OrderCanceled(new CancelId(0xFEDC_BA98_7654_3210, 42), ChangeReason.UserModified, Trader, Noon),
        ["ord.placed.1+venue"] = new OrderPlaced(Buy with { AtVenue = true }, Noon),
        ["ord.canceled.1+forced"] = new OrderCanceled(
            new CancelId(0xFEDC_BA98_7654_3210, 42), ChangeReason.UserModified, Trader, Noon, new CancelId(0xFEDC_BA98_7654_3210, 44)),
        ["ord.canceled.1+unasked"] = new OrderCanceled(null, ChangeReason.SystemCanceled_NoMoreMarket, Authority.Venue, Noon),
        ["ord.placed.1+trigger"] = new OrderPlaced(Buy with { OrderType = OrderType.TrailingStopLimit, AtVenue = true, Trigger = new OrderTrigger(null, 5, 0, PegPriceType.Bid) }, Noon),
        ["ord.executed.1+ends"] = new OrderExecuted(5, 2, 100, Noon) { Ends = true },
        ["ord.set-aside.1+ends"] = new ExecutionSetAside(5, 2, 100, Noon) { Ends = true },
        ["ord.placed.1+expiry"] = new OrderPlaced(Buy with { TimeInForce = TimeInForce.GTD, ExpiresAt = Noon.AddDays(1) }, Noon),
        ["ord.expired.1"] = new OrderExpired(CancelId.OfExpiry(new OrderId(12), 2), Trader, Noon, new CancelId(0xFEDC_BA98_7654_3210, 45)),
        ["ord.expired.1+unasked"] = new OrderExpired(null, Authority.Expiry, Noon),
        ["ord.placed.1+session"] = new OrderPlaced(Buy with { EnteredBy = TraderOfSession }, Noon),
        ["ord.canceled.1+session"] = new OrderCanceled(new CancelId(0xFEDC_BA98_7654_3210, 42), ChangeReason.UserModified, TraderOfSession, Noon),
        ["ord.cancel-pending.1+session"] = new OrderCancelPending(new CancelId(0xFEDC_BA98_7654_3210, 43), TraderOfSession, Noon),
        ["ord.cancel-refused.1+session"] = new OrderCancelRefused(
            new CancelId(0xFEDC_BA98_7654_3210, 43), [], "Operator_Decision", TraderOfSession, Noon, new CancelId(5, 6)),
        ["ord.never-placed.1"] = new OrderNeverPlaced(new AccountId(5), Noon),
        ["ord.taken.1"] = new OrderTaken(Noon),
        ["ord.rejected.1"] = new OrderRejected("No More Market", Noon),
        ["ord.cancel-pending.1"] = new OrderCancelPending(new CancelId(0xFEDC_BA98_7654_3210, 43), Trader, Noon),
        ["ord.cancel-refused.1"] = new OrderCancelRefused(
            new CancelId(0xFEDC_BA98_7654_3210, 43), [new CancelId(1, 2), new CancelId(3, 4)], "auction", Authority.Venue, Noon, new CancelId(5, 6)),
        ["ord.placed.1+replaces"] = new OrderPlaced(
            Buy with { Replaces = new ReplacedOrder(new OrderId(4), new ClientOrderId(44), new CancelId(0xFEDC_BA98_7654_3210, 45)) }, Noon),
        ["ord.cancel-pending.1+replacement"] = new OrderCancelPending(new CancelId(0xFEDC_BA98_7654_3210, 45), Trader, Noon)
        {
            Replacement = new Replacement(Buy.OrderId, 2.50m),
        },
        ["ord.replaced.1"] = new OrderReplaced(
            new CancelId(0xFEDC_BA98_7654_3210, 45), new Replacement(Buy.OrderId, 2.50m), Trader, Noon, new CancelId(0xFEDC_BA98_7654_3210, 46)),
        ["ord.red-pending.1"] = new OrderReductionPending(new CancelId(0xFEDC_BA98_7654_3210, 47), 2.00m, Trader, Noon),
        ["ord.reduced.1"] = new OrderReduced(new CancelId(0xFEDC_BA98_7654_3210, 47), 2.00m, Trader, Noon),
        ["ord.red-refused.1"] = new OrderReductionRefused(new CancelId(0xFEDC_BA98_7654_3210, 47), "auction", Noon),
        ["ord.set-aside.1"] = new ExecutionSetAside(79, 0.5m, 50_000.01m, Noon),
        ["ord.executed.1+fee"] = new OrderExecuted(77, 1.250m, 49_999.99m, Noon, 0.00125m, Liquidity.Maker),
        ["ord.canceled.1+text"] = new OrderCanceled(null, ChangeReason.UserModified, Authority.Venue, Noon, null, "SelfMatch"),
        ["ord.set-aside.1+fee"] = new ExecutionSetAside(79, 0.5m, 50_000.01m, Noon, 0.0005m),
        ["ord.corrected.1"] = new ExecutionCorrected(77, 2, 1.000m, 49_999.00m, 0.001m, Noon),
        ["ven.accounts-changed.1"] = new WakefulAccountsChanged([new WakefulAccount(new AccountId(5), 3), new WakefulAccount(new AccountId(7), 1)], [new AccountId(6)]),
        ["ven.snapshot.1"] = new WakefulAccounts([new WakefulAccount(new AccountId(5), 3), new WakefulAccount(new AccountId(7), 1)]),
        ["acc.committed.1"] = new AccountCommitted(
        [
            new AccountFact.Opened("Zoë's", Noon),
            new AccountFact.Moved(new ProductId(3), -1_000_000.10m, "ref-1", Noon),
            new AccountFact.Admitted(Buy),
            new AccountFact.Advanced(Buy.OrderId, 2, HalfDone, [Half]),
            new AccountFact.Closed(Sell, 3, Gone, [Half, Half with { Version = 3, ExecutionId = 78 }]),
            new AccountFact.Dropped(new OrderId(13), 1),
        ]),
        ["acc.committed.1+venue"] = new AccountCommitted(
        [
            new AccountFact.Advanced(
                Buy.OrderId,
                2,
                HalfDone with { AwaitsAccept = true, PendingCancel = new PendingCancel(new CancelId(0xFEDC_BA98_7654_3210, 43), Trader, Noon) },
                []),
            new AccountFact.Closed(Sell, 3, Gone with { RejectReason = "No More Market" }, []),
        ]),
        ["acc.committed.1+corrected"] = new AccountCommitted(
        [
            new AccountFact.Corrected(
                Sell,
                4,
                Gone with { CancelText = "SelfMatch", Executed = 1.000m, Corrected = -0.250m },
                [Half with { Version = 4, Quantity = 1.000m, Fee = 0.1m, Liquidity = Liquidity.Taker, Remaining = 1.25m, Corrects = new CorrectedExecution(2, 1.250m, 49_999.99m, 0.2m) }]),
        ]),
        ["acc.committed.1+replace"] = new AccountCommitted(
        [
            new AccountFact.Admitted(Buy with { Replaces = new ReplacedOrder(Sell.OrderId, Sell.ClientOrderId, new CancelId(0xFEDC_BA98_7654_3210, 45)) }),
            new AccountFact.Advanced(
                Sell.OrderId,
                2,
                HalfDone with
                {
                    Quantity = 2.00m,
                    PendingReduction = new PendingReduction(new CancelId(0xFEDC_BA98_7654_3210, 47), 1.50m, Trader, Noon),
                    PendingCancel = new PendingCancel(new CancelId(0xFEDC_BA98_7654_3210, 45), Trader, Noon) { Replacement = new Replacement(Buy.OrderId, 2.50m) },
                },
                []),
            new AccountFact.Closed(Sell, 3, Gone with { ReplacedBy = Buy.OrderId }, []),
        ]),
        ["acc.committed.1+expiry"] = new AccountCommitted([new AccountFact.Admitted(Sell with { TimeInForce = TimeInForce.GTD, ExpiresAt = Noon.AddDays(1) })]),
        ["acc.snapshot.1"] = Books,
        ["acc.snapshot.1+replacement"] = new Account(Buy.AccountId)
        {
            Name = "Zoë's",
            Open = ImmutableDictionary<OrderId, OpenOrder>.Empty
                .Add(Sell.OrderId, new OpenOrder(Sell with { ClientOrderId = Buy.ClientOrderId }, 1, 1, HalfDone, 1.25m))
                .Add(
                    Buy.OrderId,
                    new OpenOrder(
                        Buy with { Replaces = new ReplacedOrder(Sell.OrderId, Buy.ClientOrderId, new CancelId(0xFEDC_BA98_7654_3210, 45)) }, 2, 0, OrderSummary.Awaited, 0m)),
            ClientIds = ImmutableDictionary<ClientOrderId, OrderId>.Empty.Add(Buy.ClientOrderId, Sell.OrderId),
            Replacements = ImmutableDictionary<OrderId, OrderId>.Empty.Add(Sell.OrderId, Buy.OrderId),
            Admissions = 2,
        },
        ["acc.snapshot.1+corrected"] = Books with
        {
            Corrected = new CorrectedOrders(ImmutableDictionary<OrderId, long>.Empty.Add(new OrderId(11), 4).Add(new OrderId(10), 7), new OrderId(9)),
        },
        ["acc.committed.1+control"] = new AccountCommitted(
        [
            new AccountFact.Admitted(Buy with { EnteredBy = TraderOfSession }),
            new AccountFact.Suspended(true, TraderOfSession, Noon),
            new AccountFact.Suspended(false, Trader, Noon),
        ]),
        ["acc.snapshot.1+control"] = Books with { IsSuspended = true },
        ["cat.status-set.1+control"] = new InstrumentStatusSet(new InstrumentId(1), InstrumentStatus.Halted, TraderOfSession, Noon),
        ["usr.created.1"] = new UserCreated(new UserId(7), "Zoë", "AQAAAAIAAYag", Authority.Host, Noon),
        ["usr.password-set.1"] = new PasswordSet("AQAAAAIAAYag", Trader, Noon),
        ["usr.rights-changed.1"] = new RightsChanged(
            Api.Permissions.Trading | Api.Permissions.Operator, Api.Permissions.AccountReadOnly, new AccountId(5), new AccountId(6), Trader, Noon),
        ["usr.removed.1"] = new UserRemoved(Trader, Noon),
        ["uid.assigned.1"] = new UserIdAssigned("zoe"),
        ["usr.session-started.1"] = new SessionStarted("00FF", Noon, Noon.AddHours(24)),
        ["usr.sessions-closed.1"] = new SessionsClosed(["00FF", "FF00"], Noon),
        ["usr.snapshot.1"] = new User
        {
            UserId = new UserId(7),
            Name = "Zoë",
            PasswordHash = "AQAAAAIAAYag",
            Held = Api.Permissions.Trading | Api.Permissions.AccountReadOnly,
            Accounts = [new AccountId(6), new AccountId(5)],
            PermissionVersion = 4,
            Sessions = [new UserSession("00FF", Noon), new UserSession("FF00", Noon.AddHours(24))],
        },
        ["cat.product-added.1"] = new ProductAdded(new Product(new ProductId(3), "USD", "US Dollar", 2, true), Trader, Noon),
        ["cat.instrument-added.1"] = new InstrumentAdded(
            new Instrument(
                new InstrumentId(1), "BTCUSD", new ProductId(2), new ProductId(3), 0.00000001m, 0.01m, 0.001m, 1_000m, InstrumentStatus.Running),
            Trader,
            Noon),
        ["cat.status-set.1"] = new InstrumentStatusSet(new InstrumentId(1), InstrumentStatus.Paused, Trader, Noon),
        ["cat.operator-chosen.1"] = new FirstOperatorChosen("zoë", Authority.Host, Noon),
        ["ids.snapshot.1"] = new IdAllocator(9_007_199_254_740_991, 0, 8, 2_147_483_647),
        ["ids.taken.1"] = new IdsTaken(IdKind.Order, 100_000, Noon),
    };
}
