using Exchange;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Oms.Actors.Api;
using Oms.Actors.Hosting;
using Oms.Host;

const int Pairs = 16;
var directory = Directory.CreateTempSubdirectory("exchange-");
try
{
    return args switch
    {
        ["trade", .. var settings] => await Trade(settings),
        ["race", "--rounds", var text] when int.TryParse(text, out var rounds) && rounds > 0 => await Race(rounds),
        _ => Usage(),
    };
}
finally
{
    directory.Delete(recursive: true);
}

// The stand-alone host with its demo and a matching engine: its traders trade with each other over the wire. Books and journal are new at each start, as the venue's are.
Task<int> Trade(string[] settings) => OmsHost.Run(
    ["--environment", "Development", "--Oms:DataDirectory", Path.Combine(directory.FullName, "data"), .. settings],
    services => services.AddSingleton<IExecutionVenue, ExchangeVenue>());

// The engine in a host of one's own, without a wire. The host is gone, with all that it may have to log, when the result is told.
async Task<int> Race(int rounds)
{
    var builder = Host.CreateApplicationBuilder();
    builder.Logging.SetMinimumLevel(LogLevel.Warning);
    builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    builder.Services.AddOms(options => options.DataDirectory = Path.Combine(directory.FullName, "data"));
    builder.Services.AddSingleton<IExecutionVenue, ExchangeVenue>();
    RaceResult result;
    using (var host = builder.Build())
    {
        await host.StartAsync();
        var race = new Race(host.Services.GetRequiredService<IOms>(), host.Services.GetRequiredService<IOmsAdministration>(), Console.Out);
        result = await race.Run(rounds, Math.Min(Pairs, rounds));
        await host.StopAsync();
    }

    Console.WriteLine(result);
    return result.Failed == 0 ? 0 : 1;
}

static int Usage()
{
    Console.Error.WriteLine("usage: trade [--urls http://127.0.0.1:5080] | race --rounds N");
    return 2;
}
