namespace Oms.Actors.Api;

/// <summary>
/// The envelope of AlphaPoint: what a call that changes something answers with. For a cancel it verifies that the call was received, not that the order has been
/// canceled: the outcome follows as an event of the account.
/// </summary>
/// <param name="Result">True if the call was received.</param>
/// <param name="ErrorMsg">Null when received, else the fixed text of the code (or the more telling text that a real client maps, as for an unknown instrument).</param>
/// <param name="ErrorCode">0 when received, else the code.</param>
/// <param name="Detail">What a caller may want to know besides: the field that is malformed, the state of a closed order. Never an exception's text.</param>
public sealed record Receipt(bool Result, string? ErrorMsg, OmsCode ErrorCode, string? Detail)
{
    /// <summary>Received: <c>true, null, 0, null</c>.</summary>
    public static readonly Receipt Received = new(true, null, OmsCode.Success, null);

    /// <summary>Refused with the fixed text of <paramref name="code"/>.</summary>
    public static Receipt Refused(OmsCode code, string? detail = null) => new(false, code.Text(), code, detail);
}

/// <summary>What a read or an administration call answers: a value, or the refusal.</summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <param name="Value">The answer; default when refused.</param>
/// <param name="Refusal">Null when answered.</param>
public sealed record Answer<T>(T? Value, Receipt? Refusal)
{
    /// <summary>True when there is a value.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Value))]
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsAnswered => Refusal is null;
}

/// <summary>Builds answers.</summary>
public static class Answer
{
    /// <summary>An answer with a value.</summary>
    public static Answer<T> Of<T>(T value) => new(value, null);

    /// <summary>An answer without one.</summary>
    public static Answer<T> Refused<T>(Receipt refusal) => new(default, refusal);
}

/// <summary>What SendOrder answers.</summary>
public abstract record SendOrderAnswer
{
    private SendOrderAnswer()
    {
    }

    /// <summary>The account has admitted the order and the order is in the journal: every call finds it from now on.</summary>
    public sealed record Accepted(OrderId OrderId) : SendOrderAnswer;

    /// <summary>The account refused the order: <c>Not_Enough_Funds</c>, <c>Invalid_ClientOrderId</c>, <c>Instrument_Not_Running</c>, <c>Account_Suspended</c>. Code 101.</summary>
    public sealed record Rejected(string ErrorMsg) : SendOrderAnswer;

    /// <summary>The call was refused before any account was asked, or its outcome is unknown (102).</summary>
    public sealed record Refused(Receipt Receipt) : SendOrderAnswer;
}

/// <summary>What CancelReplaceOrder answers.</summary>
public abstract record CancelReplaceOrderAnswer
{
    private CancelReplaceOrderAnswer()
    {
    }

    /// <summary>
    /// The new order works in the place of the old one. While a venue is silent: the replacement is in the journal and goes on; it is found from
    /// <see cref="OrderStateEvent"/> Working on, or comes to nothing with a <see cref="CancelReplaceOrderRejectEvent"/>.
    /// </summary>
    public sealed record Replaced(OrderId ReplacementOrderId, ClientOrderId ReplacementClientOrderId, OrderId OriginalOrderId, ClientOrderId OriginalClientOrderId)
        : CancelReplaceOrderAnswer;

    /// <summary>The old order stays, or was closed first: the words of <see cref="SendOrderAnswer.Rejected"/> and of <see cref="CancelReplaceOrderRejectEvent"/>. Code 101.</summary>
    public sealed record Rejected(string ErrorMsg) : CancelReplaceOrderAnswer;

    /// <summary>The call was refused and nothing has changed, or its outcome is unknown (102).</summary>
    public sealed record Refused(Receipt Receipt) : CancelReplaceOrderAnswer;
}
