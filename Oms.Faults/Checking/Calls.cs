using Oms.Actors.Api;
using Oms.Faults.Recording;

namespace Oms.Faults.Checking;

/// <summary>A call and what its caller has heard.</summary>
internal sealed record RecordedCall(Invoked Invoked, Answered? Answered)
{
    public Request Request => Invoked.Request;

    public long From => Invoked.At;

    /// <summary>When its caller heard of it, if ever.</summary>
    public long To => Outcome == Outcome.Unknown ? Operation.NeverHeard : Answered!.At;

    public Outcome Outcome => Answered?.Outcome ?? Outcome.Unknown;

    public string? Detail => Answered?.Detail;

    /// <summary>Whether it may have changed something, for all that its caller knows. That nothing has happened is believed of a place, which says so in so many words, but not of a cancel that ended in 101.</summary>
    public bool MayHaveTakenEffect => Outcome != Outcome.Refused || (Request.Act is Act.Cancel or Act.CancelAll && Answered!.Code is (int)OmsCode.OperationFailed or (int)OmsCode.ServerError);

    public override string ToString() =>
        $"{Request.Act} of {(Request.Order == 0 ? $"account {Request.Account}" : $"order {Request.Order}")} by {Invoked.Client} on {Invoked.Node}: {Outcome} {Answered?.Code} {Detail}".TrimEnd();
}

/// <summary>A recording, read as calls and subscriptions.</summary>
internal sealed class Calls
{
    private readonly ILookup<long, long> _replacements;

    private Calls(IReadOnlyList<Entry> entries)
    {
        Entries = entries;
        var answers = entries.OfType<Answered>().ToDictionary(answered => answered.Call);
        All = [.. entries.OfType<Invoked>().Select(invoked => new RecordedCall(invoked, answers.GetValueOrDefault(invoked.Call)))];
        Placing = All.Where(call => call.Request.Act is Act.Place or Act.Replace)
            .ToDictionary(call => call.Request.Act == Act.Place ? call.Request.Order : call.Request.Replacement);
        _replacements = Placing.Where(placing => placing.Value.Request.Act == Act.Replace).ToLookup(placing => placing.Value.Request.Order, placing => placing.Key);
    }

    public IReadOnlyList<Entry> Entries { get; }

    public IReadOnlyList<RecordedCall> All { get; }

    /// <summary>The one call by which each order was to come to be: a place, or a replacement of another.</summary>
    public IReadOnlyDictionary<long, RecordedCall> Placing { get; }

    public static Calls Of(IReadOnlyList<Entry> entries) => new(entries);

    /// <summary>The order, and whatever was to take its place: a cancel that finds its order replaced goes on to those.</summary>
    public IEnumerable<long> WithReplacements(long order) => _replacements[order].SelectMany(WithReplacements).Prepend(order);
}
