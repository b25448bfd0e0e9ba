using Oms.Actors.Hosting;
using Oms.Actors.Persistence.Postgres;

namespace Oms.Actors.Persistence;

/// <summary>The journals that an engine can be given by configuration alone.</summary>
internal static class JournalStores
{
    /// <exception cref="OmsConfigurationException">The one that was chosen lacks an option.</exception>
    public static IJournalStore Of(OmsOptions options) => options.Journal switch
    {
        OmsJournal.Sqlite => new SqliteJournalStore(options),
        OmsJournal.Postgres => new PostgresJournalStore(options),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Journal, "Not a journal."),
    };
}
