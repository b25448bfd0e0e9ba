using System.Globalization;

namespace Oms.Faults;

/// <summary>What to run, from the command line.</summary>
internal sealed record Options
{
    public const string Usage =
        """
        dotnet run -c Release --project Oms.Faults -- [--seed S] [--minutes M] [--rounds N] [--only kind,kind] [--mistake name] [--keep]

          --seed S      what decides on faults and calls; 1 unless given
          --minutes M   no further round begins after M minutes; 5 unless given
          --rounds N    no more than N rounds
          --only ...    no other kinds of faults than these
          --mistake ... runs the nodes with a mistake that has to be found: replay-filter, acknowledge-first
          --keep        keeps recording and logs though all went well
        """;

    public ulong Seed { get; private init; } = 1;

    public TimeSpan Time { get; private init; } = TimeSpan.FromMinutes(5);

    public int Rounds { get; private init; } = int.MaxValue;

    /// <summary>Empty: all.</summary>
    public IReadOnlyList<string> Only { get; private init; } = [];

    /// <summary>Null: none.</summary>
    public string? Mistake { get; private init; }

    public bool Keep { get; private init; }

    /// <summary>Namespaces may be made.</summary>
    public bool IsInside { get; private init; }

    /// <exception cref="ArgumentException">Not an option, or no value of it.</exception>
    /// <exception cref="FormatException">Not a number.</exception>
    public static Options Parse(IReadOnlyList<string> arguments)
    {
        var options = new Options();
        for (var at = 0; at < arguments.Count; at++)
        {
            var name = arguments[at];
            string Value() => ++at < arguments.Count ? arguments[at] : throw new ArgumentException($"{name} wants a value");
            options = name switch
            {
                "--seed" => options with { Seed = ulong.Parse(Value(), CultureInfo.InvariantCulture) },
                "--minutes" => options with { Time = TimeSpan.FromMinutes(double.Parse(Value(), CultureInfo.InvariantCulture)) },
                "--rounds" => options with { Rounds = int.Parse(Value(), CultureInfo.InvariantCulture) },
                "--only" => options with { Only = [.. Value().Split(',').Select(Known)] },
                "--mistake" => options with { Mistake = Sabotage.Mistakes.Find(Value()).Name },
                "--keep" => options with { Keep = true },
                Stage.Sandbox.Inside => options with { IsInside = true },
                _ => throw new ArgumentException($"{name} is no option"),
            };
        }

        return options;
    }

    private static string Known(string kind) =>
        Nemesis.Deck.All.Any(fault => fault.Name == kind) ? kind : throw new ArgumentException($"there is no fault {kind}: {string.Join(", ", Nemesis.Deck.All.Select(fault => fault.Name))}");
}
