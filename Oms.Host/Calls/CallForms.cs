using Oms.Actors.Api;
using Oms.Host.Connections;
using Oms.Host.Wire;

namespace Oms.Host.Calls;

/// <summary>The forms that calls have: of a session, of a connection, of anyone. Each keeps the order of checks: whoever is nobody hears that before anything about his values.</summary>
internal sealed class CallForms(IOms oms)
{
    /// <summary>A call that needs a session. The engine decides who may; only a malformed request never gets there, so the session is looked at here before that is said.</summary>
    public WireCall OfSession<TRequest, TAnswer>(
        string name,
        Func<Fields, TRequest> read,
        Func<Caller, TRequest, CancellationToken, Task<TAnswer>> ask,
        Func<TAnswer, WireAnswer> answer) => new(name, async call =>
        {
            var request = read(call.Fields);
            return call.Fields.Fault is { } fault
                ? await Refuse(call, OmsCode.InvalidRequest, fault)
                : answer(await ask(call.Caller, request, call.Cancellation));
        });

    /// <summary>A call of a session whose values are a list of objects, each read alike; the first that is malformed is named by its place, and nothing is done.</summary>
    public WireCall OfSessionList<TRequest>(string name, int most, Func<Fields, TRequest> read, Func<CallContext, IReadOnlyList<TRequest>, Task<WireAnswer>> answer) =>
        new(name, async call =>
        {
            if (call.Fields.Items is not { } items)
                return await Refuse(call, OmsCode.InvalidRequest, call.Fields.Fault ?? "body: not a list");
            if (items.Count > most)
                return await Refuse(call, OmsCode.InvalidRequest, $"body: more than {most}");
            if (items.Count == 0 && (await oms.Identify(call.Caller, call.Cancellation)).Refusal is { } nobody)
                return WireAnswer.Of(nobody);
            TRequest[] requests = [.. items.Select(read)];
            var wrong = items.FindIndex(item => item.Fault is not null);
            return wrong < 0 ? await answer(call, requests) : await Refuse(call, OmsCode.InvalidRequest, $"[{wrong}] {items[wrong].Fault}");
        })
        { MostItems = most };

    /// <summary>A call that concerns the connection it comes over, and needs a session as well.</summary>
    public WireCall OfConnection<TRequest>(string name, Func<Fields, TRequest> read, Func<AccountFeeds, TRequest, CallContext, Task<WireAnswer>> answer) =>
        new(name, async call =>
        {
            var request = read(call.Fields);
            return call.Fields.Fault is { } fault ? await Refuse(call, OmsCode.InvalidRequest, fault) : await answer(call.Feeds!, request, call);
        })
        { Over = Transport.WebSocket };

    /// <summary>A call that needs no session.</summary>
    public static WireCall OfAnyone(string name, Func<CallContext, Task<WireAnswer>> answer) => new(name, call =>
        call.Fields.Fault is { } fault ? Task.FromResult(WireAnswer.Refused(OmsCode.InvalidRequest, fault)) : answer(call));

    /// <summary>Refuses a known caller so; one without a session is nobody, whatever else is wrong.</summary>
    public async Task<WireAnswer> Refuse(CallContext call, OmsCode code, string detail)
    {
        var who = await oms.Identify(call.Caller, call.Cancellation);
        return who.IsAnswered ? WireAnswer.Refused(code, detail) : WireAnswer.Of(who.Refusal);
    }
}
