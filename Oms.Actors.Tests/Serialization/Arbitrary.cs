using System.Collections.Immutable;
using System.Reflection;
using CsCheck;
using Oms.Actors.Accounts;
using Oms.Actors.Api;
using Oms.Actors.Orders;
using Oms.Actors.Permissions;
using Oms.Actors.Protocol;

namespace Oms.Actors.Tests.Serialization;

/// <summary>
/// Values of any message type, built by way of its constructor from values of its parameters' types, so that a new type or a new parameter
/// is tried without a word here.
/// </summary>
internal static class Arbitrary
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<Type, Gen<object?>> Known = new()
    {
        [typeof(bool)] = Gen.Bool.Select(Boxed),
        [typeof(int)] = Either(AnyOf(0, 1, int.MaxValue, int.MinValue), Gen.Int).Select(Boxed),
        [typeof(long)] = Either(AnyOf(0L, 1L, (1L << 53) - 1, long.MaxValue, long.MinValue), Gen.Long).Select(Boxed),
        [typeof(ulong)] = Either(AnyOf(0UL, ulong.MaxValue), Gen.ULong).Select(Boxed),
        [typeof(string)] = Either(AnyOf("", "a", "\0", "ß € 𝄞", new string('x', 300)), Gen.String[Gen.Char['a', 'z'], 0, 20]).Select(Boxed),
        [typeof(decimal)] = Either(
            AnyOf(0m, 0.00m, -0.0m, 1m, 1.10m, -1.1m, 50000.00m, decimal.MaxValue, decimal.MinValue, 0.0000000000000000000000000001m),
            Gen.Select(Gen.Int, Gen.Int, Gen.Int, Gen.Bool, Gen.Int[0, 28], (low, middle, high, negative, scale) =>
                new decimal(low, middle, high, negative, (byte)scale))).Select(Boxed),
        [typeof(DateTimeOffset)] = Either(
            AnyOf(DateTimeOffset.MinValue, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.FromHours(5.5))),
            Gen.Long[0, DateTime.MaxValue.Ticks].Select(ticks => new DateTimeOffset(ticks, TimeSpan.Zero))).Select(Boxed),
        [typeof(Api.Permissions)] = Gen.Int[0, 7].Select(bits => Boxed((Api.Permissions)bits)),
    };

    private static readonly Lazy<Gen<object?>> Accounts = new(() => Gen.Select(
        Of<AccountFact.Opened>(), ListOf<Position>(), ListOf<OpenOrder>(), ListOf<AccountFact.Moved>(), ListOf<ClosedOrder>(), Gen.Long, Gen.Bool)
        .Select(parts => Boxed(Books(parts.Item1, parts.Item2, parts.Item3, parts.Item4, parts.Item5, parts.Item6, parts.Item7))));

    private static readonly Lazy<Gen<object?>> Users = new(() => Gen.Select(
        Of<UserCreated>(), Of<Grant>(), ListOf<UserSession>(), Gen.Bool)
        .Select(parts => Boxed(new User
        {
            UserId = parts.Item1.UserId,
            Name = parts.Item4 ? parts.Item1.UserName : null,
            PasswordHash = parts.Item1.PasswordHash,
            Held = parts.Item2.Held,
            Accounts = [.. parts.Item2.Accounts],
            PermissionVersion = parts.Item2.Authority.PermissionVersion,
            Sessions = [.. parts.Item3],
        })));

    public static Gen<object?> Of(Type type)
    {
        if (Known.TryGetValue(type, out var known))
            return known;

        if (type == typeof(Account))
            return Accounts.Value;

        if (type == typeof(User))
            return Users.Value;

        if (type == typeof(IProtocolMessage))
            return Either(Of(typeof(CancelOutcome)), Of(typeof(OrderDescribed)), Of(typeof(CallRefused)));

        if (type.IsEnum)
            return AnyOf([.. Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(number => (object?)Enum.ToObject(type, number))]);

        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return OrNull(Of(underlying));

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return Lists(type.GetGenericArguments()[0]);

        return type.IsAbstract ? Either([.. Heirs(type).Select(Of)]) : Built(type, [.. Constructor(type).GetParameters().Select(Of)]);
    }

    /// <summary>The types that may stand where the abstract one is asked for.</summary>
    public static IEnumerable<Type> Heirs(Type type) => type.Assembly.GetTypes().Where(heir => heir.IsSubclassOf(type) && !heir.IsAbstract);

    /// <summary>Gen.OneOf has both meanings, and the compiler's choice is not the reader's.</summary>
    private static Gen<T> AnyOf<T>(params T[] values) => Gen.OneOf<T>(values);

    private static Gen<T> Either<T>(params Gen<T>[] values) => Gen.OneOf<T>(values);

    private static object? Boxed<T>(T value) => value;

    private static Gen<T> Of<T>() => Of(typeof(T)).Select(value => (T)value!);

    private static Gen<IReadOnlyList<T>> ListOf<T>() => Lists(typeof(T)).Select(list => (IReadOnlyList<T>)list!);

    private static Gen<object?> Of(ParameterInfo parameter)
    {
        var values = Of(parameter.ParameterType);
        return !parameter.ParameterType.IsValueType && Nullability.Create(parameter).WriteState == NullabilityState.Nullable ? OrNull(values) : values;
    }

    private static Gen<object?> OrNull(Gen<object?> values) => Either(Gen.Const((object?)null), values, values);

    /// <summary>The primary constructor; the other one of a record copies.</summary>
    private static ConstructorInfo Constructor(Type type) =>
        type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(constructor => constructor.GetParameters() is not [var single] || single.ParameterType != type)
            .MaxBy(constructor => constructor.GetParameters().Length)!;

    private static Gen<object?> Built(Type type, IReadOnlyList<Gen<object?>> parameters) =>
        Sequence(parameters).Select(values => (object?)Constructor(type).Invoke([.. values]));

    private static Gen<object?> Lists(Type element)
    {
        var elements = Of(element);
        var least = element == typeof(AccountFact) ? 1 : 0;
        return Gen.Int[least, 3].SelectMany(count => Sequence([.. Enumerable.Repeat(elements, count)])).Select(values =>
        {
            var array = Array.CreateInstance(element, values.Count);
            for (var i = 0; i < values.Count; i++)
                array.SetValue(values[i], i);

            return (object?)array;
        });
    }

    private static Gen<ImmutableList<object?>> Sequence(IReadOnlyList<Gen<object?>> values) =>
        values.Aggregate(Gen.Const(ImmutableList<object?>.Empty), (all, next) => all.SelectMany(list => next.Select(list.Add)));

    /// <summary>Books whose parts agree, as those of <see cref="Actors.Accounts.Books"/> always do.</summary>
    private static Account Books(
        AccountFact.Opened opened,
        IReadOnlyList<Position> positions,
        IReadOnlyList<OpenOrder> orders,
        IReadOnlyList<AccountFact.Moved> transfers,
        IReadOnlyList<ClosedOrder> closed,
        long admissions,
        bool isOpen)
    {
        var open = orders.DistinctBy(order => order.Terms.OrderId).DistinctBy(order => order.Terms.ClientOrderId).ToImmutableDictionary(order => order.Terms.OrderId);
        return new Account(new AccountId(positions.Count))
        {
            Name = isOpen ? opened.Name : null,
            Balances = positions.DistinctBy(position => position.ProductId)
                .ToImmutableDictionary(position => position.ProductId, position => new Balance(position.Amount, position.Hold)),
            Open = open,
            ClientIds = open.Values.Where(order => order.Terms.ClientOrderId != ClientOrderId.None)
                .ToImmutableDictionary(order => order.Terms.ClientOrderId, order => order.Terms.OrderId),
            Transfers = transfers.DistinctBy(transfer => transfer.Reference)
                .ToImmutableDictionary(transfer => transfer.Reference, transfer => new Transfer(transfer.Product, transfer.Amount)),
            Closed = closed.DistinctBy(order => order.OrderId).Aggregate(ClosedOrders.None, (all, order) => all.Add(order)),
            Admissions = admissions,
            Corrected = closed.Aggregate(CorrectedOrders.None, (all, order) => all.Booked(order.OrderId, admissions)),
            IsSuspended = admissions % 2 == 1,
        };
    }
}
