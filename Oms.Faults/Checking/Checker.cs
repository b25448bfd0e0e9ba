namespace Oms.Faults.Checking;

/// <summary>Holds what was recorded against what is in the journal.</summary>
internal static class Checker
{
    /// <summary>Every promise that was not kept, in the order of the rules.</summary>
    public static IReadOnlyList<Finding> Check(Evidence evidence)
    {
        var journals = Journals.Of(evidence.Journal);
        var calls = Calls.Of(evidence.Entries);
        return
        [
            .. OrderChecks.OneEnd(journals),
            .. OrderChecks.AsAskedFor(calls, journals),
            .. HistoryChecks.Of(calls, journals),
            .. ReceiptChecks.Of(calls, journals),
            .. BooksChecks.Of(journals),
            .. BooksChecks.AsTold(calls, journals),
            .. SubscriptionChecks.Of(calls, journals),
            .. ReplayChecks.Of(evidence),
        ];
    }
}
