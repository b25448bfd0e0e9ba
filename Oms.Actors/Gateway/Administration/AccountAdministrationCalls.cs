using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Ids;
using Oms.Actors.Permissions;

namespace Oms.Actors.Gateway.Administration;

/// <summary>A new account, under an id of the operator's choice or the next free one.</summary>
internal sealed class OpenAccountCall(Caller caller, string name, AccountId? chosen) : OperatorAnswerCall<AccountId>(caller)
{
    protected override string? MalformedField() => !Naming.IsName(name) ? "AccountName" : chosen is { Value: <= 0 } ? "AccountId" : null;

    protected override void Granted(Grant grant)
    {
        if (chosen is { } account)
            Ask<IdsReserved>(new ClaimId(IdKind.Account, account.Value, Id, Desk.Settings.Address), _ => Open(account));
        else
            Ask<IdsReserved>(new ReserveIds(IdKind.Account, 1, Id, Desk.Settings.Address), reserved => Open(new AccountId((int)reserved.First)));
    }

    private void Open(AccountId account) =>
        Command<AccountChanged>(new OpenAccount(account, name, Id, Desk.Settings.Address), _ => Answered(account));
}

/// <summary>Has an account admit no orders, or admit them again.</summary>
internal sealed class SuspendAccountCall(Caller caller, AccountId account, bool suspend) : OperatorReceiptCall(caller)
{
    protected override AccountId? Account => account;

    protected override string? MalformedField() => account.Value <= 0 ? "AccountId" : null;

    protected override void Granted(Grant grant) =>
        Command<AccountChanged>(new SuspendAccount(account, suspend, grant.Authority, Id, Desk.Settings.Address), _ => End(Receipt.Received));
}

/// <summary>A deposit, or a withdrawal as its negative.</summary>
internal sealed class MoveFundsCall(Caller caller, AccountId account, ProductId product, decimal amount, bool isDeposit, string reference)
    : OperatorReceiptCall(caller)
{
    protected override AccountId? Account => account;

    protected override string? MalformedField() =>
        account.Value <= 0 ? "AccountId"
        : product.Value <= 0 ? "ProductId"
        : amount is <= 0 or > Books.MaximumAmount ? "Amount"
        : Naming.IsName(reference) ? null : "Reference";

    protected override void Granted(Grant grant)
    {
        if (Desk.ProductOf(product) is not { } known)
            Refuse(OmsCode.ResourceNotFound, "no such product");
        else if (decimal.Round(amount, known.DecimalPlaces) != amount)
            Refuse(OmsCode.InvalidRequest, "Amount");
        else
            Command<AccountChanged>(new MoveFunds(account, product, isDeposit ? amount : -amount, reference, Id, Desk.Settings.Address), _ => End(Receipt.Received));
    }
}
