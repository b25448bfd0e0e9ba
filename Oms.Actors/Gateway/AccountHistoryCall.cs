using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Protocol;

namespace Oms.Actors.Gateway;

/// <summary>
/// A call that tells of an account's past, newest first: what is not yet written is told by the account, the rest by its journal, read backwards. The number of rows that one
/// call reads is bounded.
/// </summary>
internal abstract class AccountHistoryCall<TItem, TPage>(Caller caller, int? omsId, int? account, int? depth, int? startIndex) : AccountReadCall<TPage>(caller, omsId, account)
{
    private int _rows;

    /// <summary>What was asked for, as far as it has been read.</summary>
    protected List<TItem> Found { get; } = [];

    private int Depth => depth ?? HistoryLimits.DefaultDepth;

    private int StartIndex => startIndex ?? 0;

    protected override string? MalformedField() => (depth, startIndex) switch
    {
        ( < 1 or > HistoryLimits.MostDepth, _) => "Depth",
        (_, < 0 or > HistoryLimits.MostStartIndex) => "StartIndex",
        _ => base.MalformedField(),
    };

    /// <summary>Takes a fact of the journal, older than all before it.</summary>
    protected abstract void Take(AccountFact fact);

    protected abstract TPage PageOf(IReadOnlyList<TItem> items, bool isComplete);

    /// <summary>Reads on from this row, unless enough is found.</summary>
    protected void ReadOn(long sequence)
    {
        var isComplete = Found.Count >= StartIndex + Depth || sequence < 1;
        if (isComplete || _rows >= HistoryLimits.MostRows)
        {
            Answered(PageOf([.. Found.Skip(StartIndex).Take(Depth)], isComplete));
            return;
        }

        AllowMoreTime();
        Await<Input.HistoryRead>(Read);
        Desk.Effects.Add(new Effect.ReadHistory(Id, AccountProcess.PersistenceIdOf(Account!.Value), sequence, HistoryLimits.RowsPerRead));
    }

    private void Read(Input.HistoryRead read)
    {
        if (read.Entries is not { } entries)
        {
            Refuse(OmsCode.ServerError);
            return;
        }

        _rows += entries.Count;
        foreach (var fact in entries.SelectMany(entry => ((AccountCommitted)entry.Event).Facts.Reverse()))
            Take(fact);

        ReadOn(entries.Count < HistoryLimits.RowsPerRead ? 0 : entries[^1].SequenceNumber - 1);
    }
}

/// <summary>How much of a past one call tells, and how much it reads for that.</summary>
internal static class HistoryLimits
{
    public const int MostDepth = 1000;
    public const int MostStartIndex = 10_000;
    public const int RowsPerRead = 250;
    public const int MostRows = 20_000;
    public const int DefaultDepth = 100;
}
