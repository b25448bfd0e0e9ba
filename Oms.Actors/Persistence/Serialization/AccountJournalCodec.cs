using System.Collections.Immutable;
using Oms.Actors.Accounts;
using Oms.Actors.Api;

namespace Oms.Actors.Persistence.Serialization;

/// <summary>An account's events and its snapshot.</summary>
internal static class AccountJournalCodec
{
    public static IReadOnlyList<Codec> All { get; } =
    [
        Codec.Of("acc.committed.1", Proto.AccountCommitted.Parser, ToProto, ToModel),
        Codec.Of("acc.snapshot.1", Proto.Account.Parser, ToProto, ToModel),
    ];

    private static Proto.AccountCommitted ToProto(AccountCommitted m)
    {
        var p = new Proto.AccountCommitted();
        foreach (var fact in m.Facts)
            p.Facts.Add(ToProto(fact));

        return p.Facts.Count > 0 ? p : throw Wire.Incomplete(p);
    }

    private static AccountCommitted ToModel(Proto.AccountCommitted p)
    {
        if (p.Facts.Count == 0)
            throw Wire.Incomplete(p);

        var facts = new AccountFact[p.Facts.Count];
        for (var i = 0; i < facts.Length; i++)
            facts[i] = ToModel(p.Facts[i]);

        return new AccountCommitted(facts);
    }

    private static Proto.AccountFact ToProto(AccountFact fact) => fact switch
    {
        AccountFact.Admitted m => new() { Admitted = new() { Terms = m.Terms.ToProto() } },
        AccountFact.Advanced m => new() { Advanced = ToProto(m) },
        AccountFact.Closed m => new() { Closed = ToProto(m) },
        AccountFact.Corrected m => new() { Corrected = ToProto(m) },
        AccountFact.Dropped m => new() { Dropped = new() { OrderId = m.OrderId.Value, Version = m.Version } },
        AccountFact.Moved m => new() { Moved = ToProto(m) },
        AccountFact.Suspended m => new() { Suspended = new() { IsSuspended = m.IsSuspended, By = m.By.ToProto(), At = m.At.UtcTicks } },
        AccountFact.Opened m => new() { Opened = new() { Name = Wire.Text(m.Name), At = m.At.UtcTicks } },
        _ => throw new ArgumentException($"{fact.GetType()} has no place in a row of an account.", nameof(fact)),
    };

    private static AccountFact ToModel(Proto.AccountFact p) => p.FactCase switch
    {
        Proto.AccountFact.FactOneofCase.Admitted => new AccountFact.Admitted(p.Admitted.Terms.ToModel()),
        Proto.AccountFact.FactOneofCase.Advanced => ToModel(p.Advanced),
        Proto.AccountFact.FactOneofCase.Closed => ToModel(p.Closed),
        Proto.AccountFact.FactOneofCase.Corrected => ToModel(p.Corrected),
        Proto.AccountFact.FactOneofCase.Dropped => ToModel(p.Dropped),
        Proto.AccountFact.FactOneofCase.Moved => ToModel(p.Moved),
        Proto.AccountFact.FactOneofCase.Suspended => ToModel(p.Suspended),
        Proto.AccountFact.FactOneofCase.Opened => ToModel(p.Opened),
        _ => throw Wire.Incomplete(p),
    };

    private static AccountFact.Opened ToModel(Proto.AccountOpened p) =>
        p is { HasName: true, HasAt: true } ? new AccountFact.Opened(p.Name, Wire.Time(p.At)) : throw Wire.Incomplete(p);

    private static AccountFact.Suspended ToModel(Proto.AccountSuspended p) =>
        p is { HasIsSuspended: true, HasAt: true } ? new AccountFact.Suspended(p.IsSuspended, p.By.ToModel(), Wire.Time(p.At)) : throw Wire.Incomplete(p);

    private static Proto.FundsMoved ToProto(AccountFact.Moved m) =>
        new() { Product = m.Product.Value, Amount = m.Amount.ToProto(), Reference = Wire.Text(m.Reference), At = m.At.UtcTicks };

