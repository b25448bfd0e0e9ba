using Oms.Actors.Api;

namespace Oms.Host.Start;

/// <summary>Steps of an administration that runs before anyone calls. Each step can be repeated, so a step whose outcome is not known is.</summary>
internal static class SetUp
{
    private const int MostAttempts = 5;

    /// <exception cref="SetUpFailedException">The step was refused for good.</exception>
    public static async Task Step(string name, Func<Task<Receipt>> step)
    {
        var receipt = await step();
        for (var attempt = 1; attempt < MostAttempts && MayRepeat(receipt); attempt++)
            receipt = await step();
        if (!receipt.Result)
            throw new SetUpFailedException($"{name}: {receipt.ErrorMsg} ({(int)receipt.ErrorCode}){(receipt.Detail is null ? "" : $", {receipt.Detail}")}");
    }

    public static Receipt ReceiptOf<T>(Answer<T> answer) => answer.Refusal ?? Receipt.Received;

    private static bool MayRepeat(Receipt receipt) => receipt.ErrorCode is OmsCode.OperationFailed or OmsCode.ServerError;
}

/// <summary>What has to be there before anyone calls could not be set up; the message says which step and why.</summary>
internal sealed class SetUpFailedException(string message) : Exception(message);
