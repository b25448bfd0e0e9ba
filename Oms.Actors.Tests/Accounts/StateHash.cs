using System.Security.Cryptography;
using System.Text;
using Oms.Actors.Accounts;
using Oms.Actors.Tests.Serialization;

namespace Oms.Actors.Tests.Accounts;

/// <summary>
/// One number for all that an account's books hold: of the text of every field there is, down to the digits of each amount, whatever fields there may ever be. Dictionaries
/// have no order. Two books with the same hash are the same.
/// </summary>
internal static class StateHash
{
    public static string Of(Account account) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Dump.Of(account))));
}
