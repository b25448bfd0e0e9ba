namespace Oms.Host.Commands;

/// <summary>What the binary does besides running the host: a word in place of the first setting.</summary>
internal static class CommandLine
{
    /// <summary>The command was not understood.</summary>
    public const int Misused = 2;

    private const string Help =
        """
        Oms.Host                        runs the engine behind AlphaPoint's protocols; settings as --urls ... --Oms:...=..., see docs/operating.md
        Oms.Host schema                 creates the schema in PostgreSQL; run it once before the first start, and again after an upgrade
        Oms.Host schema --print         prints that schema, for psql
        Oms.Host --help                 this

        The connection string of PostgreSQL is read from the environment variable OMS_POSTGRES:
          OMS_POSTGRES='Host=db.example.com;Database=oms;Username=oms;Password=...'
        Exit codes: 0 done, 1 failed, 2 not understood.
        """;

    /// <summary>The command that these arguments call, to be given those behind its name; null: none, they are settings of the host.</summary>
    public static Func<string[], Task<int>>? Find(string[] args) => args.FirstOrDefault() switch
    {
        SchemaCommand.Name => SchemaCommand.Run,
        "--help" or "-h" or "help" => _ => PrintHelp(),
        { } word when !word.StartsWith('-') && !word.StartsWith('/') && !word.Contains('=') => _ => NotUnderstood(word),
        _ => null,
    };

    private static async Task<int> PrintHelp()
    {
        await Console.Out.WriteLineAsync(Help);
        return 0;
    }

    private static async Task<int> NotUnderstood(string word)
    {
        await Console.Error.WriteLineAsync($"'{word}' is no command.\n\n{Help}");
        return Misused;
    }
}
