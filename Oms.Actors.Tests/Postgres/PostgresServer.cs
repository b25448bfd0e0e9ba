using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Oms.Actors.Hosting;
using Oms.Actors.Tests.Persistence;

namespace Oms.Actors.Tests.Postgres;

/// <summary>
/// A PostgreSQL server of the tests' own, in a temporary directory, reached by a socket in it: no port is taken. It needs PostgreSQL's programs to be installed, and a test that
/// can't have it fails. It ends with the process of the tests, however that ends.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string Role = "oms";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<PostgresServer>> SharedServer = new(() => Start(isDurable: false));
    private static readonly string Programs = FindPrograms();
    private static int _databases;

    private readonly TemporaryDirectory _directory = new();
    private readonly bool _isDurable;
    private Process? _process;

    private PostgresServer(bool isDurable) => _isDurable = isDurable;

    /// <summary>The one that all tests share that don't stop it. It does not wait for the disk.</summary>
    public static Task<PostgresServer> Shared => SharedServer.Value;

    private string Data => Path.Combine(_directory.FullPath, "data");

    /// <summary>One that the test may stop, and that keeps what is committed as in production.</summary>
    public static Task<PostgresServer> OfTheTest() => Start(isDurable: true);

    /// <summary>A new database with the engine's schema, or without.</summary>
    public async Task<string> Database(bool withSchema = true)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"oms_{Interlocked.Increment(ref _databases)}");
        await Run(Connection("postgres"), $"CREATE DATABASE {name}");
        if (withSchema)
            await OmsPostgresSchema.Create(Connection(name));
        return Connection(name);
    }

    public static async Task Run(string connectionString, string statement)
    {
        await using var connection = await Connect(connectionString);
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<T> Ask<T>(string connectionString, string query)
    {
        await using var connection = await Connect(connectionString);
        await using var command = new NpgsqlCommand(query, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The rows of a query of one column of text.</summary>
    public static async Task<IReadOnlyList<string>> List(string connectionString, string query, params object[] parameters)
    {
        await using var connection = await Connect(connectionString);
        await using var command = new NpgsqlCommand(query, connection);
        foreach (var value in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }

    /// <summary>Connections are cut, what was not committed is gone.</summary>
    public async Task Stop()
    {
        _process!.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
        _process = null;
    }

    public async Task StartAgain()
    {
        string[] settings =
        [
            $"{Programs}/postgres", "-D", Data, "-k", _directory.FullPath, "-c", "listen_addresses=", "-c", "max_connections=300", "-c", "shared_buffers=64MB",
            "-c", $"fsync={(_isDurable ? "on" : "off")}", "-c", "log_destination=stderr",
        ];
        // Ends the server when the pipe from the tests is closed, which happens even to a process that is killed.
        _process = Command(["sh", "-c", "\"$@\" & server=$!; cat > /dev/null; kill -QUIT $server; wait $server", "sh", .. settings]);
        _process.Start();
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        await UntilItAnswers();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await Stop();
        _directory.Dispose();
    }

    private static async Task<PostgresServer> Start(bool isDurable)
    {
        var server = new PostgresServer(isDurable);
        Directory.CreateDirectory(server.Data);
        if (Environment.IsPrivilegedProcess)
            await Finished(Process.Start("chown", ["-R", "postgres", server._directory.FullPath]));
        var initdb = server.Command([$"{Programs}/initdb", "-D", server.Data, "-U", Role, "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"]);
        initdb.Start();
        var said = initdb.StandardError.ReadToEndAsync();
        await initdb.StandardOutput.ReadToEndAsync();
        await initdb.WaitForExitAsync().WaitAsync(Patience);
        if (initdb.ExitCode != 0)
            throw new InvalidOperationException($"initdb failed: {await said}");

        await server.StartAgain();
        if (!isDurable)
            AppDomain.CurrentDomain.ProcessExit += (_, _) => server._directory.Dispose();
        return server;
    }

    private static async Task Finished(Process process)
    {
        using (process)
            await process.WaitForExitAsync().WaitAsync(Patience);
    }

    private static async Task<NpgsqlConnection> Connect(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private static string FindPrograms() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
                ?? throw new InvalidOperationException("/usr/lib/postgresql has no initdb: install the package postgresql.")
            : throw new InvalidOperationException("PostgreSQL's programs are not under /usr/lib/postgresql: install the package postgresql.");

    private string Connection(string database) => $"Host={_directory.FullPath};Database={database};Username={Role}";

    /// <summary>PostgreSQL refuses to run as root: then it runs as the user that its package has made.</summary>
    private Process Command(string[] command)
    {
        string[] whole = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. command] : command;
        return new Process
        {
            StartInfo = new ProcessStartInfo(whole[0], whole[1..])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = _directory.FullPath,
            },
        };
    }

    private async Task UntilItAnswers()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                await Run(Connection("postgres"), "SELECT 1");
                return;
            }
            catch (NpgsqlException) when (!patience.IsCancellationRequested && !_process!.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
            }
        }
    }
}
