using System.Text.Json;
using Oms.Actors.Api;

namespace Oms.Host.Wire;

/// <summary>What is said of accounts and users. Keys that speak of what is not kept here have the value that AlphaPoint gives to "none".</summary>
internal sealed class AccountJson(OmsId omsId)
{
    public void Write(Utf8JsonWriter json, AccountInfo account)
    {
        json.WriteStartObject();
        json.WriteNumber("OMSID", omsId.Value);
        json.WriteNumber("AccountId", account.AccountId.Value);
        json.WriteString("AccountName", account.Name);
        json.WriteString("AccountHandle", "");
        json.WriteString("FirmId", "");
        json.WriteString("FirmName", "");
        json.WriteString("AccountType", "Asset");
        json.WriteNumber("FeeGroupID", 0);
        json.WriteNumber("ParentID", 0);
        json.WriteString("RiskType", "Normal");
        json.WriteNumber("VerificationLevel", 0);
        json.WriteString("VerificationLevelName", "");
        json.WriteNumber("CreditTier", 0);
        json.WriteString("FeeProductType", "BaseProduct");
        json.WriteNumber("FeeProduct", 0);
        json.WriteNumber("RefererId", 0);
        json.WriteNumber("LoyaltyProductId", 0);
        json.WriteBoolean("LoyaltyEnabled", false);
        json.WriteNumber("PriceTier", 0);
        json.WriteBoolean("Frozen", account.IsSuspended);
        json.WriteEndObject();
    }

    public static void WriteNew(Utf8JsonWriter json, AccountId account, string name)
    {
        json.WriteStartObject();
        json.WriteNumber("AccountId", account.Value);
        json.WriteString("AccountName", name);
        json.WriteEndObject();
    }

    public static void WriteUser(Utf8JsonWriter json, UserId user, string name)
    {
        json.WriteStartObject();
        json.WriteNumber("UserId", user.Value);
        json.WriteString("UserName", name);
        json.WriteEndObject();
    }

    /// <summary>The names of what is held, in alphabetical order.</summary>
    public static void WritePermissions(Utf8JsonWriter json, Permissions held)
    {
        json.WriteStartArray();
        foreach (var name in Enum.GetValues<Permissions>().Where(one => one != Permissions.None && held.HasFlag(one)).Select(one => one.ToString()).Order(StringComparer.Ordinal))
            json.WriteStringValue(name);
        json.WriteEndArray();
    }
}
