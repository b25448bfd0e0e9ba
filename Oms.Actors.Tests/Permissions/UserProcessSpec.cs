using CsCheck;
using Oms.Actors.Api;
using Oms.Actors.Permissions;
using Oms.Actors.Protocol;
using Oms.Actors.Tests.Protocol;
using Xunit;
using static Oms.Actors.Tests.Permissions.UserCases;

namespace Oms.Actors.Tests.Permissions;

public sealed class UserProcessSpec
{
    private readonly UserProcess _process = NewProcess();
    private readonly ProcessBench _bench;

    public UserProcessSpec() => _bench = new ProcessBench(_process);

    [Fact]
    public void A_user_is_kept_under_his_key() => Assert.Equal("user-ann", _process.PersistenceId);

    [Theory]
    [InlineData("authorize")]
    [InlineData("session")]
    [InlineData("describe")]
    [InlineData("set")]
    [InlineData("change")]
    [InlineData("close")]
    public void A_name_that_nobody_has_is_answered_writes_nothing_and_leaves(string message)
    {
        var effects = _bench.Feed(message switch
        {
            "authorize" => May(Api.Permissions.None),
            "session" => May(Api.Permissions.None, secret: "s"),
            "describe" => new DescribeUser("ann", 1, ProcessBench.Asker),
            "set" => Set("other"),
            "change" => Change(Api.Permissions.Operator),
            _ => (object)Close("s"),
        });

        IProtocolMessage expected = message switch
        {
            "authorize" or "session" => new Authorized(1, Verdict.Nobody, null),
            "close" => new CallRefused(1, OmsCode.NotAuthorized, null),
            _ => new CallRefused(1, OmsCode.ResourceNotFound, "no such user"),
        };
        Assert.Equal(expected, Assert.Single(ProcessBench.Replies(effects)));
        Assert.Null(_bench.Writing);
        Assert.Equal(Effect.Passivate.Now, effects[^1]);
    }

    [Fact]
    public void A_log_in_of_nobody_is_verified_like_any_other_then_refused_then_leaves()
    {
        var verify = Assert.IsType<Effect.VerifyPassword>(Assert.Single(_bench.Feed(Open())));
        Assert.Null(verify.Hash);

        var effects = _bench.Feed(new Input.PasswordVerified(verify.Call, false));

        Assert.Equal([new Effect.Reply(ProcessBench.Asker, new CallRefused(1, OmsCode.NotAuthorized, null)), Effect.Passivate.Now], effects);
    }

    [Fact]
    public void Creation_is_answered_after_its_write_and_a_repeat_is_the_same()
    {
        Assert.Empty(ProcessBench.Replies(_bench.Feed(Create())));
        Assert.Equal(new UserChanged(1, new UserId(5)), Assert.Single(ProcessBench.Replies(_bench.Commit())));
        Assert.Equal(new UserChanged(2, new UserId(5)), _bench.Ask(Create(call: 2)));
        Assert.Equal(new CallRefused(3, OmsCode.OperationFailed, "the name is taken"), _bench.Ask(Create(6, call: 3)));
        Assert.Single(_bench.Journal);
    }

    [Fact]
    public void Old_rights_hold_until_the_change_is_written_new_ones_once_it_is_answered()
    {
        _bench.Ask(Create());
        _bench.Ask(Change(Api.Permissions.Trading, associate: Eleven));

        _bench.Feed(Change(revoke: Api.Permissions.Trading));
        Assert.Equal(Verdict.Granted, Decide(May(Api.Permissions.Trading, Eleven)));
        Assert.IsType<UserChanged>(Assert.Single(ProcessBench.Replies(_bench.Commit())));
        Assert.Equal(Verdict.Denied, Decide(May(Api.Permissions.Trading, Eleven)));
    }

    [Fact]
    public void A_change_that_changes_nothing_is_answered_without_a_write()
    {
        _bench.Ask(Create());

        Assert.Equal(new UserChanged(2, new UserId(5)), Assert.Single(ProcessBench.Replies(_bench.Feed(Change(revoke: Api.Permissions.Operator, call: 2)))));
        Assert.Null(_bench.Writing);
    }

    [Theory]
    [InlineData(Api.Permissions.Trading, Api.Permissions.Trading, 11, Verdict.Granted)]
    [InlineData(Api.Permissions.Trading, Api.Permissions.Trading, 12, Verdict.Denied)]
    [InlineData(Api.Permissions.Trading, Api.Permissions.Trading, 0, Verdict.Granted)]
    [InlineData(Api.Permissions.AccountReadOnly, Api.Permissions.Trading | Api.Permissions.Operator, 11, Verdict.Denied)]
    [InlineData(Api.Permissions.AccountReadOnly, Api.Permissions.Trading | Api.Permissions.AccountReadOnly, 11, Verdict.Granted)]
    [InlineData(Api.Permissions.Operator, Api.Permissions.Trading | Api.Permissions.Operator, 12, Verdict.Granted)]
    [InlineData(Api.Permissions.None, Api.Permissions.Trading | Api.Permissions.Operator, 0, Verdict.Denied)]
    [InlineData(Api.Permissions.None, Api.Permissions.None, 0, Verdict.Granted)]
    [InlineData(Api.Permissions.None, Api.Permissions.None, 12, Verdict.Denied)]
    public void Rights_are_denied_unless_held_and_on_the_accounts_of_the_user(Api.Permissions held, Api.Permissions needed, int account, object verdict)
    {
        _bench.Ask(Create());
        _bench.Ask(Change(held, associate: Eleven));

        var authorized = Assert.IsType<Authorized>(_bench.Ask(May(needed, account == 0 ? null : new AccountId(account))));

        Assert.Equal(verdict, authorized.Verdict);
        Assert.Equal(new Authority(new UserId(5), "Ann", 2), authorized.Grant!.Authority);
        Assert.Equal([Eleven], authorized.Grant.Accounts);
    }

