using Oms.Actors.Api;

namespace Oms.Actors.Gateway;

/// <summary>What a request gives: 0 is the same as nothing, in every call.</summary>
internal static class Given
{
    public static AccountId? Account(int? id) => id is > 0 ? new AccountId(id.Value) : null;

    public static InstrumentId? Instrument(int? id) => id is > 0 ? new InstrumentId(id.Value) : null;

    public static OrderId? Order(long? id) => id is > 0 ? new OrderId(id.Value) : null;

    public static ClientOrderId? ClientOrder(long? id) => id is > 0 ? new ClientOrderId(id.Value) : null;
}
