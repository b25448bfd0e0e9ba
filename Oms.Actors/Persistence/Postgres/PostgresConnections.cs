using System.Globalization;
using Npgsql;
using Oms.Actors.Hosting;

namespace Oms.Actors.Persistence.Postgres;

/// <summary>How this engine connects: the operator's connection string, with what the engine can't do without laid over it.</summary>
internal sealed class PostgresConnections
{
    /// <summary>Tells an operator, in pg_stat_activity, what a connection is for.</summary>
    public const string JournalName = "oms-journal";

    private readonly NpgsqlConnectionStringBuilder _given;

    /// <exception cref="OmsConfigurationException">There is no connection string, or it can't be read. No part of it is told: it may hold a password.</exception>
    public PostgresConnections(string? given)
    {
        if (string.IsNullOrWhiteSpace(given))
            throw new OmsConfigurationException("There is no connection string for PostgreSQL (PostgresConnection; for Oms.Host the environment variable OMS_POSTGRES).");

        try
        {
            _given = new NpgsqlConnectionStringBuilder(given);
        }
        catch (Exception)
        {
            // Of several types, and each may quote what it could not read; so it is not even kept as the cause.
            throw new OmsConfigurationException("The connection string for PostgreSQL can't be read. Required is Host=...;Database=...;Username=...;Password=...");
        }

        Journal = OfJournal();
    }

    /// <summary>That of the journal, the snapshots and whatever is read beside them: one pool for all.</summary>
    public string Journal { get; }

    /// <summary>Which database it is, for messages.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"the database '{_given.Database ?? _given.Username}' at {_given.Host}:{_given.Port}");

    /// <summary>A connection of its own, outside the pool, whose end the server notices within 11 s even when the machine at its other end has gone without a word.</summary>
    public string Alone(string name) => new NpgsqlConnectionStringBuilder(_given.ConnectionString)
    {
        ApplicationName = name,
        Pooling = false,
        Timeout = 2,
        CommandTimeout = 10,
        KeepAlive = 2,
        Options = With(_given.Options, "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 -c lock_timeout=0 -c statement_timeout=0 -c idle_session_timeout=0"),
    }.ConnectionString;

    /// <summary>
    /// A write waits 5 s for a lock and 8 s in all, less than the circuit breaker does. A node that is cut off in the middle of a transaction keeps its rows locked for
    /// 10 s at most. What is reported as committed has to be on disk, whatever the role's default is.
    /// </summary>
    private string OfJournal()
    {
        var connection = new NpgsqlConnectionStringBuilder(_given.ConnectionString)
        {
            ApplicationName = JournalName,
            Timeout = 5,
            CommandTimeout = 9,
            KeepAlive = 5,
            Options = With(_given.Options, "-c lock_timeout=5s -c statement_timeout=8s -c idle_in_transaction_session_timeout=10s -c synchronous_commit=on"),
        };
        if (!_given.ContainsKey("Maximum Pool Size"))
            connection.MaxPoolSize = 25;
        return connection.ConnectionString;
    }

    /// <summary>Of a setting that is there twice the server takes the last.</summary>
    private static string With(string? given, string required) => string.IsNullOrEmpty(given) ? required : $"{given} {required}";
}
