using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Oms.Actors.Hosting;
using Oms.Host;
using Oms.Host.Commands;
using Xunit;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Oms.Actors.Tests.House;

/// <summary>What docker/ starts is what the engine takes and what the documents say. Read, not run: that takes a container engine.</summary>
public sealed partial class ComposeSpec
{
    private static readonly string Root =
        typeof(ComposeSpec).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Root").Value!;

    private static readonly string[] Nodes = ["oms1", "oms2", "oms3"];
    private static readonly string Dockerfile = File.ReadAllText(Path.Combine(Root, "docker", "Dockerfile"));
    private static readonly string Operating = File.ReadAllText(Path.Combine(Root, "docs", "operating.md"));
    private static readonly Dictionary<object, object> Services = (Dictionary<object, object>)Compose()["services"];

    [Fact]
    public void Each_node_is_started_with_options_that_the_engine_takes_and_only_its_own_address_is_its_own()
    {
        var options = Nodes.Select(node => OptionsOf(Command(node))).ToList();

        Assert.All(options, one => Assert.Equal(OmsJournal.Postgres, one.Journal));
        Assert.All(options, one => one.Verify());
        var addresses = options.Select(one => one.Cluster!.Self).ToList();
        Assert.Equal(3, addresses.Distinct().Count());
        Assert.All(options, one => Assert.Equal(addresses, one.Cluster!.Seeds));
        Assert.Single(Nodes.Select(node => string.Join(" ", Command(node).Where(argument => !argument.StartsWith("--Oms:Cluster:Host=", StringComparison.Ordinal)))).Distinct());
    }

    [Fact]
    public void Each_node_is_found_by_the_others_under_the_name_that_it_gives_itself_in_a_network_of_their_own()
    {
        foreach (var node in Nodes)
        {
            var cluster = (Dictionary<object, object>)((Dictionary<object, object>)Service(node)["networks"])["cluster"];
            Assert.Equal([OptionsOf(Command(node)).Cluster!.Host], ((List<object>)cluster["aliases"]).Cast<string>());
        }

        var networks = (Dictionary<object, object>)Compose()["networks"];
        Assert.Equal("true", ((Dictionary<object, object>)networks["cluster"])["internal"]);
        Assert.Equal("true", ((Dictionary<object, object>)networks["journal"])["internal"]);
        Assert.Equal(3, Nodes.Select(node => ((List<object>)Service(node)["ports"]).Single()).Distinct().Count());
    }

    [Fact]
    public void The_schema_is_made_by_the_command_for_it_and_nodes_wait_for_it_and_are_restarted()
    {
        Assert.NotNull(CommandLine.Find([.. Command("schema")]));
        Assert.Equal("no", Service("schema")["restart"]);
        foreach (var node in Nodes)
        {
            Assert.Equal("unless-stopped", Service(node)["restart"]);
            var schema = (Dictionary<object, object>)((Dictionary<object, object>)Service(node)["depends_on"])["schema"];
            Assert.Equal("service_completed_successfully", schema["condition"]);
        }
    }

    [Fact]
    public void Secrets_come_from_the_environment_and_the_names_are_those_that_the_host_reads()
    {
        string[] known = [HostSettings.PostgresVariable, Oms.Host.Start.FirstOperator.NameKey, Oms.Host.Start.FirstOperator.PasswordKey];
        foreach (var node in Nodes)
        {
            var environment = Environment(node);
            Assert.Equal(known.Order(StringComparer.Ordinal), environment.Keys.Order(StringComparer.Ordinal));
        }

        foreach (var (name, value) in Services.Keys.Cast<string>().SelectMany(Environment).Where(entry => entry.Value.Contains("assword", StringComparison.OrdinalIgnoreCase) || entry.Key.EndsWith("PASSWORD", StringComparison.Ordinal)))
            Assert.Matches(@"\$\{[A-Z_]+:\?[^}]+\}$", $"{value}");
    }

    [Fact]
    public void The_commands_in_the_document_are_those_of_the_composition()
    {
        var documented = NodeCommand().Match(Operating).Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Names(Command("oms1")), Names(documented));
        OptionsOf(documented).Verify();
        Assert.Contains("dotnet Oms.Host.dll schema", Operating, StringComparison.Ordinal);
        Assert.Contains("ENTRYPOINT [\"dotnet\", \"Oms.Host.dll\"]", Dockerfile, StringComparison.Ordinal);
    }

    [Fact]
    public void The_image_is_built_in_one_stage_and_runs_in_another_not_as_root_and_knows_whether_it_is_ready()
    {
        var stages = Dockerfile.Split('\n').Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, stages.Count);
        Assert.Contains("/aspnet:10.0", stages[1], StringComparison.Ordinal);
        Assert.Contains("\nUSER $APP_UID\n", Dockerfile, StringComparison.Ordinal);
        Assert.Contains("/health/ready", Dockerfile, StringComparison.Ordinal);
        foreach (var copied in Dockerfile.Split('\n').Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal)))
            Assert.All(copied.Split(' ')[1..^1], path => Assert.True(Path.Exists(Path.Combine(Root, path)), $"{path} is not there"));
    }

    private static OmsOptions OptionsOf(IEnumerable<string> command)
    {
        var configuration = new ConfigurationBuilder().AddCommandLine([.. command]).Build();
        var options = new OmsOptions();
        HostSettings.Of(configuration, new HostingEnvironment { EnvironmentName = Environments.Production }).ConfigureEngine(options);
        return options;
    }

    private static List<string> Names(IEnumerable<string> command) => [.. command.Select(argument => argument.Split('=')[0])];

    private static Dictionary<object, object> Service(string name) => (Dictionary<object, object>)Services[name];

    private static List<string> Command(string service) => [.. ((List<object>)Service(service)["command"]).Cast<string>()];

    private static Dictionary<string, string> Environment(string service) =>
        ((Dictionary<object, object>)Service(service)["environment"]).ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value);

    private static Dictionary<object, object> Compose()
    {
        using var file = File.OpenText(Path.Combine(Root, "docker", "compose.yaml"));
        return new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(file)));
    }

    [GeneratedRegex(@"^dotnet Oms\.Host\.dll (--urls.*)$", RegexOptions.Multiline)]
    private static partial Regex NodeCommand();
}
