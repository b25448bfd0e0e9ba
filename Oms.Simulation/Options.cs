using System.Globalization;
using Oms.Simulation.Mutants;
using Oms.Simulation.Schedules;

namespace Oms.Simulation;

/// <summary>What to run, from the command line.</summary>
internal sealed record Options
{
    public const string Usage =
        "--schedules N  --seed S  [--mix calm|mixed|hard|lossy|moving|all]  [--mutant name|all]  [--enumerate]  [--pairs]  [--trace]  [--threads N]";

    public ulong Seed { get; private init; } = 1;

    public int Schedules { get; private init; } = 10_000;

    /// <summary>Null: the ordinary mixes in turn.</summary>
    public Mix? Mix { get; private init; }

    public string Mutant { get; private init; } = "none";

    public bool Enumerate { get; private init; }

    public bool Pairs { get; private init; }

    public bool Trace { get; private init; }

    public int Threads { get; private init; } = Environment.ProcessorCount;

    /// <exception cref="ArgumentException">Not an option, or not a value of it.</exception>
    public static Options Parse(IReadOnlyList<string> arguments)
    {
        var options = new Options();
        for (var at = 0; at < arguments.Count; at++)
        {
            var name = arguments[at];
            string Value() => ++at < arguments.Count ? arguments[at] : throw new ArgumentException($"{name} wants a value");
            options = name switch
            {
                "--schedules" => options with { Schedules = int.Parse(Value(), CultureInfo.InvariantCulture) },
                "--seed" => options with { Seed = ulong.Parse(Value(), CultureInfo.InvariantCulture) },
                "--mix" => options with { Mix = Value() is var mix && mix == "all" ? null : Mix.Named(mix) },
                "--mutant" => options with { Mutant = Known(Value()) },
                "--enumerate" => options with { Enumerate = true },
                "--pairs" => options with { Enumerate = true, Pairs = true },
                "--trace" => options with { Trace = true },
                "--threads" => options with { Threads = int.Parse(Value(), CultureInfo.InvariantCulture) },
                _ => throw new ArgumentException($"{name} is no option"),
            };
        }

        return options;
    }

    /// <summary>The mix of a schedule when the ordinary mixes come in turn.</summary>
    public Mix MixOf(ulong seed) => Mix ?? Mix.Ordinary[(int)(seed % (ulong)Mix.Ordinary.Count)];

    private static string Known(string mutant) =>
        mutant == "all" || Catalogue.All.ContainsKey(mutant) ? mutant : throw new ArgumentException($"there is no mutant {mutant}: {string.Join(", ", Catalogue.All.Keys)}");
}
