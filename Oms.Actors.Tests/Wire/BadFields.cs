using System.Text;
using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>What a field of a call is.</summary>
internal enum FieldForm
{
    Id = 0,
    LongId,
    Moment,
    Decimal,
    Choice,
    Text,
    Flag,
}

/// <summary>A field with a value that is well formed; null: not given, so that its synonym is read.</summary>
internal sealed record CallField(string Name, FieldForm Form, string? Good);

/// <summary>The fields of every call, and what none of them may be.</summary>
internal static class BadFields
{
    private static readonly string ManyDigits = new('9', 10_000);
    private static readonly CallField OmsId = new("OMSId", FieldForm.Id, "1");
    public static readonly CallField AccountId = new("AccountId", FieldForm.Id, "7");
    private static readonly CallField InstrumentId = new("InstrumentId", FieldForm.Id, "1");
    private static readonly CallField MisspeltInstrumentId = new("IntrumentId", FieldForm.Id, null);
    private static readonly CallField OrderId = new("OrderId", FieldForm.LongId, "1");
    private static readonly CallField ClientOrderId = new("ClientOrderId", FieldForm.LongId, "41");
    private static readonly CallField ClOrderId = new("ClOrderId", FieldForm.LongId, null);
    private static readonly CallField ProductId = new("ProductId", FieldForm.Id, "1");
    private static readonly CallField UserId = new("UserId", FieldForm.Id, "1");
    private static readonly CallField UserName = new("UserName", FieldForm.Text, "\"trader\"");
    private static readonly CallField Password = new("Password", FieldForm.Text, "\"a new password\"");
    private static readonly CallField SessionStatus = new("SessionStatus", FieldForm.Choice, "1");
    private static readonly CallField[] OfAccount = [OmsId, AccountId];
    private static readonly CallField[] OfUser = [OmsId, UserId, UserName];
    private static readonly CallField[] OfPermission = [.. OfUser, new("Permission", FieldForm.Choice, "\"Trading\"")];
    private static readonly CallField[] OfTransfer = [.. OfAccount, ProductId, new("Amount", FieldForm.Decimal, "5"), new("Reference", FieldForm.Text, "\"x\"")];

    private static readonly CallField[] OfHistory =
    [
        .. OfAccount, InstrumentId, OrderId, ClientOrderId, new("OrderState", FieldForm.Choice, "1"), new("StartTimeStamp", FieldForm.Moment, "0"),
        new("EndTimeStamp", FieldForm.Moment, "0"), new("Depth", FieldForm.Id, "5"), new("Limit", FieldForm.Id, null), new("StartIndex", FieldForm.Id, "0"),
    ];

    private static readonly CallField[] OfTrades =
    [
        .. OfAccount, InstrumentId, MisspeltInstrumentId, OrderId, new("TradeId", FieldForm.LongId, "1"), new("ExecutionId", FieldForm.LongId, "1"), UserId,
        new("StartTimeStamp", FieldForm.Moment, "0"), new("EndTimeStamp", FieldForm.Moment, "0"), new("Depth", FieldForm.Id, "5"), new("Count", FieldForm.Id, null),
        new("StartIndex", FieldForm.Id, "0"),
    ];

    private static readonly CallField[] OfTrigger =
    [
        new("StopPrice", FieldForm.Decimal, null), new("TrailingAmount", FieldForm.Decimal, null), new("LimitOffset", FieldForm.Decimal, null),
        new("PegPriceType", FieldForm.Choice, null),
    ];

    /// <summary>The call that takes a list of what CancelOrder takes: it has a spec of its own.</summary>
    public const string ListCall = "SendCancelList";

