using System.Diagnostics;
using System.Globalization;
using Oms.Faults.Recording;

namespace Oms.Faults.Stage;

/// <summary>How a node is started.</summary>
/// <param name="Program">The host, as a command.</param>
/// <param name="Arguments">Its settings.</param>
/// <param name="Environment">Its environment, on top of the test's own.</param>
/// <param name="Directory">Where it runs, and its log is.</param>
internal sealed record NodeCommand(IReadOnlyList<string> Program, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, string Directory);

/// <summary>A node and its supervisor, which starts it again whenever it ends, as a production's would.</summary>
internal sealed class Node : IAsyncDisposable
{
    private const string LeavesSomethingBehind = "The gateway stops before all that it carries";
    private static readonly TimeSpan BeforeRestart = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(90);

    private readonly NodeCommand _command;
    private readonly Func<Recorder> _recorder;
    private readonly StreamWriter _log;
    private readonly Lock _gate = new();
    private readonly Task _supervising;
    private Process? _process;
    private TaskCompletionSource _wanted = Signal();
    private TaskCompletionSource _ended = Signal();
    private bool _isOver;
    private bool _leavesSomethingBehind;

    public Node(string name, Uri clients, NodeCommand command, Func<Recorder> recorder)
    {
        (Name, Clients, _command, _recorder) = (name, clients, command, recorder);
        Directory.CreateDirectory(command.Directory);
        _log = new StreamWriter(Path.Combine(Path.GetDirectoryName(command.Directory)!, $"node-{name}.log")) { AutoFlush = true };
        _wanted.SetResult();
        _supervising = Supervise();
    }

    public string Name { get; }

    /// <summary>Where it serves clients, while it does.</summary>
    public Uri Clients { get; }

    /// <summary>How often it was started.</summary>
    public int Lives { get; private set; }

    /// <summary>Ends at once, and is started again.</summary>
    public Task Kill() => Signal("KILL");

    /// <summary>Stands still until <see cref="Continue"/>.</summary>
    public Task Stop() => Signal("STOP");

    public Task Continue() => Signal("CONT");

    /// <summary>Is asked to end, as by a service manager, and stays away until <see cref="ComeBack"/>.</summary>
    public async Task Leave()
    {
        Task ended;
        lock (_gate)
        {
            _wanted = Signal();
            ended = _ended.Task;
        }

        await Signal("TERM");
        try
        {
            await ended.WaitAsync(StopPatience);
        }
        catch (TimeoutException)
        {
            await Kill();
            await ended;
        }
    }

    public void ComeBack()
    {
        lock (_gate)
            _wanted.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        _isOver = true;
        ComeBack();
        await Signal("KILL");
        await _supervising;
        await _log.DisposeAsync();
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task Supervise()
    {
        while (true)
        {
            await _wanted.Task;
            if (_isOver)
                return;

            await LiveOnce();
            await Pause.For(BeforeRestart);
        }
    }

    private async Task LiveOnce()
    {
        using var process = Create();
        _leavesSomethingBehind = false;
        process.Start();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        lock (_gate)
            _process = process;
        Lives++;
        _recorder().Note(at => new NodeStarted(at, Name));
        await process.WaitForExitAsync();
        TaskCompletionSource ended;
        lock (_gate)
            (_process, ended, _ended) = (null, _ended, Signal());
        _recorder().Note(at => new NodeEnded(at, Name, process.ExitCode, process.ExitCode == 0 && !_leavesSomethingBehind));
        Log($"-- ended with {process.ExitCode.ToString(CultureInfo.InvariantCulture)}");
        ended.SetResult();
    }

    private Process Create()
    {
        string[] whole = [.. _command.Program, .. _command.Arguments];
        var start = new ProcessStartInfo(whole[0], whole[1..]) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = _command.Directory };
        foreach (var (name, value) in _command.Environment)
            start.Environment[name] = value;

        var process = new Process { StartInfo = start };
        process.ErrorDataReceived += (_, line) => Log(line.Data);
        process.OutputDataReceived += (_, line) => Log(line.Data);
        return process;
    }

    private async Task Signal(string signal)
    {
        int? id;
        lock (_gate)
            id = _process?.Id;

        // One that has ended meanwhile needs no signal any more.
        if (id is { } running)
            await Shell.Succeeds("kill", $"-{signal}", running.ToString(CultureInfo.InvariantCulture));
    }

    private void Log(string? line)
    {
        if (line is null)
            return;

        if (line.Contains(LeavesSomethingBehind, StringComparison.Ordinal))
            _leavesSomethingBehind = true;
        lock (_log)
        {
            if (_log.BaseStream is { CanWrite: true })
                _log.WriteLine(line);
        }
    }
}
