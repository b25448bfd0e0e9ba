using Oms.Actors.Api;
using Oms.Host.Wire;

namespace Oms.Host.Calls;

/// <summary>The calls of operators. Where AlphaPoint's own client has a name for one, it has that name.</summary>
internal sealed class AdministrationCalls(IOmsAdministration administration, HostSettings settings)
{
    public IEnumerable<WireCall> All(CallForms forms)
    {
        yield return OfOperator(forms, "CreateUser", AdministrationRequests.NewUser, async (caller, user, cancellation) =>
            WireAnswer.Of(await administration.CreateUser(caller, user.UserName, user.Password, cancellation), (json, id) => AccountJson.WriteUser(json, id, user.UserName)));
        yield return OfOperator(forms, "SetUserPassword", AdministrationRequests.Password, async (caller, set, cancellation) =>
            WireAnswer.Of(await administration.SetPassword(caller, set.User, set.Password, cancellation)));
        yield return OfOperator(forms, "RemoveUser", AdministrationRequests.User, async (caller, user, cancellation) =>
            WireAnswer.Of(await administration.RemoveUser(caller, user, cancellation)));
        yield return OfOperator(forms, "AddUserPermission", AdministrationRequests.Permission, async (caller, add, cancellation) =>
            WireAnswer.Of(await administration.Grant(caller, add.User, add.Permission, cancellation)));
        yield return OfOperator(forms, "RevokeUserPermission", AdministrationRequests.Permission, async (caller, revoke, cancellation) =>
            WireAnswer.Of(await administration.Revoke(caller, revoke.User, revoke.Permission, cancellation)));
        yield return OfOperator(forms, "AddUserAccount", AdministrationRequests.UserAccount, async (caller, add, cancellation) =>
            WireAnswer.Of(await administration.Associate(caller, add.User, add.Account, cancellation)));
        yield return OfOperator(forms, "RemoveUserAccount", AdministrationRequests.UserAccount, async (caller, remove, cancellation) =>
            WireAnswer.Of(await administration.Dissociate(caller, remove.User, remove.Account, cancellation)));
        yield return OfOperator(forms, "AddAccount", AdministrationRequests.NewAccount, async (caller, account, cancellation) =>
            WireAnswer.Of(await administration.OpenAccount(caller, account.Name, account.Id, cancellation), (json, id) => AccountJson.WriteNew(json, id, account.Name)));
        yield return OfOperator(forms, "Deposit", AdministrationRequests.Transfer, async (caller, transfer, cancellation) =>
            WireAnswer.Of(await administration.Deposit(caller, transfer.Account, transfer.Product, transfer.Amount, transfer.Reference, cancellation)));
        yield return OfOperator(forms, "Withdraw", AdministrationRequests.Transfer, async (caller, transfer, cancellation) =>
            WireAnswer.Of(await administration.Withdraw(caller, transfer.Account, transfer.Product, transfer.Amount, transfer.Reference, cancellation)));
        yield return OfOperator(forms, "AddProduct", AdministrationRequests.Product, async (caller, product, cancellation) =>
            WireAnswer.Of(AdministrationRequests.InNamesOfTheWire(await administration.AddProduct(caller, product, cancellation), AdministrationRequests.ProductNames)));
        yield return OfOperator(forms, "AddInstrument", AdministrationRequests.Instrument, async (caller, instrument, cancellation) =>
            WireAnswer.Of(AdministrationRequests.InNamesOfTheWire(await administration.AddInstrument(caller, instrument, cancellation), AdministrationRequests.InstrumentNames)));
        yield return OfOperator(forms, "SetInstrumentStatus", AdministrationRequests.Status, async (caller, set, cancellation) =>
            WireAnswer.Of(await administration.SetInstrumentStatus(caller, set.Instrument, set.Status, cancellation)));
        foreach (var call in OfControl(forms))
            yield return call;
    }

    private IEnumerable<WireCall> OfControl(CallForms forms)
    {
        yield return OfOperator(forms, "HaltAndCancel", AdministrationRequests.OneInstrument, async (caller, instrument, cancellation) =>
            WireAnswer.Of(await administration.HaltAndCancel(caller, instrument, cancellation))) with
        { IsCancel = true };
        yield return OfOperator(forms, "SuspendAccount", AdministrationRequests.OneAccount, async (caller, account, cancellation) =>
            WireAnswer.Of(await administration.SuspendAccount(caller, account, cancellation)));
        yield return OfOperator(forms, "ResumeAccount", AdministrationRequests.OneAccount, async (caller, account, cancellation) =>
            WireAnswer.Of(await administration.ResumeAccount(caller, account, cancellation)));
        yield return OfOperator(forms, "GetOrderRecord", AdministrationRequests.OneOrder, async (caller, order, cancellation) =>
            WireAnswer.OfList(await administration.GetOrderRecord(caller, order, cancellation), RecordJson.Write));
        yield return OfOperator(forms, "GetPendingCancels", AdministrationRequests.OneAccount, async (caller, account, cancellation) =>
            WireAnswer.OfList(await administration.GetPendingCancels(caller, account, cancellation), RecordJson.Write));
        yield return OfOperator(forms, "ForceCancelOutcome", AdministrationRequests.Outcome, async (caller, force, cancellation) =>
            WireAnswer.Of(await administration.ForceCancelOutcome(caller, force.Order, force.Outcome == ForcedOutcome.Canceled, cancellation)));
    }

    /// <summary>The OMS need not be named; one that is must be this.</summary>
    private WireCall OfOperator<TRequest>(CallForms forms, string name, Func<Fields, TRequest> read, Func<Caller, TRequest, CancellationToken, Task<WireAnswer>> ask)
    {
        var call = forms.OfSession(name, read, ask, answer => answer);
        return call with
        {
            Answer = context => Requests.OmsId(context.Fields) is { } oms && oms != settings.OmsId.Value
                ? forms.Refuse(context, OmsCode.ResourceNotFound, "no such OMS")
                : call.Answer(context),
        };
    }
}
