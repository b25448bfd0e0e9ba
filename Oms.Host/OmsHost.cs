using Oms.Actors.Hosting;
using Oms.Host.Commands;
using Oms.Host.Health;

namespace Oms.Host;

/// <summary>The stand-alone process, also for a program that brings something of its own to it, such as a matching engine.</summary>
public static class OmsHost
{
    /// <summary>Runs the engine behind AlphaPoint's protocols until the process is asked to end.</summary>
    /// <param name="args">The command line; settings such as <c>--urls http://127.0.0.1:5080 --Oms:DataDirectory=data</c>, or a command: <c>schema</c>, <c>--help</c>.</param>
    /// <param name="more">What the program brings: an <c>IExecutionVenue</c>, for instance.</param>
    /// <returns>The exit code: 0 after an orderly end, 1 when a setting is wrong or the engine has failed; 2 when a command was not understood; what was wrong is on standard error and in the log.</returns>
    public static async Task<int> Run(string[] args, Action<IServiceCollection>? more = null)
    {
        try
        {
            if (CommandLine.Find(args) is { } command)
                return await command(args[1..]);

            var app = HostApplication.Create(args, (services, settings) =>
            {
                services.AddOms(settings.ConfigureEngine);
                more?.Invoke(services);
            });
            var exit = app.Services.GetRequiredService<ExitStatus>();
            await app.RunAsync();
            return exit.Code;
        }
        catch (OmsConfigurationException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 1;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync($"The host ended by a fault: {e}");
            return 1;
        }
    }
}