    private static AccountFact.Moved ToModel(Proto.FundsMoved p) =>
        p is { HasProduct: true, HasReference: true, HasAt: true }
            ? new AccountFact.Moved(new ProductId(p.Product), p.Amount.ToModel(), p.Reference, Wire.Time(p.At))
            : throw Wire.Incomplete(p);

    private static Proto.OrderAdvanced ToProto(AccountFact.Advanced m) => new()
    {
        OrderId = m.OrderId.Value,
        Version = m.Version,
        Summary = m.Summary.ToProto(),
        Executions = { m.Executions.Select(execution => execution.ToProto()) },
    };

    private static AccountFact.Advanced ToModel(Proto.OrderAdvanced p) =>
        p is { HasOrderId: true, HasVersion: true }
            ? new AccountFact.Advanced(
                new OrderId(p.OrderId), p.Version, p.Summary.ToModel(), [.. p.Executions.Select(execution => execution.ToModel())])
            : throw Wire.Incomplete(p);

    private static Proto.OrderClosed ToProto(AccountFact.Closed m) => new()
    {
        Terms = m.Terms.ToProto(),
        Version = m.Version,
        Summary = m.Summary.ToProto(),
        Executions = { m.Executions.Select(execution => execution.ToProto()) },
    };

    private static AccountFact.Closed ToModel(Proto.OrderClosed p) =>
        p.HasVersion
            ? new AccountFact.Closed(
                p.Terms.ToModel(), p.Version, p.Summary.ToModel(), [.. p.Executions.Select(execution => execution.ToModel())])
            : throw Wire.Incomplete(p);

    private static Proto.OrderCorrected ToProto(AccountFact.Corrected m) => new()
    {
        Terms = m.Terms.ToProto(),
        Version = m.Version,
        Summary = m.Summary.ToProto(),
        Executions = { m.Executions.Select(execution => execution.ToProto()) },
    };

    private static AccountFact.Corrected ToModel(Proto.OrderCorrected p) =>
        p.HasVersion
            ? new AccountFact.Corrected(
                p.Terms.ToModel(), p.Version, p.Summary.ToModel(), [.. p.Executions.Select(execution => execution.ToModel())])
            : throw Wire.Incomplete(p);

    private static AccountFact.Dropped ToModel(Proto.OrderDropped p) =>
        p is { HasOrderId: true, HasVersion: true } ? new AccountFact.Dropped(new OrderId(p.OrderId), p.Version) : throw Wire.Incomplete(p);

    private static Proto.Account ToProto(Account m)
    {
        var p = new Proto.Account
        {
            Id = m.Id.Value,
            Balances = { m.Balances.OrderBy(entry => entry.Key.Value).Select(entry => ToProto(entry.Key, entry.Value)) },
            Open = { m.Open.OrderBy(entry => entry.Key.Value).Select(entry => ToProto(entry.Value)) },
            Transfers = { m.Transfers.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => ToProto(entry.Key, entry.Value)) },
            Closed = { m.Closed.Queue.Select(ToProto) },
            Admissions = m.Admissions,
            Corrected = ToProto(m.Corrected),
        };
        if (m.Name is not null)
            p.Name = Wire.Text(m.Name);
        if (m.IsSuspended)
            p.Suspended = true;

