using Oms.Actors.Api;

namespace Oms.Actors.Gateway;

/// <summary>
/// Calls of one connection that name the same account take effect in the order sent. A cancel by client id waits for the earlier places of that id, a sweep for all earlier
/// places, and a place for the earlier sweeps and cancels by client id: until those are answered. Places follow each other as they come, and a cancel by OrderId never
/// waits: whoever has the id has the answer. A call that names no account is of all of them.
/// </summary>
internal sealed class ConnectionOrder
{
    private readonly Dictionary<long, List<Turn>> _turns = [];

    /// <summary>A call takes its place, in the order in which calls come. To be left by <see cref="Leave"/> when it has been answered.</summary>
    /// <param name="connection">The connection; 0: none, no order.</param>
    /// <param name="account">The account; null: any.</param>
    /// <param name="isPlace">A place, or else a cancel.</param>
    /// <param name="clientOrder">The client id that it names; null for a sweep.</param>
    public Turn Enter(long connection, AccountId? account, bool isPlace, ClientOrderId? clientOrder)
    {
        var turn = new Turn(connection, account, isPlace, clientOrder);
        if (connection == 0)
            return turn;

        if (!_turns.TryGetValue(connection, out var calls))
            _turns[connection] = calls = [];

        foreach (var earlier in calls.Where(turn.WaitsFor))
            earlier.Add(turn);

        calls.Add(turn);
        return turn;
    }

    /// <summary>The call has been answered: those behind it go on.</summary>
    public void Leave(Turn turn)
    {
        if (!_turns.TryGetValue(turn.Connection, out var calls) || !calls.Remove(turn))
            return;

        if (calls.Count == 0)
            _turns.Remove(turn.Connection);

        turn.Release();
    }

    /// <summary>A call's place in its connection's order.</summary>
    internal sealed class Turn(long connection, AccountId? account, bool isPlace, ClientOrderId? clientOrder)
    {
        private readonly List<Turn> _behind = [];
        private int _ahead;
        private Action? _goOn;

        public long Connection { get; } = connection;

        /// <summary>Goes on once all that this call waits for has been answered; at once, if it has.</summary>
        public void WhenItComes(Action goOn)
        {
            if (_ahead == 0)
                goOn();
            else
                _goOn = goOn;
        }

        public bool WaitsFor(Turn earlier) =>
            isPlace != earlier.IsPlace
            && (account is null || earlier.Account is null || account == earlier.Account)
            && (isPlace || clientOrder is null || clientOrder == earlier.ClientOrder);

        public void Add(Turn later)
        {
            _behind.Add(later);
            later._ahead++;
        }

        public void Release()
        {
            foreach (var later in _behind)
            {
                if (--later._ahead == 0)
                    later._goOn?.Invoke();
            }
        }

        private bool IsPlace => isPlace;

        private AccountId? Account => account;

        private ClientOrderId? ClientOrder => clientOrder;
    }
}
