using System.Globalization;
using System.Text.Json;
using Oms.Actors.Api;
using Oms.Faults.Recording;

namespace Oms.Faults.Clients;

/// <summary>A client with a way to one node, whose calls are recorded.</summary>
internal sealed class Session(string client, string node, IWire wire, Recorder recorder) : IAsyncDisposable
{
    public const int Instrument = 1;

    public string Node => node;

    /// <summary>Calls, and records both the call and what is heard of it.</summary>
    /// <exception cref="WireLostException">The way is gone; that is recorded.</exception>
    public async Task<Answered> Call(Request request)
    {
        var invoked = recorder.Note(at => new Invoked(at, recorder.NextNumber(), client, node, request));
        try
        {
            var answer = await wire.Call(NameOf(request.Act), PayloadOf(request));
            return recorder.Note(at => Answers.Read(at, invoked.Call, request, answer));
        }
        catch (WireLostException lost)
        {
            recorder.Note(at => new Answered(at, invoked.Call, Outcome.Unknown) { Detail = lost.Message });
            throw;
        }
    }

    /// <summary>The balances of an account, recorded as what is told.</summary>
    public async Task<bool> TellBooks(int account)
    {
        var positions = await wire.Call("GetAccountPositions", string.Create(CultureInfo.InvariantCulture, $$"""{"OMSId":1,"AccountId":{{account}}}"""));
        if (positions.ValueKind != JsonValueKind.Array)
            return false;

        foreach (var position in positions.EnumerateArray())
        {
            recorder.Note(at => new BooksTold(
                at, node, account, position.GetProperty("ProductId").GetInt32(), position.GetProperty("Amount").GetDecimal(), position.GetProperty("Hold").GetDecimal()));
        }

        return true;
    }

    /// <summary>Asks for the events of an account. Those that come are recorded by whoever listens to the wire.</summary>
    /// <returns>The number of the subscription; null when it was refused.</returns>
    public async Task<long?> Subscribe(int account, Action<long> begun)
    {
        var subscribed = recorder.Note(at => new Subscribed(at, recorder.NextNumber(), client, node, account));
        begun(subscribed.Subscription);
        var answer = await wire.Call("SubscribeAccountEvents", string.Create(CultureInfo.InvariantCulture, $$"""{"OMSId":1,"AccountId":{{account}}}"""));
        if (answer.TryGetProperty("Subscribed", out _))
            return subscribed.Subscription;

        recorder.Note(at => new Unsubscribed(at, subscribed.Subscription, "refused"));
        return null;
    }

    public ValueTask DisposeAsync() => wire.DisposeAsync();

    private static string NameOf(Act act) => act switch
    {
        Act.Place => "SendOrder",
        Act.Cancel => "CancelOrder",
        Act.CancelAll => "CancelAllOrders",
        Act.Replace => "CancelReplaceOrder",
        Act.Status => "GetOrderStatus",
        Act.OpenOrders => "GetOpenOrders",
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, "Not a call."),
    };

    private static string PayloadOf(Request request) => request.Act switch
    {
        Act.Place => Fields($"\"AccountId\":{request.Account},\"InstrumentId\":{Instrument},\"Side\":\"{Side.Buy}\",\"OrderType\":\"{OrderType.Limit}\",\"Quantity\":1,\"LimitPrice\":{PriceOf(request.Order)},\"ClientOrderId\":{request.Order}"),
        Act.Replace => Fields($"\"OrderIdToReplace\":{request.OrderId},\"Quantity\":1,\"LimitPrice\":{PriceOf(request.Replacement)},\"ClientOrderId\":{request.Replacement}"),
        Act.Cancel or Act.Status when request.OrderId != 0 => Fields($"\"OrderId\":{request.OrderId}"),
        Act.Cancel or Act.Status => Fields($"\"AccountId\":{request.Account},\"ClientOrderId\":{request.Order}"),
        _ => Fields($"\"AccountId\":{request.Account}"),
    };

    private static string Fields(FormattableString fields) => $$"""{"OMSId":1,{{FormattableString.Invariant(fields)}}}""";

    /// <summary>Different orders hold different amounts, so that books that mix them up don't come out right by luck.</summary>
    private static long PriceOf(long order) => 1 + (order % 97);
}
