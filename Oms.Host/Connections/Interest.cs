using Oms.Actors.Api;

namespace Oms.Host.Connections;

/// <summary>Which of an account's events a reader wants.</summary>
/// <param name="IsOnlyOrderStates">Order states only, as SubscribeOrderStateEvents asks for; everything otherwise.</param>
/// <param name="Instrument">Order states of this instrument only; null: of all.</param>
internal sealed record Interest(bool IsOnlyOrderStates, InstrumentId? Instrument)
{
    public static readonly Interest Everything = new(false, null);

    public static Interest OrderStates(InstrumentId? instrument) => new(true, instrument);

    public bool Covers(Interest other) => !IsOnlyOrderStates || (other.IsOnlyOrderStates && (Instrument is null || Instrument == other.Instrument));

    /// <summary>Both: two instruments become all of them.</summary>
    public Interest And(Interest other) => Covers(other) ? this : other.Covers(this) ? other : OrderStates(null);

    public bool Wants(OrderView order) => Instrument is null || order.InstrumentId == Instrument;
}
