using System.Globalization;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Oms.Host.Logging;

/// <summary>One line per event on standard output: to be read by people in Development, by machines (compact JSON) elsewhere.</summary>
internal static class LogSetUp
{
    private const string Line = "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj}{NewLine}{Exception}";

    public static void AddLog(this WebApplicationBuilder builder)
    {
        var readable = builder.Environment.IsDevelopment();
        builder.Logging.ClearProviders();
        builder.Services.AddSerilog((services, log) => Configure(log.ReadFrom.Services(services), readable), preserveStaticLogger: true);
    }

    private static void Configure(LoggerConfiguration log, bool readable)
    {
        // The framework's own line on each request has the query in it, and a query may have a password in it; its scope puts the path, as the caller wrote it, into every line.
        log.MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning);
        log.MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", LevelAlias.Off);
        if (readable)
        {
            // Where one node is all there is, its own cluster's beginnings are noise.
            log.MinimumLevel.Override("Akka", LogEventLevel.Warning);
            log.WriteTo.Console(outputTemplate: Line, formatProvider: CultureInfo.InvariantCulture);
        }
        else
        {
            log.WriteTo.Console(new CompactJsonFormatter());
        }
    }
}
