using Oms.Simulation;

try
{
    return new Runner(Options.Parse(args), Console.Out).Run() ? 0 : 1;
}
catch (Exception wrong) when (wrong is ArgumentException or FormatException)
{
    Console.Error.WriteLine($"{wrong.Message}\n{Options.Usage}");
    return 2;
}
