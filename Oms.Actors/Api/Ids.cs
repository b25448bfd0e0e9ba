namespace Oms.Actors.Api;

/// <summary>An order management system. Range 0..2^31-1.</summary>
public readonly record struct OmsId(int Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>An account. Range 1..2^31-1; 0 means "not given" wherever a request may leave it out.</summary>
public readonly record struct AccountId(int Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A user. Range 1..2^31-1; 0 is the embedding host itself.</summary>
public readonly record struct UserId(int Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A product that accounts hold: a currency or an asset. Range 1..2^31-1.</summary>
public readonly record struct ProductId(int Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>An instrument: a pair of products that trade against each other. Range 1..2^31-1.</summary>
public readonly record struct InstrumentId(int Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>An order, unique across one OMS (AlphaPoint CancelOrder). Issued ids are 1..2^53-1, so that JavaScript can read them; a request may name 0..2^63-1.</summary>
public readonly record struct OrderId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The caller's own name for an order, unique among an account's open orders. Range 0..2^63-1; 0 means "none".</summary>
public readonly record struct ClientOrderId(long Value)
{
    /// <summary>No client id: the order can be named by its <see cref="OrderId"/> only.</summary>
    public static readonly ClientOrderId None = new(0);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
