using System.Net;

namespace Oms.Host.Logging;

/// <summary>The lines that a call leaves in the log. Never a value that the caller sent: a name that is mistyped is often a password.</summary>
internal static partial class CallLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Call} by {User} from {Address}: {Code} in {Milliseconds:0.00} ms")]
    public static partial void Answered(ILogger log, string call, string? user, IPAddress? address, int code, double milliseconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Call} from {Address}: not read, HTTP {Status} in {Milliseconds:0.00} ms")]
    public static partial void Unread(ILogger log, string call, IPAddress? address, int status, double milliseconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Call} by {User} from {Address}: the caller hung up after {Milliseconds:0.00} ms")]
    public static partial void HungUp(ILogger log, string call, string? user, IPAddress? address, double milliseconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Call} failed inside")]
    public static partial void Failed(ILogger log, Exception exception, string call);
}
