using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Instruments;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Oms.Actors.Venue;

namespace Oms.Actors.Gateway;

/// <summary>What an order has to be before its account is asked: pure, in the order in which it is said.</summary>
internal static class PlaceRules
{
    /// <summary>Null: its account may be asked.</summary>
    /// <param name="request">The order; its fields are there.</param>
    /// <param name="instrument">The instrument that it names; null: there is none.</param>
    /// <param name="offer">What is taken here.</param>
    /// <param name="now">An order that expires does so later.</param>
    public static SendOrderAnswer? Refusal(SendOrderRequest request, Instrument? instrument, VenueOffer offer, DateTimeOffset now)
    {
        if (instrument is null)
            return new SendOrderAnswer.Refused(new Receipt(false, $"Invalid InstrumentId: {request.InstrumentId}", OmsCode.InvalidRequest, null));

        if (request.Side is not (Side.Buy or Side.Sell) || !offer.Takes(request.OrderType!.Value, TimeInForceOf(request)))
            return new SendOrderAnswer.Refused(Receipt.Refused(OmsCode.OperationNotSupported));

        if (OrderRules.MalformedField(instrument, request) is { } field)
            return new SendOrderAnswer.Refused(Receipt.Refused(OmsCode.InvalidRequest, field));

        if (!OrderRules.MayExpire(TimeInForceOf(request), request.ExpiresAt, now))
            return new SendOrderAnswer.Refused(Receipt.Refused(OmsCode.InvalidRequest, "ExpireTime"));

        return instrument.Status == InstrumentStatus.Running ? null : new SendOrderAnswer.Rejected(RejectReason.InstrumentNotRunning);
    }

    /// <summary>The terms of an order that may be asked for.</summary>
    public static OrderTerms TermsOf(OrderId id, SendOrderRequest request, Instrument instrument, Authority by, DateTimeOffset now, bool atVenue) => new(
        id,
        new AccountId(request.AccountId!.Value),
        instrument.InstrumentId,
        instrument.BaseProduct,
        instrument.QuoteProduct,
        request.Side!.Value,
        request.OrderType!.Value,
        TimeInForceOf(request),
        request.Quantity!.Value,
        request.LimitPrice ?? 0,
        new ClientOrderId(request.ClientOrderId ?? 0),
        by,
        now,
        atVenue,
        request.ExpiresAt)
    {
        Trigger = TriggerRules.Of(request.OrderType!.Value, request.Trigger),
    };

    private static TimeInForce TimeInForceOf(SendOrderRequest request) =>
        request.TimeInForce is null or TimeInForce.Unknown ? TimeInForce.GTC : request.TimeInForce.Value;
}
