using Oms.Actors.Api;
using Oms.Actors.Protocol;
using Oms.Simulation.Mutants;
using Oms.Simulation.Stage;
using Oms.Simulation.Traffic;

namespace Oms.Simulation.Schedules;

/// <summary>In which order a cancel and an execution come.</summary>
internal enum Course
{
    CancelThenExecution = 0,
    ExecutionThenCancel,
    FullExecutionAndCancel,
    CancelRightBehindPlace,
}

/// <summary>A fixed schedule: an order is placed, executed in part and canceled, another spends what that has freed, and readers look on from every node.</summary>
internal sealed class Scenario
{
    private const long Begins = Moment.Second;
    private const long Counts = 12 * Moment.Second;
    private const long Touches = 22 * Moment.Second;
    private const long Ends = 29 * Moment.Second;
    private static readonly AccountId Account = new(1);
    private static readonly OrderId FirstOrder = new(1);
    private static readonly long[] Looks = [2, 9, 14, 18, 25, 40, 700, 1_600, 3_000, 6_500, 9_000];

    private readonly Course _course;
    private readonly World _world;
    private readonly ScriptedFate _fate;
    private readonly Market _market;
    private readonly List<Operation> _touches = [];

    private Scenario(Course course, Mishap mishap, Timings timings, Mutant mutant, Action<string>? trace)
    {
        _course = course;
        _fate = new ScriptedFate(mishap);
        _world = new World(3, _fate, mutant, timings, trace);
        _market = new Market(_world);
        Clients.OpenAccount(_world, Account, 0, 30);
    }

    /// <summary>Runs it, and says how many messages, writes and effects were counted.</summary>
    public static (Verdict Verdict, ScriptedFate Counted) Run(Course course, Mishap mishap, Timings timings, Mutant mutant, Action<string>? trace = null)
    {
        var scenario = new Scenario(course, mishap, timings, mutant, trace);
        string? violation = null;
        try
        {
            scenario.Play();
        }
        catch (ViolationException broken)
        {
            violation = broken.Message;
        }

        return (Verdict.Of(scenario._world, violation), scenario._fate);
    }

    public static void MoveOrder(World world, bool andBack) => Move(world, EntityKey.Of(FirstOrder), andBack);

    public static void MoveAccount(World world, bool andBack) => Move(world, EntityKey.Of(Account), andBack);

    private void Play()
    {
        var nodes = _world.Cluster.Nodes;
        foreach (var node in nodes)
            node.Start();

        _world.RunUntil(Begins / 2);
        var subscriber = new Subscriber(_world, nodes[0], Account, 0);
        _world.RunUntil(Begins);
        _fate.IsCounting = true;
        Arrange(nodes);
        _world.RunUntil(Counts);
        _world.Fate = Fate.Kind;
        _world.RunUntil(Touches);
        _world.Checker.CheckAwake();
        Touch(new ListOperation(_world, Account), nodes[1]);
        Touch(new StatusOperation(_world, Account, FirstOrder), nodes[2]);
        Touch(new StatusOperation(_world, Account, new OrderId(2)), nodes[2]);
        _world.RunUntil(Ends);
        foreach (var touch in _touches.Where(touch => !touch.IsServed))
            _world.Fail($"{touch} is not served when all is healed");
        _world.Checker.CheckEnd([subscriber]);
    }

    private void Arrange(IReadOnlyList<SimNode> nodes)
    {
        var pipelined = _course == Course.CancelRightBehindPlace;
        var place = Place(1, pipelined ? null : placed => AfterPlace(placed, nodes));
        if (pipelined)
            place.Behind = new CancelOperation(_world, Account, null, new ClientOrderId(1), 1, place);

        place.BeginAt(nodes[0]);
        place.Behind?.Begin(nodes[0]);
        if (pipelined)
            _world.After(12 * Moment.Millisecond, () => _market.Execute(FirstOrder, 1, 10, [nodes[1]]));

        foreach (var look in Looks)
        {
            _world.After(look * Moment.Millisecond, () => new ListOperation(_world, Account).Begin(nodes[1]));
            _world.After(look * Moment.Millisecond + 400, () => new StatusOperation(_world, Account, FirstOrder).Begin(nodes[2]));
        }

        _world.After(2_500 * Moment.Millisecond, () => Place(2, null).BeginAt(nodes[0]));
    }

    private void AfterPlace(PlaceOperation placed, IReadOnlyList<SimNode> nodes)
    {
        var (cancelAfter, executeAfter) = _course switch
        {
            Course.CancelThenExecution => (1, 2),
            Course.ExecutionThenCancel => (6, 1),
            _ => (1, 1),
        };
        _world.After(cancelAfter * Moment.Millisecond, () =>
            new CancelOperation(_world, Account, FirstOrder, new ClientOrderId(1), 1).Begin(nodes[0]));
        _world.After(cancelAfter * Moment.Millisecond + 700, () =>
            new CancelOperation(_world, Account, null, new ClientOrderId(1), 0).Begin(nodes[1]));
        _world.After(executeAfter * Moment.Millisecond, () =>
            _market.Execute(FirstOrder, _course == Course.FullExecutionAndCancel ? 3 : 1, 10, [nodes[1], nodes[2]]));
    }

    private PlaceOperation Place(long clientId, Action<PlaceOperation>? then) =>
        new(_world, Account, new SendOrderRequest(1, Account.Value, 1, Side.Buy, OrderType.Limit, clientId == 1 ? 3 : 2, 10, null, clientId), 1) { Then = then };

    private void Touch(Operation operation, SimNode node)
    {
        _touches.Add(operation);
        operation.Begin(node);
    }

    private static void Move(World world, EntityKey key, bool andBack)
    {
        if (world.Cluster.HomeOf(key) is not { } home)
            return;

        var nodes = world.Cluster.Nodes;
        world.Cluster.Move(key, nodes[(home.Index + 1) % nodes.Count], () =>
        {
            if (andBack)
                world.After(30 * Moment.Millisecond, () => world.Cluster.Move(key, home));
        });
    }
}
