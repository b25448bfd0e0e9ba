using Akka.Actor;
using Akka.Event;
using Oms.Actors.Accounts;
using Oms.Actors.Permissions;
using Oms.Actors.Protocol;

namespace Oms.Actors.Entities;

/// <summary>Executes what a process wants done that needs no journal of its own.</summary>
internal sealed class EffectExecutor(EngineRoom room, IActorContext context, ITimerScheduler timers)
{
    private static readonly TimeSpan JournalPatience = TimeSpan.FromSeconds(10);

    public DateTimeOffset Now => room.Clock.GetUtcNow();

    public void Execute(Effect effect)
    {
        switch (effect)
        {
            case Effect.Tell tell:
                room.Regions.Tell(tell.Message, context.Self);
                break;
            case Effect.TellLater later:
                context.System.Scheduler.Advanced.ScheduleOnce(later.After, () => room.Regions.Tell(later.Message, ActorRefs.Nobody));
                break;
            case Effect.Reply reply:
                room.Addresses[reply.To].Tell(reply.Message, context.Self);
                break;
            case Effect.StartTimer timer:
                timers.StartSingleTimer(timer.Name, new Input.TimerFired(timer.Name), timer.After);
                break;
            case Effect.StopTimer timer:
                timers.Cancel(timer.Name);
                break;
            case Effect.ReadHeads read:
                Pipe(ReadHeads(read));
                break;
            case Effect.ReadHistory read:
                Pipe(ReadHistory(read));
                break;
            case Effect.ReadAccounts read:
                Pipe(ReadAccounts(read));
                break;
            case Effect.HashPassword hash:
                Pipe(OnPasswords<object>(() => new Input.PasswordHashed(hash.Call, Passwords.Hash(hash.Password))));
                break;
            case Effect.VerifyPassword verify:
                Pipe(OnPasswords<object>(() => new Input.PasswordVerified(verify.Call, Matches(verify))));
                break;
            case Effect.SubmitToVenue submit:
                room.Venue?.Submit(submit.Order);
                break;
            case Effect.CancelAtVenue cancel:
                room.Venue?.Cancel(cancel.Cancel);
                break;
            case Effect.ReplaceAtVenue replace:
                room.Venue?.Replace(replace.Replace);
                break;
            case Effect.Alarm alarm:
                context.System.Log.Error("{0}", alarm.What);
                break;
            case Effect.Report report:
                context.System.Log.Error(report.Error, "{0} survived an error", context.Self.Path.Name);
                break;
            default:
                throw new InvariantViolationException($"{effect.GetType().Name} can't be executed here.");
        }
    }

    private void Pipe(Task<object> work) => work.PipeTo(context.Self, context.Self, failure: cause => new Status.Failure(cause));

    /// <summary>Passwords take long on purpose: they get a share of the node's cores and queue for it.</summary>
    private async Task<T> OnPasswords<T>(Func<T> work)
    {
        await room.PasswordTurns.WaitAsync();
        try
        {
            return await Task.Run(work);
        }
        finally
        {
            room.PasswordTurns.Release();
        }
    }

    /// <summary>A hash that can't be read matches nothing.</summary>
    private bool Matches(Effect.VerifyPassword verify)
    {
        try
        {
            return Passwords.Verify(verify.Hash, verify.Password);
        }
        catch (Exception cause) when (cause is not OutOfMemoryException)
        {
            context.System.Log.Error(cause, "A password can't be compared with its hash");
            return false;
        }
    }

    private async Task<object> ReadHeads(Effect.ReadHeads read)
    {
        try
        {
            using var patience = new CancellationTokenSource(JournalPatience);
            return new Input.HeadsRead(await room.Heads.Read(read.PersistenceIds, patience.Token));
        }
        catch (Exception cause) when (cause is not OutOfMemoryException)
        {
            context.System.Log.Warning(cause, "The heads of {0} ids can't be read", read.PersistenceIds.Count);
            return new Input.HeadsUnread();
        }
    }

    private async Task<object> ReadHistory(Effect.ReadHistory read)
    {
        try
        {
            using var patience = new CancellationTokenSource(JournalPatience);
            return new Input.HistoryRead(read.Call, await room.History.ReadBackwards(read.PersistenceId, read.ToSequence, read.Most, patience.Token));
        }
        catch (Exception cause) when (cause is not OutOfMemoryException)
        {
            context.System.Log.Warning(cause, "The journal of {0} can't be read", read.PersistenceId);
            return new Input.HistoryRead(read.Call, null);
        }
    }

    private async Task<object> ReadAccounts(Effect.ReadAccounts read)
    {
        try
        {
            using var patience = new CancellationTokenSource(JournalPatience);
            var after = read.After is { } account ? AccountProcess.PersistenceIdOf(account) : null;
            var names = await room.Heads.ReadNames(AccountProcess.Names, after, Effect.ReadAccounts.Page, patience.Token);
            return new Input.AccountsRead(read.Call, [.. names.Select(AccountProcess.IdOf)]);
        }
        catch (Exception cause) when (cause is not OutOfMemoryException)
        {
            context.System.Log.Warning(cause, "The names of the accounts can't be read");
            return new Input.AccountsRead(read.Call, null);
        }
    }
}
