using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Persistence;

namespace Oms.Actors.Tests.Journals;

/// <summary>
/// The plugin's side of <see cref="FaultyJournal"/>. It speaks the journal protocol itself, as Akka's base class answers all actors in the
/// order of their requests: one write held back would hold back everyone's answers.
/// </summary>
internal sealed class FaultyJournalActor : ReceiveActor
{
    private readonly FaultyJournal _journal = Context.System.Settings.Setup.Get<FaultyJournalSetup>().Value.Journal;
    private readonly ConcurrentDictionary<string, Task> _writing = new();
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FaultyJournalActor()
    {
        Receive<WriteMessages>(request =>
        {
            var id = request.Messages.OfType<AtomicWrite>().FirstOrDefault()?.PersistenceId ?? "";
            _writing[id] = Write(id, request);
        });
        Receive<ReplayMessages>(request => _ = Replay(request));
        Receive<DeleteMessagesTo>(request => request.PersistentActor.Tell(
            new DeleteMessagesFailure(new NotSupportedException("Events are never deleted."), request.ToSequenceNr)));
    }

    protected override void PostStop() => _end.TrySetResult();

    private async Task Write(string id, WriteMessages request)
    {
        var events = request.Messages.OfType<AtomicWrite>()
            .SelectMany(write => (IEnumerable<IPersistentRepresentation>)write.Payload)
            .ToList();
        try
        {
            var rejection = events.Count == 0 ? null : await StoreOrReject(id, events);
            request.PersistentActor.Tell(WriteMessagesSuccessful.Instance);
            Answer(request, row => rejection is null
                ? new WriteMessageSuccess(row, request.ActorInstanceId)
                : new WriteMessageRejected(row, rejection, request.ActorInstanceId));
        }
        catch (OperationCanceledException)
        {
            // The actor system has ended, and nobody waits.
        }
        catch (Exception failure)
        {
            request.PersistentActor.Tell(new WriteMessagesFailed(failure, request.Messages.OfType<AtomicWrite>().Count()));
            Answer(request, row => new WriteMessageFailure(row, failure, request.ActorInstanceId));
        }
    }

    private async Task<Exception?> StoreOrReject(string id, List<IPersistentRepresentation> events)
    {
        var fault = _journal.Strike(
            id,
            JournalFault.HoldWrite,
            JournalFault.FailWrite,
            JournalFault.RejectWrite,
            JournalFault.HoldAnswer,
            JournalFault.StoreAndFail);
        switch (fault?.Kind)
        {
            case JournalFault.FailWrite:
                throw new InjectedFailureException("The write fails, as the test wants it.");
            case JournalFault.RejectWrite:
                return new InjectedFailureException("The write is rejected, as the test wants it.");
            case JournalFault.HoldWrite:
                await UnlessEnded(fault.Released);
                break;
        }

        await UnlessEnded(Task.CompletedTask);
        _journal.Append([.. events.Select(row => row.Update(
            row.SequenceNr, row.PersistenceId, isDeleted: false, ActorRefs.NoSender, row.WriterGuid))]);
        if (fault?.Kind == JournalFault.StoreAndFail)
            throw new InjectedFailureException("The write is stored and reported as failed, as the test wants it.");
        if (fault?.Kind == JournalFault.HoldAnswer)
            await UnlessEnded(fault.Released);
        return null;
    }

    private async Task Replay(ReplayMessages request)
    {
        try
        {
            if (_journal.RecoveryAwaitsWrites && _writing.TryGetValue(request.PersistenceId, out var writing))
                await UnlessEnded(writing);

            var fault = _journal.Strike(request.PersistenceId, JournalFault.HoldRecovery, JournalFault.FailRecovery);
            if (fault?.Kind == JournalFault.FailRecovery)
                throw new InjectedFailureException("The recovery fails, as the test wants it.");
            if (fault is not null)
                await UnlessEnded(fault.Released);

            var rows = _journal.Rows(request.PersistenceId);
            var wanted = rows.Where(row => row.SequenceNr >= request.FromSequenceNr && row.SequenceNr <= request.ToSequenceNr)
                .Take((int)Math.Min(request.Max, int.MaxValue));
            foreach (var row in wanted)
                request.PersistentActor.Tell(new ReplayedMessage(row), ActorRefs.NoSender);
            request.PersistentActor.Tell(new RecoverySuccess(rows.Count == 0 ? 0 : rows[^1].SequenceNr), ActorRefs.NoSender);
        }
        catch (OperationCanceledException)
        {
            // The actor system has ended, and nobody waits.
        }
        catch (InjectedFailureException failure)
        {
            request.PersistentActor.Tell(new ReplayMessagesFailure(failure), ActorRefs.NoSender);
        }
    }

    private async Task UnlessEnded(Task awaited)
    {
        await Task.WhenAny(awaited, _end.Task);
        if (_end.Task.IsCompleted)
            throw new OperationCanceledException();
    }

    /// <summary>One answer for each event, in the name of who sent the command; what was only deferred goes round.</summary>
    private static void Answer(WriteMessages request, Func<IPersistentRepresentation, object> answer)
    {
        foreach (var message in request.Messages)
        {
            if (message is AtomicWrite write)
            {
                foreach (var row in (IEnumerable<IPersistentRepresentation>)write.Payload)
                    request.PersistentActor.Tell(answer(row), row.Sender);
            }
            else
            {
                request.PersistentActor.Tell(new LoopMessageSuccess(message.Payload, request.ActorInstanceId), message.Sender);
            }
        }
    }
}
