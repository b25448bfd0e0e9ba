using System.Reflection;
using System.Text.RegularExpressions;
using Oms.Actors.Protocol;
using Xunit;

namespace Oms.Actors.Tests.House;

/// <summary>Arrows point inwards: actors know processes, processes know deciders, and neither knows an actor, a clock or a database.</summary>
public sealed partial class ArchitectureSpec
{
    private static readonly string Source =
        Path.Combine(typeof(ArchitectureSpec).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Root").Value!, "Oms.Actors");

    [Theory]
    [InlineData("Api")]
    [InlineData("Protocol")]
    [InlineData("Orders")]
    [InlineData("Accounts")]
    [InlineData("Permissions")]
    [InlineData("Instruments")]
    [InlineData("Ids")]
    [InlineData("Venue")]
    [InlineData("Waking")]
    public void Models_and_processes_know_neither_Akka_nor_a_database_nor_the_actors(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Source, folder), "*.cs", SearchOption.AllDirectories))
            Assert.DoesNotMatch(Outside(), File.ReadAllText(file));
    }

    [Fact]
    public void The_gateways_calls_know_no_actors_either()
    {
        string[] actors = ["GatewayActor.cs", "SubscriptionActor.cs", "OmsClient.cs", "OmsAdministrationClient.cs"];
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Source, "Gateway"), "*.cs", SearchOption.AllDirectories).Where(file => !actors.Contains(Path.GetFileName(file))))
            Assert.DoesNotMatch(Outside(), File.ReadAllText(file));
    }

    [Fact]
    public void The_engine_knows_no_web() =>
        Assert.DoesNotContain(typeof(IProcess).Assembly.GetReferencedAssemblies(), assembly => assembly.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    [Fact]
    public void Only_what_a_host_needs_is_public()
    {
        string[] rooms = ["Oms.Actors.Api", "Oms.Actors.Hosting"];
        Assert.All(typeof(IProcess).Assembly.GetExportedTypes(), type => Assert.Contains(type.Namespace, rooms));
    }

    [GeneratedRegex(@"^using (Akka|Microsoft\.Data|Microsoft\.Extensions\.Hosting|Oms\.Actors\.(Entities|Hosting))\b", RegexOptions.Multiline)]
    private static partial Regex Outside();
}