    public static readonly IReadOnlyDictionary<string, CallField[]> OfCall = new Dictionary<string, CallField[]>
    {
        ["CancelOrder"] = [.. OfAccount, ClientOrderId, ClOrderId, OrderId],
        ["CancelAllOrders"] = [.. OfAccount, UserId, InstrumentId, MisspeltInstrumentId],
        ["GetOrderHistoryByOrderId"] = [.. OfAccount, OrderId, new("Depth", FieldForm.Id, "5"), new("Limit", FieldForm.Id, null)],
        ["SendOrder"] =
        [
            .. OfAccount, InstrumentId, new("Side", FieldForm.Choice, "0"), new("OrderType", FieldForm.Choice, "2"), new("Quantity", FieldForm.Decimal, "0.01"),
            new("LimitPrice", FieldForm.Decimal, "100"), new("TimeInForce", FieldForm.Choice, "1"), ClientOrderId, ClOrderId,
            new("ExpireTime", FieldForm.Moment, null), .. OfTrigger,
        ],
        ["CancelReplaceOrder"] =
        [
            .. OfAccount, new("OrderIdToReplace", FieldForm.LongId, "1"), InstrumentId, MisspeltInstrumentId, new("Side", FieldForm.Choice, "0"),
            new("OrderType", FieldForm.Choice, "2"), new("Quantity", FieldForm.Decimal, "0.01"), new("LimitPrice", FieldForm.Decimal, "100"),
            new("TimeInForce", FieldForm.Choice, "1"), ClientOrderId, ClOrderId, new("ClientOrdId", FieldForm.LongId, null),
            new("ExpireTime", FieldForm.Moment, null), .. OfTrigger,
        ],
        ["ModifyOrder"] = [.. OfAccount, OrderId, InstrumentId, MisspeltInstrumentId, new("Quantity", FieldForm.Decimal, "0.005")],
        ["GetOrderStatus"] = [.. OfAccount, ClientOrderId, ClOrderId, OrderId],
        ["GetOpenOrders"] = OfAccount,
        ["GetOrdersHistory"] = OfHistory,
        ["GetOrderHistory"] = OfHistory,
        ["GetTradesHistory"] = OfTrades,
        ["GetAccountTrades"] = OfTrades,
        ["GetAccountInfo"] = OfAccount,
        ["GetAccountPositions"] = OfAccount,
        ["GetUserAccounts"] = OfUser,
        ["GetUserAccountInfos"] = OfUser,
        ["GetUserPermissions"] = OfUser,
        ["GetInstruments"] = [OmsId],
        ["GetProducts"] = [OmsId],
        ["Ping"] = [],
        ["LogOut"] = [],
        ["Authenticate"] = [UserName, Password],
        ["AuthenticateUser"] = [UserName, Password],
        ["WebAuthenticateUser"] = [new("SessionToken", FieldForm.Text, null), UserName, Password],
        ["SubscribeAccountEvents"] = OfAccount,
        ["SubscribeOrderStateEvents"] = [.. OfAccount, InstrumentId, MisspeltInstrumentId],
        ["UnSubscribeAccountEvents"] = OfAccount,
        ["UnSubscribeOrderStateEvents"] = OfAccount,
        ["CreateUser"] = [OmsId, UserName, Password],
        ["SetUserPassword"] = [.. OfUser, Password],
        ["RemoveUser"] = OfUser,
        ["AddUserPermission"] = OfPermission,
        ["RevokeUserPermission"] = OfPermission,
        ["AddUserAccount"] = [.. OfUser, AccountId],
        ["RemoveUserAccount"] = [.. OfUser, AccountId],
        ["AddAccount"] = [.. OfAccount, new("AccountName", FieldForm.Text, "\"x\"")],
        ["Deposit"] = OfTransfer,
        ["Withdraw"] = OfTransfer,
        ["AddProduct"] =
        [
            OmsId, ProductId, new("Product", FieldForm.Text, "\"EUR\""), new("ProductFullName", FieldForm.Text, "\"Euro\""), new("DecimalPlaces", FieldForm.Id, "2"),
            new("ProductType", FieldForm.Choice, "1"),
        ],
        ["AddInstrument"] =
        [
            OmsId, InstrumentId, new("Symbol", FieldForm.Text, "\"BTCEUR\""), new("Product1", FieldForm.Id, "2"), new("Product2", FieldForm.Id, "1"),
            new("QuantityIncrement", FieldForm.Decimal, "1"), new("PriceIncrement", FieldForm.Decimal, "1"), new("MinimumQuantity", FieldForm.Decimal, "1"),
            new("MaximumQuantity", FieldForm.Decimal, "9"), SessionStatus,
        ],
        ["SetInstrumentStatus"] = [OmsId, InstrumentId, SessionStatus],
        ["HaltAndCancel"] = [OmsId, InstrumentId, MisspeltInstrumentId],
        ["SuspendAccount"] = OfAccount,
        ["ResumeAccount"] = OfAccount,
        ["GetOrderRecord"] = [OmsId, OrderId],
        ["GetPendingCancels"] = OfAccount,
        ["ForceCancelOutcome"] = [OmsId, OrderId, new("Outcome", FieldForm.Choice, "1")],
        ["CancelOnDisconnect"] = [.. OfAccount, new("Enabled", FieldForm.Flag, "true")],
    };

