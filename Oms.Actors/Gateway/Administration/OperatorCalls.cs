using Oms.Actors.Api;

namespace Oms.Actors.Gateway.Administration;

/// <summary>A call of operators that answers with an envelope.</summary>
internal abstract class OperatorReceiptCall(Caller caller) : ReceiptCall(caller)
{
    protected override Api.Permissions Needed => Api.Permissions.Operator;

    protected override int? OmsId => null;

    protected override bool NeedsOmsId => false;
}

/// <summary>A call of operators that answers with a value.</summary>
internal abstract class OperatorAnswerCall<T>(Caller caller) : AnswerCall<T>(caller)
{
    protected override Api.Permissions Needed => Api.Permissions.Operator;

    protected override int? OmsId => null;

    protected override bool NeedsOmsId => false;
}

/// <summary>The bounds of what operators may name.</summary>
internal static class Naming
{
    private const int ShortestPassword = 8;
    private const int LongestPassword = 200;
    private const int LongestName = 100;

    public static bool IsPassword(string? password) => password is { Length: >= ShortestPassword and <= LongestPassword } && Text.IsWhole(password);

    /// <summary>Names and references are shown and stored as they are: whole characters, and none that controls.</summary>
    public static bool IsName(string? name) =>
        name is { Length: > 0 and <= LongestName } && !string.IsNullOrWhiteSpace(name) && !name.Any(char.IsControl) && Text.IsWhole(name);
}
