using System.Globalization;
using Oms.Faults.Checking;
using Oms.Faults.Clients;
using Oms.Faults.Nemesis;
using Oms.Faults.Recording;
using Oms.Faults.Sabotage;
using Oms.Faults.Stage;

namespace Oms.Faults;

/// <summary>Runs rounds until the time is over or a promise was not kept, and says what came of them.</summary>
internal sealed class Runner(Options options, TextWriter output)
{
    private const int FindingsShown = 20;

    private readonly Chance _chance = new(options.Seed);
    private readonly List<Finding> _findings = [];
    private readonly List<TimeSpan> _failovers = [];
    private readonly List<string> _faults = [];
    private Recorder _recorder = null!;
    private int _rounds;
    private long _operations;
    private long _clientOrders;

    /// <summary>True when nothing was lost, doubled or stale.</summary>
    public async Task<bool> Run()
    {
        var directory = Directory.CreateTempSubdirectory("oms-faults-").FullName;
        // PostgreSQL's user has to get to its own directory in it.
        await Shell.Run("chmod", "755", directory);
        if (!options.IsInside)
            output.WriteLine("no network namespaces can be made here: no partitions");
        try
        {
            await Rounds(directory);
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            output.WriteLine($"the test could not go on: {broken}");
            _findings.Add(new Finding(FindingKind.Lost, broken.Message));
        }
        finally
        {
            _recorder?.Dispose();
        }

        Tell(directory);
        return _findings.Count == 0;
    }

    private async Task Rounds(string directory)
    {
        var began = TimeProvider.System.GetTimestamp();
        _recorder = Record(directory, "start");
        var mistake = options.Mistake is null ? null : Mistakes.Find(options.Mistake);
        await using var theatre = await Theatre.Open(directory, options.IsInside, mistake, () => _recorder);
        await using var journal = new JournalReader(theatre.Database, mistake?.Settings ?? "");
        var @operator = await Operator.LogIn(theatre.Nodes);
        await @operator.OpenMarket();
        foreach (var user in Round.Users.Append(Round.Prober))
            await @operator.AddTrader(user);

        var faults = new Deck([.. Deck.All.Where(kind => (theatre.Network.CanCut || !kind.Cuts) && (options.Only.Count == 0 || options.Only.Contains(kind.Name)))], new Chance(_chance.Next()));
        while (_findings.Count == 0 && _rounds < options.Rounds && TimeProvider.System.GetElapsedTime(began) < options.Time)
        {
            var before = _recorder;
            _recorder = Record(directory, $"round-{++_rounds}");
            before.Dispose();
            Take(await new Round(theatre, journal, _recorder, _rounds, new Chance(_chance.Next()), () => Interlocked.Increment(ref _clientOrders)).Run(@operator, faults));
        }
    }

    private static Recorder Record(string directory, string name) => new(new StreamWriter(Path.Combine(directory, $"{name}.jsonl")), TimeProvider.System);

    private void Take(RoundResult result)
    {
        _operations += result.Operations;
        _faults.AddRange(result.Faults);
        _failovers.AddRange(result.Failovers);
        _findings.AddRange(result.Findings);
        output.WriteLine($"round {_rounds}: {string.Join(", ", result.Faults)}; {result.Operations} operations, {result.Findings.Count} findings{(result.Failovers.Count == 0 ? "" : $", failover {string.Join(", ", result.Failovers.Select(Seconds))} s")}");
        foreach (var finding in result.Findings.Take(FindingsShown))
            output.WriteLine($"  {finding}");
    }

    private void Tell(string directory)
    {
        foreach (var kind in _faults.CountBy(fault => fault).OrderBy(kind => kind.Key, StringComparer.Ordinal))
            output.WriteLine($"{kind.Value,5} {kind.Key}");

        if (_findings.Count > 0 || options.Keep)
            output.WriteLine($"recording and logs: {directory}; again with --seed {options.Seed.ToString(CultureInfo.InvariantCulture)}");
        else
            Directory.Delete(directory, recursive: true);

        var sorted = _failovers.Order().ToList();
        output.WriteLine(
            $"rounds {_rounds}, operations {_operations}, faults {_faults.Count}, lost {Count(FindingKind.Lost)}, doubled {Count(FindingKind.Doubled)}, stale {Count(FindingKind.Stale)}, "
            + $"failover median {(sorted.Count == 0 ? "-" : Seconds(sorted[sorted.Count / 2]))} s, worst {(sorted.Count == 0 ? "-" : Seconds(sorted[^1]))} s");
    }

    private int Count(FindingKind kind) => _findings.Count(finding => finding.Kind == kind);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
}
