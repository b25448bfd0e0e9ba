using Oms.Actors.Persistence;

namespace Oms.Actors.Tests.Persistence;

/// <summary>Where a journal of one test is, whoever opens it; gone after the test.</summary>
internal interface IJournalPlace : IAsyncDisposable
{
    /// <summary>Opens the journal, as another process would.</summary>
    IJournalStore Store();

    /// <summary>The database's own word for a row that is there already, or null: the exception is another.</summary>
    bool IsSecondWriter(Exception refused);
}