    [Fact]
    public void Writes_go_one_at_a_time_and_in_order_and_the_queue_is_bounded()
    {
        var bench = new ProcessBench(NewProcess(new UserLimits { Queue = 2 }));
        bench.Feed(Create());
        bench.Feed(Change(Api.Permissions.Trading, call: 2));
        bench.Feed(Change(revoke: Api.Permissions.Trading, call: 3));
        var busy = Assert.Single(ProcessBench.Replies(bench.Feed(Change(Api.Permissions.Operator, call: 4))));

        Assert.Equal(new CallRefused(4, OmsCode.OperationFailed, "the user is busy"), busy);
        Assert.Equal([1, 2, 3], ProcessBench.Replies(bench.CommitAll()).Cast<UserChanged>().Select(changed => changed.Call));
        Assert.Equal(["UserCreated", "RightsChanged", "RightsChanged"], bench.Journal.Select(@event => @event.GetType().Name));
    }

    [Fact]
    public void Whoever_waits_when_a_life_ends_is_told_that_the_outcome_is_unknown()
    {
        _bench.Feed(Open());
        _bench.Feed(Create(call: 2));
        _bench.Feed(Change(Api.Permissions.Trading, call: 3));

        var replies = ProcessBench.Replies(_bench.Fail());

        Assert.Equal([2L, 3, 1], replies.Cast<CallRefused>().Select(refused => refused.Call));
        Assert.All(replies.Cast<CallRefused>(), refused => Assert.Equal((OmsCode.ServerError, "outcome unknown"), (refused.Code, refused.Detail)));
        Assert.Empty(ProcessBench.Replies(_bench.Fail()));
    }

    [Fact]
    public void A_snapshot_is_the_user()
    {
        var timings = new Timings { SnapshotEvery = 3 };
        var bench = new ProcessBench(new UserProcess("ann", UserLimits.Default, timings, new CountedSecrets()));
        bench.Ask(Create());
        bench.Ask(Change(Api.Permissions.Trading));
        bench.Ask(Change(associate: Eleven));
        Assert.Equal(3, bench.Snapshot!.Value.Sequence);

        var revived = NewProcess();
        revived.Restore(bench.Snapshot.Value.State, 3);
        Assert.Equal(Describe(bench.Journal.Cast<IUserEvent>().Aggregate(User.Absent, User.Apply)), Describe(revived.Settled));
    }

    [Fact]
    public void What_is_replayed_is_what_lived() =>
        Gen.Select(Gen.Int[0, 7], Gen.Int[0, 7], Gen.Int[0, 3]).Array[1, 60].Sample(steps =>
        {
            var process = NewProcess(new UserLimits { SessionIdle = TimeSpan.FromHours(3) });
            var bench = new ProcessBench(process);
            foreach (var (what, bits, other) in steps)
            {
                bench.Now += TimeSpan.FromMinutes(31 * other);
                Step(bench, what, bits, other);
            }

            bench.CommitAll();
            var revived = NewProcess();
            var again = new ProcessBench(revived, bench.Journal);
            return Describe(process.Settled) == Describe(revived.Settled) && again.Writing is null;
        });

    private static void Step(ProcessBench bench, int what, int bits, int other)
    {
        var effects = bench.Feed(what switch
        {
            0 => Create(5 + (other / 3)),
            1 => Set($"hash{other}"),
            2 or 3 => Change((Api.Permissions)bits, (Api.Permissions)(bits >> 1), new AccountId(1 + other), new AccountId(1 + (bits % 4))),
            4 or 5 => Open(),
            6 => Close(SecretOf(bits + 1)),
            _ => new Input.TimerFired(UserProcess.IdleTimer),
        });
        if (effects.OfType<Effect.VerifyPassword>().SingleOrDefault() is { } verify)
            bench.Feed(new Input.PasswordVerified(verify.Call, verify.Hash is not null));
        if (other != 1)
            bench.CommitAll();
    }

    private static string SecretOf(int number)
    {
        var source = new CountedSecrets();
        for (var i = 1; i < number; i++)
            _ = SessionSecrets.New(source);

        return SessionSecrets.New(source);
    }

    private static UserProcess NewProcess(UserLimits? limits = null) => new("ann", limits ?? UserLimits.Default, Timings.Default, new CountedSecrets());

    private Verdict Decide(Authorize question) => Assert.IsType<Authorized>(Assert.Single(ProcessBench.Replies(_bench.Feed(question)))).Verdict;
}
