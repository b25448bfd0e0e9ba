using Oms.Actors.Instruments;

namespace Oms.Actors.Gateway;

/// <summary>
/// The version of the catalogue that a gateway acts by, and the version that it may vouch for: none of its admissions rests on an older one any more. An admission is on its
/// way until it is answered, and could still reach its account behind whatever the caller of a halt does next.
/// </summary>
internal sealed class CatalogueUse
{
    private readonly Dictionary<long, long> _admitting = [];

    /// <summary>Null until the catalogue has been told for the first time.</summary>
    public CatalogueTold? Newest { get; private set; }

    /// <summary>Below it nothing is under way; -1: nothing is known.</summary>
    public long Vouched => Newest is null ? -1 : _admitting.Values.Append(Newest.Version).Min();

    public void Told(CatalogueTold told)
    {
        if (told.Version >= (Newest?.Version ?? 0))
            Newest = told;
    }

    /// <summary>This call has told an account to admit an order, by the newest version.</summary>
    public void Admitting(long call) => _admitting[call] = Newest!.Version;

    /// <summary>The call has been answered; true if more can be vouched for now.</summary>
    public bool Ended(long call)
    {
        var before = Vouched;
        return _admitting.Remove(call) && Vouched > before;
    }
}
