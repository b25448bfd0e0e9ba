using Oms.Actors.Api;

namespace Oms.Host.Calls;

/// <summary>The symbols of the products, read from the engine once and again whenever a product is not among them: a product is never renamed.</summary>
internal sealed class ProductSymbols(IOms oms, HostSettings settings)
{
    private volatile Dictionary<ProductId, string> _known = new Dictionary<ProductId, string>();

    /// <summary>Symbols among which is that of this product, unless the engine does not know it or can't say now.</summary>
    public async ValueTask<IReadOnlyDictionary<ProductId, string>> Containing(ProductId product)
    {
        if (!_known.ContainsKey(product))
            await Read(CancellationToken.None);
        return _known;
    }

    /// <summary>All of them, or the refusal.</summary>
    public async Task<Answer<IReadOnlyDictionary<ProductId, string>>> Read(CancellationToken cancellation)
    {
        var products = await oms.GetProducts(settings.OmsId.Value, cancellation);
        if (!products.IsAnswered)
            return Answer.Refused<IReadOnlyDictionary<ProductId, string>>(products.Refusal);
        _known = products.Value.ToDictionary(product => product.ProductId, product => product.Symbol);
        return Answer.Of<IReadOnlyDictionary<ProductId, string>>(_known);
    }
}
