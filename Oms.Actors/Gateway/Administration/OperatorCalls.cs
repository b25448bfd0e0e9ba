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
