using Akka.Configuration;

namespace Oms.Actors.Persistence;

/// <summary>A setting that is no matter of taste.</summary>
/// <param name="Key">The full HOCON path.</param>
/// <param name="Required">What it has to be, for the message.</param>
/// <param name="Why">What goes wrong otherwise, for the message.</param>
/// <param name="IsMet">Whether the configuration satisfies it.</param>
internal sealed record RequiredSetting(string Key, string Required, string Why, Func<Config, bool> IsMet)
{
    private static readonly string[] Yes = ["on", "true", "yes"];
    private static readonly string[] No = ["off", "false", "no"];

    public static RequiredSetting Text(string key, string value, string why) =>
        new(key, value, why, config => string.Equals(config.GetString(key), value, StringComparison.OrdinalIgnoreCase));

    public static RequiredSetting On(string key, string why) => new(key, "on", why, config => Yes.Contains(config.GetString(key)));

    public static RequiredSetting Off(string key, string why) => new(key, "off", why, config => No.Contains(config.GetString(key)));

    public static RequiredSetting Number(string key, int value, string why) =>
        new(key, $"{value}", why, config => config.GetInt(key, int.MinValue) == value);

    public static RequiredSetting AtLeast(string key, int least, string why) =>
        new(key, $"{least} or more", why, config => config.GetInt(key, int.MinValue) >= least);

    public static RequiredSetting Between(string key, int least, int most, string why) =>
        new(key, $"{least} to {most}", why, config => config.GetInt(key, int.MinValue) is var found && found >= least && found <= most);

    public static RequiredSetting Between(string key, TimeSpan least, TimeSpan most, string why) =>
        new(key, $"{least.TotalSeconds:0.###}s to {most.TotalSeconds:0.###}s", why, config =>
            config.GetTimeSpan(key, Timeout.InfiniteTimeSpan, false) is var found && found >= least && found <= most);

    public static RequiredSetting EmptyList(string key, string why) =>
        new(key, "[]", why, config => config.HasPath(key) && config.GetStringList(key).Count == 0);
}
