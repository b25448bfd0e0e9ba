using Oms.Actors.Api;
using Oms.Actors.Gateway;
using Oms.Actors.Permissions;
using Oms.Actors.Tests.Venue;
using Xunit;

namespace Oms.Actors.Tests.Gateway;

/// <summary>An order's record answers who, when and why, to operators.</summary>
public sealed class OrderRecordSpec
{
    [Fact]
    public async Task A_record_names_the_user_the_version_of_his_rights_his_session_and_the_cancel()
    {
        await using var engine = await Engine.Start();
        var (one, other) = (await Session(engine), await Session(engine));
        var order = await engine.Place(caller: Caller.OfSession(one.Token));
        Assert.Equal(Receipt.Received, await engine.Cancel(order, Caller.OfSession(other.Token)));
        await engine.Until(order, OrderState.Canceled);

        var record = await Record(engine, order);
        Assert.Equal([(1L, "OrderPlaced", "Buy 1 at 100"), (2L, "OrderCanceled", "UserModified")], record.Select(entry => (entry.Version, entry.What, entry.Text!)));
        Assert.All(record, entry => Assert.Equal((one.UserId, "trader", 3), (entry.By!.UserId, entry.By.UserName, entry.By.PermissionVersion)));
        Assert.Equal([PublicIdOf(one), PublicIdOf(other)], record.Select(entry => entry.By!.SessionId));
        Assert.Null(record[0].CommandId);
        Assert.NotNull(record[1].CommandId);
        Assert.True(record[0].At <= record[1].At);
    }

    [Fact]
    public async Task A_session_is_named_in_public_by_what_is_no_part_of_its_token()
    {
        await using var engine = await Engine.Start();
        var session = await Session(engine);
        var order = await engine.Place(caller: Caller.OfSession(session.Token));

        var named = (await Record(engine, order))[0].By!.SessionId!;
        Assert.Equal(16, named.Length);
        Assert.DoesNotContain(named, session.Token, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_embedding_program_and_its_users_have_no_session()
    {
        await using var engine = await Engine.Start();
        var (byHost, byUser) = (await engine.Place(caller: Caller.Host), await engine.Place(caller: Engine.Trader));

        Assert.Equal(new RecordedAuthority(new UserId(0), "host", 0, null), (await Record(engine, byHost))[0].By);
        Assert.Null((await Record(engine, byUser))[0].By!.SessionId);
    }

    [Fact]
    public async Task What_an_operator_has_forced_is_his_under_his_command()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place();
        var cancel = await play.Cancel(order);
        await play.Fill(order, 4);
        Assert.Equal(Receipt.Received, await play.Engine.Administration.ForceCancelOutcome(Engine.Operator, order, canceled: true));

        var record = await Record(play.Engine, order);
        Assert.Equal(["OrderPlaced", "OrderTaken", "OrderCancelPending", "OrderExecuted", "OrderCanceled"], record.Select(entry => entry.What));
        Assert.Equal((cancel, "trader"), (record[2].CommandId, record[2].By!.UserName));
        Assert.Equal(("4 at 100, execution 1", (RecordedAuthority?)null), (record[3].Text, record[3].By));
        Assert.Equal("operator", record[4].By!.UserName);
        Assert.NotEqual(cancel, record[4].CommandId);
    }

    [Fact]
    public async Task A_long_record_is_whole()
    {
        await using var play = await VenueScenario.Begin();
        var order = await play.Place(600);
        await Task.WhenAll(Enumerable.Range(0, 600).Select(_ => play.Fill(order, 1)));

        Assert.Equal(Enumerable.Range(1, 602).Select(version => (long)version), (await Record(play.Engine, order)).Select(entry => entry.Version));
    }

    [Fact]
    public async Task Nobody_but_an_operator_reads_it_and_there_is_none_of_what_is_not_there()
    {
        await using var engine = await Engine.Start();
        var order = await engine.Place();
        Assert.Equal(OmsCode.NotAuthorized, (await engine.Administration.GetOrderRecord(Engine.Trader, order)).Refusal!.ErrorCode);
        Assert.Equal(Receipt.Refused(OmsCode.ResourceNotFound, "no such order"), (await engine.Administration.GetOrderRecord(Engine.Operator, new OrderId(999))).Refusal);
        Assert.Equal(Receipt.Refused(OmsCode.ResourceNotFound, "no such order"), (await engine.Administration.GetOrderRecord(Engine.Operator, new OrderId(1L << 60))).Refusal);
        Assert.Equal(Receipt.Refused(OmsCode.InvalidRequest, "OrderId"), (await engine.Administration.GetOrderRecord(Engine.Operator, new OrderId(0))).Refusal);
    }

    private static async Task<IReadOnlyList<OrderRecordEntry>> Record(Engine engine, OrderId order)
    {
        var record = await engine.Administration.GetOrderRecord(Engine.Operator, order);
        Assert.True(record.IsAnswered, record.Refusal?.ToString());
        return record.Value;
    }

    private static async Task<Session> Session(Engine engine) => (await engine.Oms.Authenticate("trader", Engine.Password)).Value!;

    private static string PublicIdOf(Session session)
    {
        Assert.True(SessionTokens.TryRead(session.Token, out _, out var secret));
        return SessionSecrets.PublicIdOf(SessionSecrets.HashOf(secret));
    }
}
