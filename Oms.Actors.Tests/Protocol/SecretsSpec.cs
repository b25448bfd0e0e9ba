using System.Collections;
using System.Reflection;
using Oms.Actors.Protocol;
using Xunit;

namespace Oms.Actors.Tests.Protocol;

/// <summary>Texts of messages reach logs and dead letters. Whatever type has a field that sounds like a secret, its text does not show it, nor does a type that contains it.</summary>
public sealed class SecretsSpec
{
    private const string Secret = "7h15-15-53cr37";

    public static TheoryData<Type> Types => [.. Found];

    private static IEnumerable<Type> Found =>
        typeof(IProtocolMessage).Assembly.GetTypes().Where(type => IsRecord(type) && !type.IsAbstract && !type.ContainsGenericParameters && HoldsSecret(type));

    [Theory]
    [MemberData(nameof(Types))]
    public void A_secret_is_in_no_text(Type type)
    {
        var value = Make(type, "");

        Assert.NotNull(value);
        Assert.DoesNotContain(Secret, value.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_types_that_hold_secrets_are_found()
    {
        var names = Found.Select(type => type.Name).ToHashSet();

        Assert.Superset(
            new HashSet<string>
            {
                "CreateUser", "SetPassword", "OpenSession", "CloseSession", "Authorize", "SessionOpened", "VerifyPassword", "HashPassword", "PasswordHashed",
                "UserCreated", "PasswordSet", "SessionStarted", "UserSession", "User", "Session", "SessionCaller", "StartSession",
            },
            names);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_secret_is_in_no_text_of_what_carries_it(Type type)
    {
        var value = Make(type, "")!;
        var to = new ReplyAddress("there");
        Assert.All(
            [
                value is IPersistedEvent @event ? new Effect.Persist(@event).ToString() : "",
                value is IEntityMessage message ? new Effect.Tell(message).ToString() : "",
                value is IProtocolMessage reply ? new Effect.Reply(to, reply).ToString() : "",
                value is IProtocolMessage state ? new Effect.SaveSnapshot(state).ToString() : "",
            ],
            text => Assert.DoesNotContain(Secret, text, StringComparison.Ordinal));
    }

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null;

    private static bool IsSecret(PropertyInfo property) =>
        property.PropertyType == typeof(string) && IsSecretName(property.Name);

    private static bool HoldsSecret(Type type) => Properties(type).Any(IsSecret);

    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(property => property.Name != "EqualityContract");

    /// <summary>A value of the type whose every text is the secret where it should be hidden, and harmless elsewhere.</summary>
    private static object? Make(Type type, string name)
    {
        if (type == typeof(string))
            return IsSecretName(name) ? Secret : "harmless";

        if (type.IsValueType)
            return Activator.CreateInstance(type);

        if (type.IsInterface || type.IsArray || typeof(IEnumerable).IsAssignableFrom(type))
            return null;

        var constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(candidate => candidate.GetParameters() is not [{ ParameterType: var only }] || only != type)
            .OrderByDescending(candidate => candidate.GetParameters().Length)
            .FirstOrDefault();
        if (constructor is null || type.IsAbstract)
            return null;

        var value = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Make(parameter.ParameterType, parameter.Name!))]);
        foreach (var property in Properties(type).Where(property => property.CanWrite && IsSecret(property)))
            property.SetValue(value, Secret);

        return value;
    }

    private static bool IsSecretName(string name) =>
        name.Contains("Password", StringComparison.Ordinal) || name.Contains("Secret", StringComparison.Ordinal) || name is "Hash" or "Token" or "VerifiedHash";
}
