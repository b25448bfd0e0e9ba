using Oms.Actors.Hosting;

namespace Oms.Host.Commands;

/// <summary>Creates what the engine needs in PostgreSQL, or prints it. It can be run again at any time, beside running engines too: it changes nothing that is there.</summary>
internal static class SchemaCommand
{
    public const string Name = "schema";

    /// <returns>0: it is there or printed. 1: it could not be created, standard error says why. 2: not understood.</returns>
    public static async Task<int> Run(string[] args)
    {
        switch (args)
        {
            case []:
                return await Create();
            case ["--print"]:
                await Console.Out.WriteAsync(OmsPostgresSchema.Sql);
                return 0;
            case ["--help" or "-h"]:
                await Console.Out.WriteLineAsync(Usage);
                return 0;
            default:
                await Console.Error.WriteLineAsync(Usage);
                return CommandLine.Misused;
        }
    }

    private const string Usage = "Oms.Host schema [--print]: creates the engine's schema in the database that OMS_POSTGRES names, or prints its SQL.";

    private static async Task<int> Create()
    {
        try
        {
            await OmsPostgresSchema.Create(Environment.GetEnvironmentVariable(HostSettings.PostgresVariable));
            await Console.Out.WriteLineAsync("The schema oms is in place.");
            return 0;
        }
        catch (OmsConfigurationException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }
}
