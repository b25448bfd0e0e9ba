using System.Diagnostics;
using Oms.Simulation.Mutants;
using Oms.Simulation.Schedules;

namespace Oms.Simulation;

/// <summary>Runs many schedules and says what came of them.</summary>
internal sealed class Runner(Options options, TextWriter output)
{
    private const int ViolationsShown = 5;
    private const int EnoughForAMutant = 5;
    private static readonly TimeSpan ProgressAfter = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _shown;
    private long _schedules;
    private long _violations;
    private Verdict _sum;

    /// <summary>True when no schedule violated a promise.</summary>
    public bool Run()
    {
        if (options.Trace)
            Take(RandomSchedule.Run(options.Seed, options.MixOf(options.Seed), Catalogue.All[options.Mutant](), output.WriteLine), "");
        else if (options.Enumerate)
            Enumerate();
        else if (options.Mutant == "all")
            return EachMutant();
        else
            Parallel.For(0L, options.Schedules, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, at => RunSeed(options.Seed + (ulong)at));

        output.WriteLine(
            $"accepted {_sum.Accepted}, receipts {_sum.Receipts}, moves {_sum.Moves}, rows refused {_sum.Refusals}, cancels refused {_sum.Refused}, forced {_sum.Forced}, executions set aside {_sum.SetAside}, expired {_sum.Expired}, {_schedules / _clock.Elapsed.TotalSeconds:0} schedules/s");
        output.WriteLine($"schedules {_schedules}, steps {_sum.Steps}, violations {_violations}");
        return _violations == 0;
    }

    private void RunSeed(ulong seed)
    {
        var mix = options.MixOf(seed);
        var mutant = options.Mutant == "none" ? "" : $" --mutant {options.Mutant}";
        Take(
            RandomSchedule.Run(seed, mix, Catalogue.All[options.Mutant]()),
            $"seed {seed}, mix {mix.Name}; again with: --schedules 1 --seed {seed} --mix {mix.Name}{mutant} --trace");
    }

    private void Enumerate()
    {
        var runs =
            from timings in new[] { SimulatedTimings.Brisk, SimulatedTimings.Shipped }
            from course in Enum.GetValues<Course>()
            from mishap in options.Pairs ? Enumeration.PairsOf(course, timings) : Enumeration.Of(course, timings)
            select (timings, course, mishap);
        Parallel.ForEach(
            runs,
            new ParallelOptions { MaxDegreeOfParallelism = options.Threads },
            run => Take(Scenario.Run(run.course, run.mishap, run.timings, Catalogue.All[options.Mutant]()).Verdict, $"{run.course}: {run.mishap.Name}"));
    }

    /// <summary>How many schedules it takes to catch each mutant; fails when the product itself, without a mutant, is caught.</summary>
    private bool EachMutant()
    {
        foreach (var (name, make) in Catalogue.All)
        {
            var (caught, ran, first) = (0, 0, "");
            for (var seed = options.Seed; ran < options.Schedules && caught < EnoughForAMutant; seed++, ran++)
            {
                if (RandomSchedule.Run(seed, options.MixOf(seed), make()).Violation is not { } violation)
                    continue;

                if (caught++ == 0)
                    first = $"first seed {seed}, {options.MixOf(seed).Name}: {violation}";
                _violations += name == "none" ? 1 : 0;
            }

            output.WriteLine($"{name}: {caught} of {ran}. {first}");
        }

        return _violations == 0;
    }

    private void Take(Verdict verdict, string where)
    {
        lock (_gate)
        {
            _schedules++;
            _sum = _sum.And(verdict);
            if (verdict.Violation is not null && ++_violations <= ViolationsShown)
                output.WriteLine($"VIOLATION {where}\n  {verdict.Violation}");

            if (_clock.Elapsed - _shown > ProgressAfter)
            {
                _shown = _clock.Elapsed;
                output.WriteLine($"... {_schedules} schedules, {_violations} violations");
            }
        }
    }
}