    public static TheoryData<string> CallNames => [.. OfCall.Keys];

    /// <summary>The payload of a call that is well formed but for this field.</summary>
    public static byte[] Payload(string call, CallField bad, string value) => Payload(OfCall[call].Select(field => field == bad ? field with { Good = value } : field));

    /// <summary>The payload of a call that is well formed.</summary>
    public static byte[] Payload(string call) => Payload(OfCall[call]);

    /// <summary>What is wrong for a field of this form, and why; of a choice the detail goes on with what there is to choose from.</summary>
    public static IEnumerable<(string Value, string Why)> Of(FieldForm form) => form switch
    {
        FieldForm.Id => [.. NoWhole, .. Beyond("2147483648")],
        FieldForm.LongId => [.. NoWhole, .. Beyond("9223372036854775808")],
        FieldForm.Moment => [.. NoWhole, .. Beyond("253402300800000")],
        FieldForm.Decimal => NoDecimal,
        FieldForm.Choice => NoChoice,
        FieldForm.Flag => NoFlag,
        _ => NoText,
    };

    private static readonly (string Value, string Why)[] NoWhole = All("not a whole number", [
        "1.5", "1.0", "1e3", "1E0", "true", "false", "[]", "[1]", "{}", "\"\"", "\"x\"", "\"1.5\"", "\"1e3\"", "\" 1\"", "\"1 \"", "\"+1\"", "\"0x1\"", "\"1,000\"", "\"-\"",
        "\"--1\"", "\"1-\"", "\"NaN\"", "\"\\u0661\"", "\"\\u0000\"", "\"1\\u0000\"", "\"null\""]);

    private static readonly (string Value, string Why)[] NoDecimal = All("not a decimal number", [
        "true", "[]", "[1]", "{}", "\"\"", "\"x\"", "\"1e-8\"", "1e29", "1e-29", "1e999999999999", "1e-999999999999", "0.00000000000000000000000000001",
        "79228162514264337593543950336", "1.2345678901234567890123456789", "\"1.\"", "\".5\"", "\"1 000\"", "\"1,5\"", "\"+1\"", "\"--1\"", "\"NaN\"", "\"Infinity\"",
        "\"\\u0000\"", "\"1\\u0000\"", "\"\\u0661\"", ManyDigits, $"0.{ManyDigits}", $"\"{ManyDigits}\""]);

    private static readonly (string Value, string Why)[] NoChoice = All("not one of ", [
        "99", "-1", "1.0", "1e0", "true", "[]", "{}", "\"\"", "\"x\"", "\"1,2\"", "\" 1\"", "\"\\u0000\"", "\"1\\u0000\"", ManyDigits]);

    private static readonly (string Value, string Why)[] NoFlag = All("not true or false", ["0", "1", "-1", "1.0", "\"true\"", "\"false\"", "\"\"", "[]", "[true]", "{}", ManyDigits]);

    private static readonly (string Value, string Why)[] NoText = All("not a text", ["1", "1.5", "true", "[]", "[\"x\"]", "{}", "\"\""]);

    private static (string Value, string Why)[] Beyond(string highest) => All("out of range", ["-1", "\"-1\"", "-0", highest, $"\"{highest}\"", ManyDigits, $"-{ManyDigits}"]);

    private static (string Value, string Why)[] All(string why, string[] values) => [.. values.Select(value => (value, why))];

    private static byte[] Payload(IEnumerable<CallField> fields) =>
        Encoding.UTF8.GetBytes($$"""{{{string.Join(',', fields.Where(field => field.Good is not null).Select(field => $"\"{field.Name}\":{field.Good}"))}}}""");
}
