using Oms.Actors.Hosting;
using Oms.Host;
using Oms.Host.Health;

try
{
    var app = HostApplication.Create(args, (services, settings) => services.AddOms(settings.ConfigureEngine));
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
