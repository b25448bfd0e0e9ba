using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Persistence.Serialization;
using Xunit;

namespace Oms.Actors.Tests.Serialization;

/// <summary>A journal that an earlier version has written comes to the state that it came to then. The rows are the bytes that were checked in; the states are written down here.</summary>
public sealed class OldJournalSpec
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly AccountId Account = new(int.MaxValue);
    private static readonly ProductId Btc = new(2);
    private static readonly ProductId Usd = new(3);

    private readonly OmsSerializer _serializer = new(null!);

    [Fact]
    public void X12_An_order_of_the_first_version_is_replayed_to_the_same_state()
    {
        var order = Order(Kept("ord.placed.1"), Kept("ord.executed.1"), Kept("ord.canceled.1"));
        var view = order.Terms!.View(order.Summary, 3);

        Assert.Equal(
            (OrderState.Canceled, ChangeReason.UserModified, 2.5m, 0m, 1.25m, 62_499.9875m, Side.Buy, TimeInForce.GTC, "Zoë"),
            (view.State, view.ChangeReason, view.OrigQuantity, view.Quantity, view.QuantityExecuted, view.GrossValueExecuted, view.Side, view.TimeInForce, view.UserName));
        Assert.Equal(
            (false, (DateTimeOffset?)null, (PendingCancel?)null, (string?)null, (CancelId?)null),
            (order.Terms.AtVenue, order.Terms.ExpiresAt, order.Summary.PendingCancel, order.Summary.RejectReason, order.ForcedAs));
        Assert.Equal([77L], order.Executions.Keys);
        Assert.Equal(CancelResult.Canceled, order.OutcomeOfCancel(new CancelId(1, 1)));
    }

    [Fact]
    public void X12_An_order_with_a_venue_behind_it_is_replayed_to_the_same_state()
    {
        IOrderEvent[] rows = [Kept("ord.placed.1+venue"), Kept("ord.taken.1"), Kept("ord.cancel-pending.1")];
        var pending = Order(rows);
        Assert.Equal((OrderState.Working, new CancelId(0xFEDC_BA98_7654_3210, 43), false, Noon), PendingOf(pending));

        var refused = Order([.. rows, Kept("ord.cancel-refused.1")]);
        Assert.Equal((OrderState.Working, null, new CancelId(5, 6)), (refused.State, refused.Summary.PendingCancel, refused.ForcedAs));
        Assert.Equal(3, refused.RefusedCancels.Count);
        Assert.Equal(CancelResult.Refused, refused.OutcomeOfCancel(new CancelId(3, 4)));

        var forced = Order([.. rows, Kept("ord.executed.1"), Kept("ord.canceled.1+forced"), Kept("ord.set-aside.1")]);
        Assert.Equal(
            (OrderState.Canceled, 1.25m, new CancelId(0xFEDC_BA98_7654_3210, 44), 2), (forced.State, forced.Summary.Executed, forced.ForcedAs, forced.Executions.Count));
    }

    [Fact]
    public void X12_An_order_that_ended_otherwise_is_replayed_to_the_same_state()
    {
        Assert.True(Order(Kept("ord.never-placed.1")).IsTombstone);
        Assert.Equal("No More Market", Order(Kept("ord.placed.1+venue"), Kept("ord.rejected.1")).Summary.RejectReason);
        var unasked = Order(Kept("ord.placed.1+venue"), Kept("ord.canceled.1+unasked"));
        Assert.Equal((OrderState.Canceled, ChangeReason.SystemCanceled_NoMoreMarket), (unasked.State, unasked.Summary.Reason));
        var expired = Order(Kept("ord.placed.1+expiry"), Kept("ord.expired.1+unasked"));
        Assert.Equal((OrderState.Expired, ChangeReason.Expired, Noon.AddDays(1)), (expired.State, expired.Summary.Reason, expired.Terms!.ExpiresAt));
    }

    [Fact]
    public void X12_An_accounts_books_of_the_first_version_are_replayed_to_the_same_state()
    {
        var row = (AccountCommitted)Read("acc.committed.1");
        var sold = row.Facts.OfType<AccountFact.Closed>().Single().Terms;
        AccountFact[] before =
        [
            new AccountFact.Moved(Usd, 2_000_000.10m, "before", Noon), new AccountFact.Moved(Btc, 10, "before too", Noon),
            new AccountFact.Admitted(sold), new AccountFact.Admitted(sold with { OrderId = new OrderId(13) }),
        ];
        var account = before.Concat(row.Facts).Aggregate(new Account(Account), Books.Apply);

        Assert.Equal(("Zoë's", 3L), (account.Name, account.Admissions));
        Assert.Equal(
            [new Position(Account, Btc, 8.75m, 0), new Position(Account, Usd, 1_062_499.9875m, 62_500)], account.Positions());
        var open = Assert.Single(account.Listed());
        Assert.Equal((OrderState.Working, 1.25m, 1.25m, 2L), (open.State, open.Quantity, open.QuantityExecuted, open.Version));
        Assert.Equal([(12L, OrderState.Canceled, false), (13L, OrderState.Rejected, true)], account.Closed.Last(9).Select(closed => (closed.OrderId.Value, closed.State, closed.NeverPlaced)));
        Assert.Equal(-1_000_000.10m, account.Transfers["ref-1"].Amount);
    }

    private static Order Order(params IOrderEvent[] rows) => rows.Aggregate(Orders.OrderSamples.Absent, Oms.Actors.Orders.Order.Apply);

    private static (OrderState State, CancelId CancelId, bool AwaitsAccept, DateTimeOffset Since) PendingOf(Order order) =>
        (order.State, order.Summary.PendingCancel!.CancelId, order.Summary.AwaitsAccept, order.Summary.PendingCancel.Since);

    private IOrderEvent Kept(string name) => (IOrderEvent)Read(name);

    private object Read(string name)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Serialization", "Golden", name + ".hex");
        return _serializer.FromBinary(Convert.FromHexString(string.Concat(File.ReadLines(file))), name.Split('+')[0]);
    }
}
