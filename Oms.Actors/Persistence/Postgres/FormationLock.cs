using Microsoft.Extensions.Logging;
using Npgsql;
using Oms.Actors.Nodes;

namespace Oms.Actors.Persistence.Postgres;

/// <summary>
/// Keeps there from being two clusters on one journal, by a lock in the journal's database. Every member holds it shared; a new cluster is founded only by a node that holds it
/// alone. PostgreSQL gives such a lock to a session: it goes with the connection, however that ends. A node that can't reach the others, but can reach the database, is kept from
/// founding by their holds; one that can't reach the database could not write either.
/// </summary>
/// <remarks>
/// When connections are cut all at once, by a restart of the server for instance, the lock is free for a moment. So who has got it alone keeps it for a while and looks whether
/// somebody waits for it: only members wait, founders don't. A member that was slower than that finds another cluster's id when it has the lock again, and is expelled.
/// </remarks>
internal sealed partial class FormationLock : IClusterGate
{
    /// <summary>How long a founder waits for members that have lost their connections: many times what these need to come back.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    private readonly string _connectionString;
    private readonly ILogger _log;
    private readonly Func<CancellationToken, Task> _settle;
    private readonly CancellationTokenSource _ended = new();
    private NpgsqlConnection? _alone;
    private Guid _founded;
    private Task _kept = Task.CompletedTask;

    public FormationLock(PostgresConnections connections, ILogger log, TimeProvider clock)
        : this(connections, log, cancellation => Task.Delay(Settling, clock, cancellation))
    {
    }

    /// <param name="connections">Those of the journal.</param>
    /// <param name="log">Is told when a hold is lost and when it is there again.</param>
    /// <param name="settle">Ends when members that have lost their connections have surely come back.</param>
    internal FormationLock(PostgresConnections connections, ILogger log, Func<CancellationToken, Task> settle)
    {
        _connectionString = connections.Alone("oms-member");
        _log = log;
        _settle = settle;
    }

    /// <summary>
    /// Asks for the right to found a cluster. True: this node has it, and the cluster's new id is written; the lock is held alone until <see cref="Enter"/> has shared it or this
    /// object is disposed of. False: there are members, or another node is founding.
    /// </summary>
    /// <exception cref="NpgsqlException">The database can't be asked; nothing is held then.</exception>
    public async Task<bool> TryForm(CancellationToken cancellation)
    {
        await LetGo();
        var connection = await FormationSession.Open(_connectionString, cancellation);
        try
        {
            if (await FormationSession.TryHoldAlone(connection, cancellation))
            {
                await _settle(cancellation);
                if (!await FormationSession.IsWaitedFor(connection, cancellation))
                {
                    _founded = await FormationSession.Found(connection, cancellation);
                    _alone = connection;
                    LogFounded(_log, _founded);
                    return true;
                }
            }
        }
        finally
        {
            if (_alone is null)
                await connection.DisposeAsync();
        }

        return false;
    }

    /// <summary>
    /// Holds the lock as a member, from now until this object is disposed of, and takes it again at once when it is lost. Called when the node is a member and before it serves,
    /// by the founder too.
    /// </summary>
    /// <param name="expelled">Told once, with the reason, when the lock was taken again and the journal belongs to another cluster by then.</param>
    /// <param name="cancellation">Gives up waiting for the lock.</param>
    /// <exception cref="NpgsqlException">The database can't be asked; nothing is held then.</exception>
    /// <exception cref="OperationCanceledException">Given up.</exception>
    public async Task Enter(Action<string> expelled, CancellationToken cancellation)
    {
        var isFounder = _alone is not null;
        var connection = _alone ?? await FormationSession.Open(_connectionString, cancellation);
        _alone = null;
        try
        {
            await FormationSession.Share(connection, isFounder, cancellation);
            var cluster = isFounder ? _founded : await FormationSession.ReadCluster(connection, cancellation)
                ?? throw new InvalidOperationException("No cluster was founded on this journal.");
            _kept = Keep(connection, cluster, expelled);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_ended.IsCancellationRequested)
            return;

        await _ended.CancelAsync();
        await _kept;
        await LetGo();
        _ended.Dispose();
    }

    private async Task LetGo()
    {
        if (_alone is { } connection)
            await connection.DisposeAsync();
        _alone = null;
    }

    private async Task Keep(NpgsqlConnection connection, Guid cluster, Action<string> expelled)
    {
        while (true)
        {
            await FormationSession.UntilLost(connection, _ended.Token);
            await connection.DisposeAsync();
            if (_ended.IsCancellationRequested)
                return;

            LogLost(_log);
            if (await HoldAgain() is not { } again)
                return;

            if (again.Cluster != cluster)
            {
                await again.Connection.DisposeAsync();
                LogExpelled(_log, again.Cluster, cluster);
                expelled($"Another cluster was founded on this journal ({again.Cluster}; this node's is {cluster}) while this node could not reach the database.");
                return;
            }

            LogHeldAgain(_log);
            connection = again.Connection;
        }
    }

    /// <summary>Tries until it succeeds; null: ended meanwhile.</summary>
    private async Task<(NpgsqlConnection Connection, Guid? Cluster)?> HoldAgain()
    {
        while (true)
        {
            NpgsqlConnection? connection = null;
            try
            {
                connection = await FormationSession.Open(_connectionString, _ended.Token);
                await FormationSession.Share(connection, wasAlone: false, _ended.Token);
                return (connection, await FormationSession.ReadCluster(connection, _ended.Token));
            }
            catch (Exception unreachable)
            {
                if (connection is not null)
                    await connection.DisposeAsync();
                if (!await Pause())
                    return null;
                LogNotYet(_log, unreachable.Message);
            }
        }
    }

    /// <summary>Much shorter than a founder waits. False: ended meanwhile.</summary>
    private async Task<bool> Pause()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !_ended.IsCancellationRequested;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Cluster {Cluster} is founded on this journal")]
    private static partial void LogFounded(ILogger log, Guid cluster);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The formation lock is lost with its connection, and taken again")]
    private static partial void LogLost(ILogger log);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The formation lock can't be taken yet: {Reason}")]
    private static partial void LogNotYet(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The formation lock is held again")]
    private static partial void LogHeldAgain(ILogger log);

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal belongs to cluster {Other}, no longer to this node's, {Cluster}")]
    private static partial void LogExpelled(ILogger log, Guid? other, Guid cluster);
}
