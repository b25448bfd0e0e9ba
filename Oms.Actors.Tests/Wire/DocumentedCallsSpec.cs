using Xunit;

namespace Oms.Actors.Tests.Wire;

/// <summary>The table of calls in docs/wire.md, asked from outside, row by row. What takes a list has a spec of its own: <see cref="CancelListSpec"/>.</summary>
public sealed class DocumentedCallsSpec(DocumentedHost host) : IClassFixture<DocumentedHost>
{
    private const int NotAuthorized = 20;
    private const int InvalidRequest = 100;
    private const int OperationNotSupported = 106;

    public static TheoryData<string> Names => [.. WireDocument.Calls.Where(call => !call.TakesList).Select(call => call.Name)];

    private static readonly (string User, string[] Permissions)[] Users = [("operator", ["Operator"]), ("trader", ["Trading"]), ("viewer", ["AccountReadOnly"]), ("nobody", [])];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_reads_each_field_of_its_row_and_says_what_it_should_be(string name)
    {
        var call = Find(name);
        foreach (var field in call.Fields)
        {
            foreach (var given in field.Names)
                await Refused(call, host.Request(call, call.Least, (given, "[]")), "nobody", $"{given}: {Complaint(field.Type)}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_reads_no_field_that_is_not_in_its_row(string name)
    {
        var call = Find(name);
        var others = WireDocument.FieldNames.Except(call.FieldNames, StringComparer.OrdinalIgnoreCase).Select(other => (other, "[]")).ToList();
        Assert.NotEqual(InvalidRequest, DocumentedHost.CodeOf(await host.Ask(call, host.Request(call, call.Least, others), "nobody")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_number_has_the_range_of_its_type(string name)
    {
        var call = Find(name);
        foreach (var field in call.Fields.Where(field => field.Type is "int" or "long" or "moment"))
        {
            var highest = field.Type switch { "int" => "2147483647", "long" => "9223372036854775807", _ => "253402300799999" };
            var beyond = field.Type switch { "int" => "2147483648", "long" => "9223372036854775808", _ => "253402300800000" };
            var answer = await host.Ask(call, host.Request(call, call.Least, (field.Name, highest)), "nobody");
            Assert.DoesNotContain($"{field.Name}: ", answer.GetRawText(), StringComparison.Ordinal);
            await Refused(call, host.Request(call, call.Least, (field.Name, beyond)), "nobody", $"{field.Name}: out of range");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_is_required_is_required_and_is_enough(string name)
    {
        var call = Find(name);
        foreach (var choice in call.Required)
        {
            var others = call.LeastWithout(choice).ToList();
            await RefusedFor(call, host.Request(call, others), choice.Ways[0][0].Name);
            foreach (var way in choice.Ways)
            {
                foreach (var left in way.Where(_ => way.Count > 1))
                    Assert.Equal(InvalidRequest, DocumentedHost.CodeOf(await host.Ask(call, host.Request(call, [.. others, .. way.Where(field => field != left)]), "operator")));
                Assert.NotEqual(InvalidRequest, DocumentedHost.CodeOf(await host.Ask(call, host.Request(call, [.. others, .. way]), "operator")));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Those_may_who_may_and_no_one_else(string name)
    {
        var call = Find(name);
        foreach (var (user, permissions) in Users)
            Assert.Equal((user, call.MayBeCalledBy(permissions)), (user, await May(call, user)));
        Assert.Equal(call.NeedsNoSession, await May(call, null));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_is_there_over_the_protocols_of_its_row_and_no_other(string name)
    {
        var call = Find(name);
        var request = host.Request(call, call.Least);
        Assert.Equal(call.IsOverHttp, DocumentedHost.CodeOf(await host.Host.Post(name, request)) != OperationNotSupported);
        Assert.Equal(call.IsOverWebSocket, DocumentedHost.CodeOf(await host.OverWebSocket(name, request)) != OperationNotSupported);
    }

    private static DocumentedCall Find(string name) => WireDocument.Calls.Single(call => call.Name == name);

    private static string Complaint(string type) => type switch
    {
        "int" or "long" or "moment" => "not a whole number",
        "decimal" => "not a decimal number",
        "text" => "not a text",
        "flag" => "not true or false",
        _ => $"not one of {string.Join(", ", WireDocument.Members(type).Select(member => member.Name))}",
    };

    /// <summary>Asked of an account, where a call may be: whoever names none asks for all of them.</summary>
    private async Task<bool> May(DocumentedCall call, string? user)
    {
        var request = host.Request(call, call.Least.Concat(call.Fields.Where(field => field.Name == "AccountId")).Distinct());
        return DocumentedHost.CodeOf(await host.Ask(call, request, user)) != NotAuthorized;
    }

    private async Task Refused(DocumentedCall call, string request, string user, string detail)
    {
        var answer = await host.Ask(call, request, user);
        Assert.Equal((InvalidRequest, detail), (DocumentedHost.CodeOf(answer), answer.GetProperty("detail").GetString()));
    }

    /// <summary>Refused with a detail that is the name of the field, or begins with it.</summary>
    private async Task RefusedFor(DocumentedCall call, string request, string field)
    {
        var answer = await host.Ask(call, request, "operator");
        Assert.Equal(InvalidRequest, DocumentedHost.CodeOf(answer));
        Assert.Equal(field, answer.GetProperty("detail").GetString()!.Split(':')[0]);
    }
}
