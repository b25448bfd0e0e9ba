using Oms.Actors.Orders;

namespace Oms.Simulation.Mutants;

/// <summary>Every mutant by name, and how to make one for a schedule.</summary>
internal static class Catalogue
{
    public static readonly IReadOnlyDictionary<string, Func<Mutant>> All = new Dictionary<string, Func<Mutant>>
    {
        ["none"] = () => Mutant.None,
        ["accepted-at-admission"] = () => new AcceptsAtAdmission(),
        ["place-once"] = () => new PlacesOnce(),
        ["place-before-admission"] = () => new PlacesBeforeAdmission(),
        ["spend-before-freeing"] = () => new SpendsBeforeFreeing(),
        ["acknowledge-before-commit"] = () => new AcknowledgesBeforeCommit(),
        ["acknowledge-unwritten-ends"] = () => new AcknowledgesUnwrittenEnds(),
        ["answer-before-comparing"] = () => new AnswersBeforeComparing(),
        ["compare-at-recovery-only"] = () => new ComparesAtRecoveryOnly(),
        ["compare-without-timer"] = () => new ComparesWithoutTimer(),
        ["ignore-removed-members"] = () => new IgnoresRemovedMembers(),
        ["ignore-own-head"] = () => new IgnoresOwnHead(),
        ["sync-without-head"] = () => new SyncsWithoutHead(),
        ["ignore-head-of-sync"] = () => new IgnoresTheHeadOfSync(),
        ["resolve-without-waiting"] = () => new ResolvesWithoutWaiting(),
        ["forget-connections"] = () => new ForgetsConnections(),
        ["resolve-without-waiting+forget-connections"] = () => new Together(new ResolvesWithoutWaiting(), new ForgetsConnections()),
        ["believe-old-news"] = () => new BelievesOldNews(),
        ["sweep-without-boundary"] = () => new SweepsWithoutBoundary(),
        ["bound-sweeps-by-decisions"] = () => new BoundsSweepsByDecisions(),
        ["sweep-once"] = () => new SweepsOnce(),
        ["push-no-snapshot"] = () => new PushesNoSnapshot(),
        ["forget-the-closed"] = () => new ForgetsTheClosed(),
        ["mark-by-decisions"] = () => new MarksByDecisions(),
        ["answer-status-directly"] = () => new AnswersDirectly(OrderQuestion.Status),
        ["refuse-cancel-directly"] = () => new AnswersDirectly(OrderQuestion.MayCancel),
        ["update-once"] = () => new UpdatesOnce(),
        ["recover-silently"] = () => new RecoversSilently(),
        ["last-execution-only"] = () => new TellsLastExecutionOnly(),
        ["no-tombstone"] = () => new BuriesNobody(),
        ["leave-unacknowledged"] = () => new LeavesUnacknowledged(),
        ["execute-again"] = () => new ExecutesAgain(),
        ["numbers-twice"] = () => new StoresNumbersTwice(),
        ["no-lease"] = () => new AnswersAfterAPause(),
        ["stop-at-once"] = () => new StopsAtOnce(),
        ["answer-before-commit"] = () => new AnswersBeforeCommit(),
        ["cancel-once"] = () => new CancelsOnce(),
        ["make-up-rejects"] = () => new MakesUpRejects(),
        ["admit-again"] = () => new AdmitsAgain(),
        ["cancel-ahead-of-receipt"] = () => new CancelsAheadOfTheReceipt(),
        ["acknowledge-before-commit+compare-at-recovery-only"] = () => new Together(new AcknowledgesBeforeCommit(), new ComparesAtRecoveryOnly()),
        ["acknowledge-unwritten-ends+compare-at-recovery-only"] = () => new Together(new AcknowledgesUnwrittenEnds(), new ComparesAtRecoveryOnly()),
        ["leave-unacknowledged+compare-at-recovery-only"] = () => new Together(new LeavesUnacknowledged(), new ComparesAtRecoveryOnly()),
        ["recover-silently+compare-at-recovery-only"] = () => new Together(new RecoversSilently(), new ComparesAtRecoveryOnly()),
        ["recover-silently+update-once+compare-at-recovery-only"] = () => new Together(new RecoversSilently(), new UpdatesOnce(), new ComparesAtRecoveryOnly()),
        ["update-once+compare-at-recovery-only"] = () => new Together(new UpdatesOnce(), new ComparesAtRecoveryOnly()),
        ["stop-at-once+compare-at-recovery-only"] = () => new Together(new StopsAtOnce(), new ComparesAtRecoveryOnly()),
    };
}