        return p;
    }

    private static Account ToModel(Proto.Account p)
    {
        if (p is not { HasId: true, HasAdmissions: true })
            throw Wire.Incomplete(p);

        var open = p.Open.Select(ToModel).ToImmutableDictionary(order => order.Terms.OrderId);
        return new Account(new AccountId(p.Id))
        {
            Name = p.HasName ? p.Name : null,
            Balances = p.Balances.Select(ToModel).ToImmutableDictionary(),
            Open = open,
            ClientIds = open.Values
                .Where(order => order.Terms.ClientOrderId != ClientOrderId.None && !SharesClientId(order, open))
                .ToImmutableDictionary(order => order.Terms.ClientOrderId, order => order.Terms.OrderId),
            Replacements = open.Values
                .Where(order => order.Terms.Replaces is { } original && open.ContainsKey(original.OrderId))
                .ToImmutableDictionary(order => order.Terms.Replaces!.OrderId, order => order.Terms.OrderId),
            Transfers = p.Transfers.Select(ToModel).ToImmutableDictionary(),
            Closed = p.Closed.Select(ToModel).Aggregate(ClosedOrders.None, (closed, order) => closed.Add(order)),
            Admissions = p.Admissions,
            Corrected = p.Corrected is null ? CorrectedOrders.None : ToModel(p.Corrected),
            IsSuspended = p.Suspended,
        };
    }

    /// <summary>A client id is that of the order which is to make room, until it has.</summary>
    private static bool SharesClientId(OpenOrder order, ImmutableDictionary<OrderId, OpenOrder> open) =>
        order.Terms.Replaces is { } original && original.ClientOrderId == order.Terms.ClientOrderId && open.ContainsKey(original.OrderId);

    private static Proto.CorrectedOrders? ToProto(CorrectedOrders m) => m.Versions.IsEmpty && m.Forgotten.Value == 0 ? null : new()
    {
        Orders = { m.Versions.OrderBy(entry => entry.Key.Value).Select(entry => new Proto.CorrectedOrder { OrderId = entry.Key.Value, Version = entry.Value }) },
        Forgotten = m.Forgotten.Value,
    };

    private static CorrectedOrders ToModel(Proto.CorrectedOrders p) =>
        p.HasForgotten ? new CorrectedOrders(p.Orders.Select(ToModel).ToImmutableDictionary(), new OrderId(p.Forgotten)) : throw Wire.Incomplete(p);

    private static KeyValuePair<OrderId, long> ToModel(Proto.CorrectedOrder p) =>
        p is { HasOrderId: true, HasVersion: true } ? new(new OrderId(p.OrderId), p.Version) : throw Wire.Incomplete(p);

    private static Proto.Balance ToProto(ProductId product, Balance m) =>
        new() { Product = product.Value, Amount = m.Amount.ToProto(), Hold = m.Hold.ToProto() };

    private static KeyValuePair<ProductId, Balance> ToModel(Proto.Balance p) =>
        p.HasProduct ? new(new ProductId(p.Product), new Balance(p.Amount.ToModel(), p.Hold.ToModel())) : throw Wire.Incomplete(p);

    private static Proto.OpenOrder ToProto(OpenOrder m) => new()
    {
        Terms = m.Terms.ToProto(),
        Admission = m.Admission,
        Version = m.Version,
        Summary = m.Summary.ToProto(),
        Hold = m.Hold.ToProto(),
    };

    private static OpenOrder ToModel(Proto.OpenOrder p) =>
        p is { HasAdmission: true, HasVersion: true }
            ? new OpenOrder(p.Terms.ToModel(), p.Admission, p.Version, p.Summary.ToModel(), p.Hold.ToModel())
            : throw Wire.Incomplete(p);

    private static Proto.Transfer ToProto(string reference, Transfer m) =>
        new() { Reference = Wire.Text(reference), Product = m.Product.Value, Amount = m.Amount.ToProto() };

    private static KeyValuePair<string, Transfer> ToModel(Proto.Transfer p) =>
        p is { HasReference: true, HasProduct: true }
            ? new(p.Reference, new Transfer(new ProductId(p.Product), p.Amount.ToModel()))
            : throw Wire.Incomplete(p);

    private static Proto.ClosedOrder ToProto(ClosedOrder m)
    {
        var p = new Proto.ClosedOrder { OrderId = m.OrderId.Value, ClientOrderId = m.ClientOrderId.Value, State = m.State.ToProto() };
        if (m.NeverPlaced)
            p.NeverPlaced = true;

        return p;
    }

    private static ClosedOrder ToModel(Proto.ClosedOrder p) =>
        p is { HasOrderId: true, HasClientOrderId: true, HasState: true }
            ? new ClosedOrder(new OrderId(p.OrderId), new ClientOrderId(p.ClientOrderId), p.State.ToModel()) { NeverPlaced = p.NeverPlaced }
            : throw Wire.Incomplete(p);
}
