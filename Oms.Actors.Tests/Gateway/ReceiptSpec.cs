using Oms.Actors.Api;
using Oms.Actors.Tests.Journals;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>The receipt of CancelOrder, row by row, through the public call. The first check that fails answers.</summary>
public sealed class ReceiptSpec(SharedEngine shared) : IClassFixture<SharedEngine>
{
    private static readonly Receipt NotAuthorized = new(false, "Not Authorized", OmsCode.NotAuthorized, null);

    private Engine Engine => shared.Engine;

    [Fact]
    public async Task Received_is_true_null_0_null() =>
        Assert.Equal(new Receipt(true, null, OmsCode.Success, null), await Engine.Cancel(await Engine.Place()));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("trader")]
    [InlineData("trader:nonsense")]
    [InlineData("nobody-at-all:nonsense")]
    [InlineData(":")]
    public async Task Row_1_no_session_is_20_before_the_request_is_looked_at(string? token) =>
        Assert.Equal(NotAuthorized, await Engine.Oms.CancelOrder(Caller.OfSession(token), new CancelOrderRequest(null, -1, -1, -1)));

    [Fact]
    public async Task Row_1_a_user_who_does_not_exist_is_20() =>
        Assert.Equal(NotAuthorized, await Engine.Oms.CancelOrder(Caller.OfUser("ghost"), new CancelOrderRequest(1, OrderId: 1)));

    [Theory]
    [InlineData(null, null, null, 1L, "OMSId")]
    [InlineData(-1, null, null, 1L, "OMSId")]
    [InlineData(1, -1, null, 1L, "AccountId")]
    [InlineData(1, null, -1L, 1L, "ClientOrderId")]
    [InlineData(1, null, null, -1L, "OrderId")]
    [InlineData(1, null, null, null, "OrderId")]
    [InlineData(1, 0, 0L, 0L, "OrderId")]
    [InlineData(1, 7, null, null, "OrderId")]
    [InlineData(1, null, 12L, null, "AccountId")]
    [InlineData(1, 0, 12L, 0L, "AccountId")]
    public async Task Row_2_a_malformed_request_is_100_and_names_the_field(int? oms, int? account, long? clientOrder, long? order, string field) =>
        Assert.Equal(
            new Receipt(false, "Invalid Request", OmsCode.InvalidRequest, field),
            await Engine.Oms.CancelOrder(Engine.Trader, new CancelOrderRequest(oms, account, clientOrder, order)));

    [Fact]
    public async Task Row_2_comes_before_row_4_for_a_user_without_permission() =>
        Assert.Equal(OmsCode.InvalidRequest, (await Engine.Oms.CancelOrder(Engine.Powerless, new CancelOrderRequest(1))).ErrorCode);

    [Fact]
    public async Task Row_3_another_OMS_is_104_before_permissions_are_looked_at()
    {
        var receipt = await Engine.Oms.CancelOrder(Engine.Powerless, new CancelOrderRequest(2, OrderId: 1));
        Assert.Equal(("Resource Not Found", OmsCode.ResourceNotFound), (receipt.ErrorMsg, receipt.ErrorCode));
    }

    [Fact]
    public async Task Row_4_a_user_with_neither_Operator_nor_Trading_is_20()
    {
        var order = await Engine.Place();
        Assert.Equal(NotAuthorized, await Engine.Cancel(order, Engine.Viewer));
        Assert.Equal(NotAuthorized, await Engine.Cancel(order, Engine.Powerless));
        Assert.Equal(OrderState.Working, (await Engine.Status(order)).State);
    }

    [Fact]
    public async Task Row_5_a_trader_who_names_an_account_of_others_is_20_whatever_the_order() =>
        Assert.Equal(NotAuthorized, await Engine.Oms.CancelOrder(Engine.Trader, new CancelOrderRequest(1, 8, OrderId: long.MaxValue)));

    [Theory]
    [InlineData(9_007_199_254_740_991)]
    [InlineData(long.MaxValue)]
    public async Task Row_6_an_order_id_that_was_never_issued_is_104_and_wakes_nobody(long order)
    {
        using var woken = shared.Journal.Inject(JournalFault.FailRecovery, id => id == $"order-{order}");
        var receipt = await Engine.Oms.CancelOrder(Engine.Trader, new CancelOrderRequest(1, OrderId: order));
        Assert.Equal(("Resource Not Found", OmsCode.ResourceNotFound), (receipt.ErrorMsg, receipt.ErrorCode));
        Assert.Equal(0, woken.Hits);
    }

    [Fact]
    public async Task Row_6_a_reserved_id_without_an_order_is_104_and_writes_nothing()
    {
        var unused = (await Engine.Place()).Value + 300;
        var receipt = await Engine.Oms.CancelOrder(Engine.Trader, new CancelOrderRequest(1, OrderId: unused));
        Assert.Equal(OmsCode.ResourceNotFound, receipt.ErrorCode);
        Assert.DoesNotContain(shared.Journal.Streams(), stream => stream == $"order-{unused}");
    }

    [Fact]
    public async Task Row_6_a_client_id_that_no_order_of_the_account_has_is_104() =>
        Assert.Equal(OmsCode.ResourceNotFound, (await Engine.Oms.CancelOrder(Engine.Trader, new CancelOrderRequest(1, 7, 987_654))).ErrorCode);

    [Fact]
    public async Task Row_7_an_order_of_another_account_than_the_one_named_is_104_and_stays_open()
    {
        var order = await Engine.Place();
        var receipt = await Engine.Oms.CancelOrder(Engine.Both, new CancelOrderRequest(1, 8, OrderId: order.Value));
        Assert.Equal(OmsCode.ResourceNotFound, receipt.ErrorCode);
        Assert.Equal(OrderState.Working, (await Engine.Status(order)).State);
    }

    [Fact]
    public async Task Row_7_X14_an_order_with_another_client_id_than_the_one_named_is_104_and_stays_open()
    {
        var order = await Engine.Place(clientOrderId: 7001);
        var receipt = await Engine.Oms.CancelOrder(Engine.Trader, new CancelOrderRequest(1, 7, 7002, order.Value));
        Assert.Equal(OmsCode.ResourceNotFound, receipt.ErrorCode);
        Assert.Equal(OrderState.Working, (await Engine.Status(order)).State);
    }

    [Fact]
    public async Task Row_7_order_account_and_client_id_that_agree_are_received()
    {
        var order = await Engine.Place(clientOrderId: 7003);
        Assert.Equal(Receipt.Received, await Engine.Oms.CancelOrder(Engine.Trader, new CancelOrderRequest(1, 7, 7003, order.Value)));
    }

    [Fact]
    public async Task Row_8_an_order_of_an_account_of_others_is_20_and_an_operator_may_cancel_it()
    {
        var order = await Engine.Place();
        Assert.Equal(NotAuthorized, await Engine.Cancel(order, Engine.Trader2));
        Assert.Equal(Receipt.Received, await Engine.Cancel(order, Engine.Operator));
    }

    [Theory]
    [InlineData(InstrumentStatus.Paused, OmsCode.Success)]
    [InlineData(InstrumentStatus.Starting, OmsCode.Success)]
    [InlineData(InstrumentStatus.Stopped, OmsCode.OperationNotSupported)]
    public async Task Row_9_a_stopped_instrument_takes_no_cancels_and_a_paused_one_does(InstrumentStatus status, OmsCode code)
    {
        var order = await Engine.Place();
        Assert.Equal(Receipt.Received, await Engine.Administration.SetInstrumentStatus(Engine.Operator, Engine.BtcUsd, status));

        var receipt = await Engine.Cancel(order);

        await Engine.Administration.SetInstrumentStatus(Engine.Operator, Engine.BtcUsd, InstrumentStatus.Running);
        Assert.Equal(code, receipt.ErrorCode);
        Assert.Equal(code.Text(), receipt.ErrorMsg);
    }

    [Fact]
    public async Task Row_10_C11_a_canceled_order_is_104_and_the_detail_says_so()
    {
        var order = await Engine.Place(clientOrderId: 10_001);
        await Engine.Cancel(order);
        await Engine.Until(order, OrderState.Canceled);

        var closed = new Receipt(false, "Resource Not Found", OmsCode.ResourceNotFound, "Canceled");
        Assert.Equal(closed, await Engine.Cancel(order));
        Assert.Equal(closed, await Engine.Oms.CancelOrder(Engine.Trader, new CancelOrderRequest(1, 7, 10_001)));
    }

    [Fact]
    public async Task The_newest_use_of_a_client_id_decides()
    {
        var first = await Engine.Place(clientOrderId: 11_001);
        await Engine.Cancel(first);
        await Engine.Until(first, OrderState.Canceled);
        var second = await Engine.Place(clientOrderId: 11_001);

        Assert.Equal(Receipt.Received, await Engine.Oms.CancelOrder(Engine.Trader, new CancelOrderRequest(1, 7, 11_001)));
        await Engine.Until(second, OrderState.Canceled);
    }

    [Fact]
    public async Task C09_A_client_id_that_was_refused_as_unknown_stays_usable()
    {
        Assert.Equal(OmsCode.ResourceNotFound, (await Engine.Oms.CancelOrder(Engine.Trader, new CancelOrderRequest(1, 7, 12_001))).ErrorCode);
        await Engine.Place(clientOrderId: 12_001);
    }

    [Fact]
    public async Task X08_Whose_cancel_it_was_and_under_which_permissions_is_in_the_orders_journal()
    {
        var order = await Engine.Place();
        await Engine.Cancel(order);
        await Engine.Until(order, OrderState.Canceled);

        var canceled = Assert.IsType<Oms.Actors.Orders.OrderCanceled>(shared.Journal.Stream($"order-{order}")[^1].Event);
        Assert.Equal("trader", canceled.By.UserName);
        Assert.True(canceled.By.PermissionVersion > 0);
    }
}
