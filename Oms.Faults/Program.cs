using Oms.Faults;
using Oms.Faults.Sabotage;
using Oms.Faults.Stage;

if (args is [SaboteurHost.Command, var mistake, .. var settings])
    return await SaboteurHost.Run(Mistakes.Find(mistake), settings);

try
{
    var options = Options.Parse(args);
    if (!options.IsInside && await Sandbox.RunAgain(args) is { } code)
        return code;

    return await new Runner(options, Console.Out).Run() ? 0 : 1;
}
catch (Exception wrong) when (wrong is ArgumentException or FormatException)
{
    Console.Error.WriteLine($"{wrong.Message}\n{Options.Usage}");
    return 2;
}
