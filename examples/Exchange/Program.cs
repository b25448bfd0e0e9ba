using Exchange;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Oms.Actors.Api;
using Oms.Actors.Hosting;

const int Pairs = 16;
if (args is not ["race", "--rounds", var text] || !int.TryParse(text, out var rounds) || rounds < 1)
{
    Console.Error.WriteLine("usage: race --rounds N");
    return 2;
}

var directory = Directory.CreateTempSubdirectory("exchange-");
try
{
    var result = await Run(rounds);
    Console.WriteLine(result);
    return result.Failed == 0 ? 0 : 1;
}
finally
{
    directory.Delete(recursive: true);
}

// The host is gone, with all that it may have to log, when the result is told.
async Task<RaceResult> Run(int rounds)
{
    var builder = Host.CreateApplicationBuilder();
    builder.Logging.SetMinimumLevel(LogLevel.Warning);
    builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    builder.Services.AddOms(options => options.DataDirectory = Path.Combine(directory.FullName, "data"));
    builder.Services.AddSingleton<IExecutionVenue, ExchangeVenue>();
    using var host = builder.Build();
    await host.StartAsync();

    var race = new Race(host.Services.GetRequiredService<IOms>(), host.Services.GetRequiredService<IOmsAdministration>(), Console.Out);
    var result = await race.Run(rounds, Math.Min(Pairs, rounds));
    await host.StopAsync();
    return result;
}
