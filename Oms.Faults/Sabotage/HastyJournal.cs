using System.Collections.Immutable;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql.Journal;

namespace Oms.Faults.Sabotage;

/// <summary>Says that everything is stored, and stores it a little later: a journal that does not wait for the disk.</summary>
internal sealed class HastyJournal(Config config) : SqlWriteJournal(config)
{
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(300);

    private Task _written = Task.CompletedTask;

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        List<AtomicWrite> writes = [.. messages];
        _written = WriteLater(_written, writes);
        return Task.FromResult<IImmutableList<Exception>>([.. writes.Select(_ => (Exception)null!)]);
    }

    private async Task WriteLater(Task before, List<AtomicWrite> writes)
    {
        await before;
        await Pause.For(Later);
        await base.WriteMessagesAsync(writes, CancellationToken.None);
    }
}
