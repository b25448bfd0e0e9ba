using System.Text.Json;
using Oms.Actors.Api;

namespace Oms.Host.Wire;

/// <summary>What operators read of orders besides what everybody does: their records, and the cancels that wait for a venue. The public API has neither.</summary>
internal static class RecordJson
{
    public static void Write(Utf8JsonWriter json, OrderRecordEntry entry)
    {
        json.WriteStartObject();
        json.WriteNumber("Version", entry.Version);
        json.WriteNumber("Time", entry.At.ToUnixTimeMilliseconds());
        json.WriteNumber("TimeTicks", entry.At.UtcTicks);
        json.WriteString("What", entry.What);
        json.WriteString("Text", entry.Text ?? "");
        json.WriteNumber("UserId", entry.By?.UserId.Value ?? 0);
        json.WriteString("UserName", entry.By?.UserName ?? "");
        json.WriteNumber("PermissionVersion", entry.By?.PermissionVersion ?? 0);
        json.WriteString("SessionId", entry.By?.SessionId ?? "");
        json.WriteString("CommandId", entry.CommandId ?? "");
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, PendingCancelInfo pending)
    {
        json.WriteStartObject();
        json.WriteNumber("OrderId", pending.Order.OrderId.Value);
        json.WriteNumber("AccountId", pending.Order.AccountId.Value);
        json.WriteNumber("InstrumentId", pending.Order.InstrumentId.Value);
        json.WriteNumber("OrderRevision", pending.Order.Version);
        json.WriteString("CancelId", pending.CancelId);
        json.WriteNumber("UserId", pending.RequestedBy.Value);
        json.WriteString("UserName", pending.UserName);
        json.WriteNumber("Since", pending.Since.ToUnixTimeMilliseconds());
        json.WriteNumber("SinceTicks", pending.Since.UtcTicks);
        json.WriteEndObject();
    }
}
