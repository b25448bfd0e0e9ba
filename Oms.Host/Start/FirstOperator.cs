using Oms.Actors.Api;

namespace Oms.Host.Start;

/// <summary>The first operator of a new system, from the environment: without him nobody could create anybody.</summary>
internal sealed partial class FirstOperator(IOmsAdministration administration, IConfiguration configuration, ILogger<FirstOperator> log)
{
    public const string NameKey = "OMS_FIRST_OPERATOR_NAME";
    public const string PasswordKey = "OMS_FIRST_OPERATOR_PASSWORD";

    public async Task Run(CancellationToken cancellation)
    {
        var name = configuration[NameKey] ?? "";
        var password = configuration[PasswordKey] ?? "";
        if (name.Length == 0 && password.Length == 0)
            return;
        if (name.Length == 0 || password.Length == 0)
            throw new SetUpFailedException($"{NameKey} and {PasswordKey} are needed both, or neither.");
        await SetUp.Step("first operator", async () =>
        {
            var created = await administration.CreateFirstOperator(Caller.Host, name, password, cancellation);
            if (created.IsAnswered)
                LogOperator(log, created.Value ? "is in place, with the password of the first start that named him" : "was set up before, under another name; nothing was changed");
            return SetUp.ReceiptOf(created);
        });
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The first operator {Outcome}")]
    private static partial void LogOperator(ILogger log, string outcome);
}
