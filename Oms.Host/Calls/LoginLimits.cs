using System.Net;
using System.Net.Sockets;

namespace Oms.Host.Calls;

/// <summary>
/// Bounds how often passwords can be guessed: so many failed logins for one user name, and so many from one address, within a window; after that nobody is asked until the
/// window is over. An attempt counts from its beginning, so that many at once gain nothing, and is taken back when it was no failure. Memory is a fixed number of
/// slots, chosen by a hash that differs with each start: two names in one slot share their count.
/// </summary>
internal sealed class LoginLimits(TimeProvider time)
{
    public const int FailuresOfOneUser = 10;
    public const int FailuresFromOneAddress = 40;

    private const int Slots = 8192;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Slot[] _users = new Slot[Slots];
    private readonly Slot[] _addresses = new Slot[Slots];

    /// <summary>True when the password may be looked at. Then, unless it was wrong, <see cref="TakeBack"/> is owed.</summary>
    public bool TryBegin(string userName, IPAddress address)
    {
        lock (_gate)
        {
            ref var user = ref Of(_users, UserKey(userName));
            ref var place = ref Of(_addresses, AddressKey(address));
            if (user.Count >= FailuresOfOneUser || place.Count >= FailuresFromOneAddress)
                return false;
            user.Count++;
            place.Count++;
            return true;
        }
    }

    /// <summary>The attempt was no failure.</summary>
    public void TakeBack(string userName, IPAddress address)
    {
        lock (_gate)
        {
            Decrease(ref Of(_users, UserKey(userName)));
            Decrease(ref Of(_addresses, AddressKey(address)));
        }
    }

    private static void Decrease(ref Slot slot) => slot.Count = Math.Max(0, slot.Count - 1);

    private ref Slot Of(Slot[] slots, int hash)
    {
        ref var slot = ref slots[(uint)hash % Slots];
        if (slot.Count == 0 || time.GetElapsedTime(slot.Since) >= Window)
            slot = new Slot { Since = time.GetTimestamp() };
        return ref slot;
    }

    private static int UserKey(string userName) => userName.ToUpperInvariant().GetHashCode(StringComparison.Ordinal);

    /// <summary>Of an IPv6 address the network counts: whoever has one address there has them all.</summary>
    private static int AddressKey(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var hash = new HashCode();
        var bytes = plain.GetAddressBytes();
        hash.AddBytes(plain.AddressFamily == AddressFamily.InterNetworkV6 ? bytes.AsSpan(0, 8) : bytes);
        return hash.ToHashCode();
    }

    private struct Slot
    {
        public long Since;
        public int Count;
    }
}
