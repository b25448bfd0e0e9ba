using Oms.Faults.Checking;
using Oms.Faults.Clients;
using Oms.Faults.Nemesis;
using Oms.Faults.Recording;
using Oms.Faults.Stage;

namespace Oms.Faults;

/// <summary>What has come of a round.</summary>
internal sealed record RoundResult(int Operations, IReadOnlyList<string> Faults, IReadOnlyList<Finding> Findings, IReadOnlyList<TimeSpan> Failovers);

/// <summary>
/// Accounts of its own, traffic on them, some faults, healing, and what is found then. What takes its time after a fault is waited for; what is wrong stays wrong.
/// </summary>
internal sealed class Round(Theatre theatre, JournalReader journal, Recorder recorder, int number, Chance chance, Func<long> nextClientOrder)
{
    private const int AccountCount = 3;
    private const int TraderCount = 9;
    private const int ReadAgain = 20;
    private const int FaultsMost = 3;
    private static readonly TimeSpan ReadyPatience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan QuietPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ReadPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan CallPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    /// <summary>The users that trade in every round.</summary>
    public static IReadOnlyList<string> Users { get; } = ["ann", "bob", "cleo"];

    /// <summary>The user by whom fail-over is measured.</summary>
    public const string Prober = "prober";

    private readonly List<int> _accounts = [.. Enumerable.Range((number * (AccountCount + 1)) + 1, AccountCount)];

    private int ProbedAccount => (number + 1) * (AccountCount + 1);

    public async Task<RoundResult> Run(Operator @operator, Deck faults)
    {
        var mark = await journal.Mark();
        foreach (var account in _accounts)
            await @operator.OpenAccount(account, Users);
        await @operator.OpenAccount(ProbedAccount, [Prober]);

        var market = new Market(_accounts, nextClientOrder);
        var failover = new Failover(Prober, ProbedAccount, new Market([ProbedAccount], nextClientOrder), recorder);
        using var stop = new CancellationTokenSource();
        var hangUp = new TaskCompletionSource();
        var trading = Enumerable.Range(0, TraderCount).Select(at => TraderOf(at, market).Trade(hangUp.Task, stop.Token)).ToList();
        var happened = await Disturb(faults, failover);
        await stop.CancelAsync();

        var findings = await Find(mark);
        hangUp.SetResult();
        await Task.WhenAll(trading);
        return new RoundResult(recorder.Entries.OfType<Invoked>().Count(), happened, findings, failover.Measured);
    }

    private Trader TraderOf(int at, Market market) =>
        new($"trader{at}", Users[at % Users.Count], listens: at < TraderCount / 2, theatre.Nodes, market, recorder, new Chance(chance.Next()));

    private async Task<IReadOnlyList<string>> Disturb(Deck faults, Failover failover)
    {
        var scene = new Scene(theatre, recorder, chance, failover);
        List<string> happened = [];
        await scene.Wait(2, 4);
        for (var more = 1 + chance.Below(FaultsMost); more > 0; more--)
        {
            var fault = faults.Next();
            happened.Add(fault.Name);
            await fault.Happen(scene);
            await scene.Wait(0, 4);
        }

        return happened;
    }

    private async Task<IReadOnlyList<Finding>> Find(long mark)
    {
        if (!await theatre.IsReady(ReadyPatience))
            return [new Finding(FindingKind.Lost, "not all nodes serve again")];

        await Pause.Until(async () => (await Check(mark, isFinal: false)).Count == 0, QuietPatience, Between);
        foreach (var node in theatre.Nodes)
        {
            if (!await Pause.Until(() => IsRead(node), ReadPatience, Between))
                return [new Finding(FindingKind.Lost, $"node {node.Name} does not tell what is so")];
        }

        return await Check(mark, isFinal: true);
    }

    private async Task<IReadOnlyList<Finding>> Check(long mark, bool isFinal)
    {
        var rows = await journal.ReadRows(mark);
        var replayed = isFinal ? await journal.Replay(rows.Keys) : rows.ToDictionary(stream => stream.Key, stream => (IReadOnlyList<Actors.Protocol.IPersistedEvent>)[.. stream.Value.Select(row => row.Event)]);
        return Checker.Check(new Evidence(recorder.Entries, rows, replayed));
    }

    /// <summary>Every node is asked for everything once more when nothing moves any longer.</summary>
    private async Task<bool> IsRead(Node node)
    {
        try
        {
            await using var door = HttpWire.To(node.Clients, null, CallPatience);
            foreach (var (user, accounts) in new[] { (Users[0], _accounts), (Prober, [ProbedAccount]) })
            {
                var login = await door.Call("AuthenticateUser", $$"""{"UserName":"{{user}}","Password":"{{Operator.Password}}"}""");
                if (!login.TryGetProperty("SessionToken", out var token))
                    return false;

                await using var session = new Session("reader", node.Name, HttpWire.To(node.Clients, token.GetString(), CallPatience), recorder);
                foreach (var account in accounts)
                {
                    if (!await IsRead(session, account))
                        return false;
                }
            }

            return true;
        }
        catch (WireLostException)
        {
            return false;
        }
    }

    private async Task<bool> IsRead(Session session, int account)
    {
        var open = await session.Call(new Request(Act.OpenOrders, account));
        var orders = recorder.Entries.OfType<Invoked>().Where(invoked => invoked.Request.Act == Act.Place && invoked.Request.Account == account).Select(invoked => invoked.Request.Order);
        foreach (var order in chance.Shuffled(orders).Take(ReadAgain))
            await session.Call(new Request(Act.Status, account, order));
        return open.Outcome == Outcome.Done && await session.TellBooks(account);
    }
}
