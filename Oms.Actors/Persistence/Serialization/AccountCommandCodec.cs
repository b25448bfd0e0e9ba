using System.Runtime.Serialization;
using Google.Protobuf;
using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Persistence.Serialization;

/// <summary>What is said to an account.</summary>
internal static class AccountCommandCodec
{
    private const string UpdateManifest = "acc.update.1";

    public static IReadOnlyList<Codec> All { get; } =
    [
        Codec.Of(UpdateManifest, Proto.OrderUpdate.Parser, ToProto, ToModel),
        Codec.Of(
            "acc.open.1",
            Proto.OpenAccount.Parser,
            (OpenAccount m) =>
                new() { AccountId = m.AccountId.Value, Name = Wire.Text(m.Name), Call = m.Call, ReplyTo = Wire.Text(m.ReplyTo.Path) },
            p => p is { HasAccountId: true, HasName: true, HasCall: true, HasReplyTo: true }
                ? new OpenAccount(new AccountId(p.AccountId), p.Name, p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of("acc.move-funds.1", Proto.MoveFunds.Parser, ToProto, ToModel),
        Codec.Of(
            "acc.admit.1",
            Proto.AdmitOrder.Parser,
            (AdmitOrder m) => new() { Terms = m.Terms.ToProto(), Call = m.Call, ReplyTo = Wire.Text(m.ReplyTo.Path) },
            p => p is { HasCall: true, HasReplyTo: true }
                ? new AdmitOrder(p.Terms.ToModel(), p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.list-open.1",
            Proto.ListOpenOrders.Parser,
            (ListOpenOrders m) => new() { AccountId = m.AccountId.Value, Call = m.Call, ReplyTo = Wire.Text(m.ReplyTo.Path) },
            p => p is { HasAccountId: true, HasCall: true, HasReplyTo: true }
                ? new ListOpenOrders(new AccountId(p.AccountId), p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.list-positions.1",
            Proto.ListPositions.Parser,
            (ListPositions m) => new() { AccountId = m.AccountId.Value, Call = m.Call, ReplyTo = Wire.Text(m.ReplyTo.Path) },
            p => p is { HasAccountId: true, HasCall: true, HasReplyTo: true }
                ? new ListPositions(new AccountId(p.AccountId), p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.list-recent.1",
            Proto.ListRecentOrders.Parser,
            (ListRecentOrders m) => new() { AccountId = m.AccountId.Value, Call = m.Call, ReplyTo = Wire.Text(m.ReplyTo.Path) },
            p => p is { HasAccountId: true, HasCall: true, HasReplyTo: true }
                ? new ListRecentOrders(new AccountId(p.AccountId), p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.list-trades.1",
            Proto.ListRecentTrades.Parser,
            (ListRecentTrades m) => new() { AccountId = m.AccountId.Value, Call = m.Call, ReplyTo = Wire.Text(m.ReplyTo.Path) },
            p => p is { HasAccountId: true, HasCall: true, HasReplyTo: true }
                ? new ListRecentTrades(new AccountId(p.AccountId), p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.describe.1",
            Proto.DescribeAccount.Parser,
            (DescribeAccount m) => new() { AccountId = m.AccountId.Value, Call = m.Call, ReplyTo = Wire.Text(m.ReplyTo.Path) },
            p => p is { HasAccountId: true, HasCall: true, HasReplyTo: true }
                ? new DescribeAccount(new AccountId(p.AccountId), p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.resolve.1",
            Proto.ResolveClientOrder.Parser,
            (ResolveClientOrder m) => new()
            {
                AccountId = m.AccountId.Value,
                ClientOrderId = m.ClientOrderId.Value,
                Call = m.Call,
                ReplyTo = Wire.Text(m.ReplyTo.Path),
            },
            p => p is { HasAccountId: true, HasClientOrderId: true, HasCall: true, HasReplyTo: true }
                ? new ResolveClientOrder(new AccountId(p.AccountId), new ClientOrderId(p.ClientOrderId), p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.prepare-sweep.1",
            Proto.PrepareSweep.Parser,
            (PrepareSweep m) => new() { AccountId = m.AccountId.Value, Call = m.Call, ReplyTo = Wire.Text(m.ReplyTo.Path) },
            p => p is { HasAccountId: true, HasCall: true, HasReplyTo: true }
                ? new PrepareSweep(new AccountId(p.AccountId), p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.suspend.1",
            Proto.SuspendAccount.Parser,
            (SuspendAccount m) =>
                new() { AccountId = m.AccountId.Value, Suspend = m.Suspend, By = m.By.ToProto(), Call = m.Call, ReplyTo = Wire.Text(m.ReplyTo.Path) },
            p => p is { HasAccountId: true, HasSuspend: true, HasCall: true, HasReplyTo: true }
                ? new SuspendAccount(new AccountId(p.AccountId), p.Suspend, p.By.ToModel(), p.Call, new ReplyAddress(p.ReplyTo))
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.cancel-expected.1",
            Proto.CancelExpected.Parser,
            (CancelExpected m) => new() { AccountId = m.AccountId.Value, Cancel = OrderCodec.ToProto(m.Cancel) },
            p => p is { HasAccountId: true, Cancel: not null } ? new CancelExpected(new AccountId(p.AccountId), OrderCodec.ToModel(p.Cancel)) : throw Wire.Incomplete(p)),
        Codec.Of("acc.sweep.1", Proto.SweepOrders.Parser, ToProto, ToModel),
        Codec.Of(
            "acc.subscribe.1",
            Proto.SubscribeAccount.Parser,
            ToProto,
            p => p is { HasAccountId: true, HasSubscriber: true, HasAfresh: true, HasTurn: true }
                ? new SubscribeAccount(new AccountId(p.AccountId), new ReplyAddress(p.Subscriber), p.Afresh, p.HasMark ? p.Mark : null, p.Turn)
                {
                    After = p is { HasAfterStream: true, HasAfterNumber: true } ? new EventPosition(p.AfterStream, p.AfterNumber) : null,
                }
                : throw Wire.Incomplete(p)),
        Codec.Of(
            "acc.unsubscribe.1",
            Proto.UnsubscribeAccount.Parser,
            (UnsubscribeAccount m) => new() { AccountId = m.AccountId.Value, Subscriber = Wire.Text(m.Subscriber.Path) },
            p => p is { HasAccountId: true, HasSubscriber: true }
                ? new UnsubscribeAccount(new AccountId(p.AccountId), new ReplyAddress(p.Subscriber))
                : throw Wire.Incomplete(p)),
    ];

    private static Proto.SubscribeAccount ToProto(SubscribeAccount m)
    {
        var p = new Proto.SubscribeAccount { AccountId = m.AccountId.Value, Subscriber = Wire.Text(m.Subscriber.Path), Afresh = m.Afresh, Turn = m.Turn };
        if (m.Mark is { } mark)
            p.Mark = mark;
        if (m.After is { } after)
            (p.AfterStream, p.AfterNumber) = (Wire.Text(after.Stream), after.Number);

        return p;
    }

    private static Proto.OrderUpdate ToProto(OrderUpdate m) => new()
    {
        AccountId = m.AccountId.Value,
        OrderId = m.OrderId.Value,
        Version = m.Version,
        Summary = m.Summary.ToProto(),
        Executions = { m.Executions.Select(execution => execution.ToProto()) },
        Relays = { m.Relays.Select(ToProto) },
        Terms = m.Terms?.ToProto(),
    };

    private static OrderUpdate ToModel(Proto.OrderUpdate p) =>
        p is { HasAccountId: true, HasOrderId: true, HasVersion: true }
            ? new OrderUpdate(
                new AccountId(p.AccountId),
                new OrderId(p.OrderId),
                p.Version,
                p.Summary.ToModel(),
                [.. p.Executions.Select(execution => execution.ToModel())],
                [.. p.Relays.Select(ToModel)],
                p.Terms is null ? null : p.Terms.ToModel())
            : throw Wire.Incomplete(p);

    /// <summary>An update in a relay could hold relays, and so on until the reader's stack is full; nobody has a use for one.</summary>
    private static Proto.Relay ToProto(Relay m)
    {
        var codec = Codecs.Of(m.Message.GetType());
        if (codec.Manifest == UpdateManifest)
            throw new ArgumentException($"{codec.Type} can't be relayed.", nameof(m));

        var p = new Proto.Relay { Manifest = codec.Manifest, Message = UnsafeByteOperations.UnsafeWrap(codec.Write(m.Message)) };
        if (m.To is { } to)
            p.To = Wire.Text(to.Path);

        return p;
    }

    private static Relay ToModel(Proto.Relay p)
    {
        if (p is not { HasManifest: true, HasMessage: true })
            throw Wire.Incomplete(p);

        if (p.Manifest == UpdateManifest)
            throw new SerializationException($"'{p.Manifest}' can't be relayed.");

        return new Relay(p.HasTo ? new ReplyAddress(p.To) : null, Codecs.Of(p.Manifest).Read(p.Message.Memory));
    }

    private static Proto.MoveFunds ToProto(MoveFunds m) => new()
    {
        AccountId = m.AccountId.Value,
        Product = m.Product.Value,
        Amount = m.Amount.ToProto(),
        Reference = Wire.Text(m.Reference),
        Call = m.Call,
        ReplyTo = Wire.Text(m.ReplyTo.Path),
    };

    private static MoveFunds ToModel(Proto.MoveFunds p) =>
        p is { HasAccountId: true, HasProduct: true, HasReference: true, HasCall: true, HasReplyTo: true }
            ? new MoveFunds(
                new AccountId(p.AccountId), new ProductId(p.Product), p.Amount.ToModel(), p.Reference, p.Call, new ReplyAddress(p.ReplyTo))
            : throw Wire.Incomplete(p);

    private static Proto.SweepOrders ToProto(SweepOrders m)
    {
        var p = new Proto.SweepOrders
        {
            AccountId = m.AccountId.Value,
            SweepId = m.SweepId.ToProto(),
            Spared = { m.Spared.Select(instrument => instrument.Value) },
            Boundary = m.Boundary,
            By = m.By.ToProto(),
            ReplyTo = Wire.Text(m.ReplyTo.Path),
        };
        if (m.Instrument is { } instrument)
            p.Instrument = instrument.Value;
        if (m.Session is not null)
            p.Session = Wire.Text(m.Session);

        return p;
    }

    private static SweepOrders ToModel(Proto.SweepOrders p) =>
        p is { HasAccountId: true, HasBoundary: true, HasReplyTo: true }
            ? new SweepOrders(
                new AccountId(p.AccountId),
                p.SweepId.ToModel(),
                p.HasInstrument ? new InstrumentId(p.Instrument) : null,
                [.. p.Spared.Select(instrument => new InstrumentId(instrument))],
                p.Boundary,
                p.By.ToModel(),
                new ReplyAddress(p.ReplyTo),
                p.HasSession ? p.Session : null)
            : throw Wire.Incomplete(p);
}
