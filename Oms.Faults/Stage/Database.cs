using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Oms.Actors.Hosting;

namespace Oms.Faults.Stage;

/// <summary>A PostgreSQL server of the test's own, in a directory of its own, that waits for the disk as in production. The package <c>postgresql</c> has to be installed.</summary>
internal sealed class Database : IAsyncDisposable
{
    private const string Role = "oms";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _directory;
    private readonly string _programs;
    private readonly INetwork _network;
    private readonly StreamWriter _log;
    private Process? _process;

    private Database(string directory, string programs, INetwork network, StreamWriter log)
    {
        (_directory, _programs, _network, _log) = (directory, programs, network, log);
        Connection = $"Host={network.DatabaseHost};Port={network.DatabasePort.ToString(CultureInfo.InvariantCulture)};Database=oms;Username={Role}";
    }

    /// <summary>How everybody reaches it.</summary>
    public string Connection { get; }

    private string Data => Path.Combine(_directory, "data");

    /// <param name="directory">Where it keeps everything.</param>
    /// <param name="network">Where it is reached.</param>
    /// <param name="schema">A statement that changes what the engine's own schema is; null: nothing does.</param>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or does not start.</exception>
    public static async Task<Database> Start(string directory, INetwork network, string? schema)
    {
        Directory.CreateDirectory(directory);
        var database = new Database(directory, FindPrograms(), network, new StreamWriter(Path.Combine(Path.GetDirectoryName(directory)!, "postgres.log")) { AutoFlush = true });
        if (Environment.IsPrivilegedProcess)
            await Shell.Run("chown", "-R", "postgres", directory);

        string[] initdb = Command(Path.Combine(database._programs, "initdb"), "-D", database.Data, "-U", Role, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        await Shell.Run(initdb[0], initdb[1..]);
        await File.AppendAllTextAsync(Path.Combine(database.Data, "pg_hba.conf"), $"host all all {network.DatabaseHost}/24 trust\n");
        await database.Begin();
        await database.Run("CREATE DATABASE oms", "postgres");
        await OmsPostgresSchema.Create(database.Connection);
        if (schema is not null)
            await database.Run(schema);
        return database;
    }

    /// <summary>Ends all connections and the server, and starts it again. What was not committed is gone.</summary>
    public async Task Restart(TimeSpan down)
    {
        await End("INT");
        await Pause.For(down);
        await Begin();
    }

    /// <summary>Ends every connection but the one that says so.</summary>
    public Task DropConnections() => Run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");

    /// <summary>Nobody reads or writes the journal meanwhile.</summary>
    public async Task LockJournal(TimeSpan time)
    {
        await using var connection = await Connect();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("LOCK TABLE oms.journal IN ACCESS EXCLUSIVE MODE", connection, transaction);
        await command.ExecuteNonQueryAsync();
        await Pause.For(time);
    }

    public async Task<NpgsqlConnection> Connect(string? database = null)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Connection) { Pooling = false, Database = database ?? "oms" }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await End("QUIT");
        await _log.DisposeAsync();
    }

    public async Task Run(string statement, string? database = null)
    {
        await using var connection = await Connect(database);
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task Begin()
    {
        string[] settings =
        [
            "-D", Data, "-k", _directory, "-c", $"listen_addresses={_network.DatabaseHost}", "-c", $"port={_network.DatabasePort.ToString(CultureInfo.InvariantCulture)}",
            "-c", "max_connections=300", "-c", "shared_buffers=128MB", "-c", "fsync=on", "-c", "log_line_prefix=%m [%p] %a ",
        ];
        string[] command = Command(Path.Combine(_programs, "postgres"), settings);
        _process = new Process { StartInfo = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = _directory } };
        _process.ErrorDataReceived += (_, line) => Log(line.Data);
        _process.OutputDataReceived += (_, line) => Log(line.Data);
        _process.Start();
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        if (!await Pause.Until(Answers, Patience, TimeSpan.FromMilliseconds(50)))
            throw new InvalidOperationException("PostgreSQL does not answer.");
    }

    private async Task End(string signal)
    {
        if (_process is null)
            return;

        await Shell.Run("kill", $"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture));
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
        _process = null;
    }

    private async Task<bool> Answers()
    {
        try
        {
            await Run("SELECT 1", "postgres");
            return true;
        }
        catch (NpgsqlException) when (_process is { HasExited: false })
        {
            return false;
        }
    }

    private void Log(string? line)
    {
        lock (_log)
        {
            if (line is not null && _log.BaseStream is { CanWrite: true })
                _log.WriteLine(line);
        }
    }

    /// <summary>PostgreSQL refuses to run as root: then it runs as the user that its package has made.</summary>
    private static string[] Command(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", program, .. arguments]
        : [program, .. arguments];

    private static string FindPrograms() =>
        (Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateDirectories("/usr/lib/postgresql") : [])
            .Select(version => Path.Combine(version, "bin"))
            .Where(bin => File.Exists(Path.Combine(bin, "initdb")))
            .Order(StringComparer.Ordinal)
            .LastOrDefault()
        ?? throw new InvalidOperationException("PostgreSQL's programs are not under /usr/lib/postgresql: install the package postgresql.");
}
