using System.Data.Common;
using LinqToDB.Interceptors;

namespace Oms.Actors.Persistence;

/// <summary>
/// Makes the journal leave its stream actor before it works on the file. Microsoft.Data.Sqlite runs its asynchronous methods
/// synchronously: without this the stage that writes holds its actor through each commit, sees no further offers meanwhile, and commits
/// one row at a time. With it the rows that come in during a commit go together into the next one.
/// </summary>
internal sealed class SqliteWriteHop : ConnectionInterceptor
{
    public override async Task ConnectionOpenedAsync(
        ConnectionEventData eventData, DbConnection connection, CancellationToken cancellationToken) =>
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
}
