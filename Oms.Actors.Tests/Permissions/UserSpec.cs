using CsCheck;
using Oms.Actors.Api;
using Oms.Actors.Permissions;
using Oms.Actors.Protocol;
using Xunit;
using static Oms.Actors.Tests.Permissions.UserCases;

namespace Oms.Actors.Tests.Permissions;

public sealed class UserSpec
{
    /// <summary>Every command in every state: absent, existing, existing with a session and rights, removed.</summary>
    public static TheoryData<string, string, string> Cells => new()
    {
        { "absent", "create", "UserCreated" },
        { "absent", "create other", "UserCreated" },
        { "absent", "set same", "NoSuchUser" },
        { "absent", "set other", "NoSuchUser" },
        { "absent", "change", "NoSuchUser" },
        { "absent", "start", "NotAuthorized" },
        { "absent", "start stale", "NotAuthorized" },
        { "absent", "close", "NotAuthorized" },
        { "absent", "close unused", "nothing" },
        { "absent", "remove", "NoSuchUser" },
        { "bare", "remove", "UserRemoved" },
        { "busy", "remove", "UserRemoved" },
        { "removed", "create", "NameTaken" },
        { "removed", "create other", "NameTaken" },
        { "removed", "set same", "NoSuchUser" },
        { "removed", "set other", "NoSuchUser" },
        { "removed", "change", "NoSuchUser" },
        { "removed", "remove", "nothing" },
        { "removed", "start", "NotAuthorized" },
        { "removed", "start stale", "NotAuthorized" },
        { "removed", "close", "NotAuthorized" },
        { "removed", "close unused", "nothing" },
        { "bare", "create", "nothing" },
        { "bare", "create other", "NameTaken" },
        { "bare", "set same", "nothing" },
        { "bare", "set other", "PasswordSet" },
        { "bare", "change", "RightsChanged" },
        { "bare", "start", "SessionStarted" },
        { "bare", "start stale", "NotAuthorized" },
        { "bare", "close", "NotAuthorized" },
        { "bare", "close unused", "nothing" },
        { "busy", "create", "nothing" },
        { "busy", "create other", "NameTaken" },
        { "busy", "set same", "nothing" },
        { "busy", "set other", "PasswordSet" },
        { "busy", "change", "nothing" },
        { "busy", "start", "SessionStarted" },
        { "busy", "start stale", "NotAuthorized" },
        { "busy", "close", "SessionsClosed" },
        { "busy", "close unused", "SessionsClosed" },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_command_has_its_answer_in_every_state(string state, string command, string answer)
    {
        var decision = User.Decide(State(state), Command(command), Now);

        var found = decision.Event?.GetType().Name ?? (decision.Refusal == UserRefusal.None ? "nothing" : decision.Refusal.ToString());
        Assert.Equal(answer, found);
        Assert.False(decision.Event is not null && decision.Refusal != UserRefusal.None);
    }

    [Theory]
    [InlineData("absent", "password set")]
    [InlineData("absent", "rights")]
    [InlineData("absent", "started")]
    [InlineData("absent", "closed")]
    [InlineData("absent", "removed")]
    [InlineData("bare", "created")]
    [InlineData("removed", "created")]
    [InlineData("removed", "removed")]
    [InlineData("removed", "started")]
    public void An_event_that_can_not_follow_is_not_ignored(string state, string @event) =>
        Assert.Throws<InvariantViolationException>(() => User.Apply(State(state), @event switch
        {
            "created" => new UserCreated(new UserId(5), "Ann", "hash", Boss, Now),
            "password set" => new PasswordSet("hash", Boss, Now),
            "rights" => new RightsChanged(Api.Permissions.Trading, 0, null, null, Boss, Now),
            "started" => Started("s"),
            "removed" => new UserRemoved(Boss, Now),
            _ => new SessionsClosed([SessionSecrets.HashOf("s")], Now),
        }));

    [Fact]
    public void A_created_user_may_do_nothing()
    {
        var grant = Existing().Grant;

        Assert.Equal(new Authority(new UserId(5), "Ann", 1), grant.Authority);
        Assert.Equal(Api.Permissions.None, grant.Held);
        Assert.Empty(grant.Accounts);
    }

    [Fact]
    public void A_change_of_rights_names_only_what_is_different_and_is_counted()
    {
        var user = Existing(new RightsChanged(Api.Permissions.Trading, 0, Eleven, null, Boss, Now));

        var decision = User.Decide(user, Change(Api.Permissions.Trading | Api.Permissions.Operator, Api.Permissions.AccountReadOnly, Twelve, Eleven), Now);

        Assert.Equal(new RightsChanged(Api.Permissions.Operator, 0, Twelve, Eleven, Boss, Now), decision.Event);
        var after = User.Apply(user, decision.Event!);
        Assert.Equal(3, after.PermissionVersion);
        Assert.Equal(Api.Permissions.Trading | Api.Permissions.Operator, after.Held);
        Assert.Equal([Twelve], after.Accounts);
    }

    [Fact]
    public void What_one_command_gives_and_takes_is_taken()
    {
        var user = Existing(new RightsChanged(Api.Permissions.Trading, 0, Eleven, null, Boss, Now));

        var decision = User.Decide(user, Change(Api.Permissions.Trading, Api.Permissions.Trading, Eleven, Eleven), Now);

        Assert.Equal(new RightsChanged(0, Api.Permissions.Trading, null, Eleven, Boss, Now), decision.Event);
        Assert.Null(User.Decide(Existing(), Change(Api.Permissions.Trading, Api.Permissions.Trading, Eleven, Eleven), Now).Event);
    }

    [Fact]
    public void Accounts_are_in_the_order_of_association()
    {
        var user = Existing(
            new RightsChanged(0, 0, Twelve, null, Boss, Now),
            new RightsChanged(0, 0, Eleven, null, Boss, Now));

        Assert.Equal([Twelve, Eleven], user.Grant.Accounts);
    }

    [Fact]
    public void A_new_password_ends_all_sessions_and_changes_no_right()
    {
        var user = Existing(Started("a"), Started("b"));

        var after = User.Apply(user, new PasswordSet("other", Boss, Now));

        Assert.Empty(after.Sessions);
        Assert.Equal(user.PermissionVersion, after.PermissionVersion);
    }

    [Fact]
    public void A_session_ends_at_its_time_and_not_before()
    {
        var user = Existing(Started("a"));
        var end = Now + TimeSpan.FromHours(24);

        Assert.NotNull(user.SessionOf(SessionSecrets.HashOf("a"), end - TimeSpan.FromTicks(1)));
        Assert.Null(user.SessionOf(SessionSecrets.HashOf("a"), end));
        Assert.Null(user.SessionOf(SessionSecrets.HashOf("b"), Now));
    }

    [Fact]
    public void The_oldest_session_makes_way_for_one_too_many()
    {
        var user = Existing([.. Enumerable.Range(0, User.SessionsMost + 1).Select(i => Started($"s{i}"))]);

        Assert.Equal(User.SessionsMost, user.Sessions.Count);
        Assert.Null(user.SessionOf(SessionSecrets.HashOf("s0"), Now));
        Assert.NotNull(user.SessionOf(SessionSecrets.HashOf("s1"), Now));
        Assert.NotNull(user.SessionOf(SessionSecrets.HashOf($"s{User.SessionsMost}"), Now));
    }

    [Fact]
    public void An_expired_session_makes_way_before_a_live_one()
    {
        var later = Now + TimeSpan.FromHours(24);
        var user = Existing([Started("live", later), .. Enumerable.Range(1, User.SessionsMost - 1).Select(i => Started($"s{i}")), Started("new", later)]);

        Assert.NotNull(user.SessionOf(SessionSecrets.HashOf("live"), later));
        Assert.Equal(2, user.Sessions.Count);
    }

    [Fact]
    public void Rights_are_what_a_plain_set_would_say_and_each_change_counts_once() =>
        Gen.Select(Gen.Int[0, 7], Gen.Int[0, 7], Gen.Int[0, 3], Gen.Int[0, 3]).Array[0, 40].Sample(changes =>
        {
            var (user, held, accounts, version) = (Existing(), 0, new List<int>(), 1L);
            foreach (var (grant, revoke, associate, dissociate) in changes)
            {
                var before = (held, string.Join(",", accounts));
                held = (held | grant) & ~revoke;
                if (associate > 0 && associate != dissociate && !accounts.Contains(associate))
                    accounts.Add(associate);
                accounts.Remove(dissociate);
                version += before == (held, string.Join(",", accounts)) ? 0 : 1;

                var decision = User.Decide(user, Change((Api.Permissions)grant, (Api.Permissions)revoke, AccountOf(associate), AccountOf(dissociate)), Now);
                user = decision.Event is { } @event ? User.Apply(user, @event) : user;
            }

            return (int)user.Held == held && user.PermissionVersion == version && accounts.SequenceEqual(user.Accounts.Select(account => account.Value));
        });

    private static AccountId? AccountOf(int id) => id == 0 ? null : new AccountId(id);

    private static User State(string state) => state switch
    {
        "absent" => User.Absent,
        "bare" => Existing(),
        "removed" => Existing(Started("s"), new UserRemoved(Boss, Now)),
        _ => Existing(Started("s"), new RightsChanged(Api.Permissions.Trading, 0, Eleven, null, Boss, Now)),
    };

    private static IUserCommand Command(string command) => command switch
    {
        "create" => Create(),
        "create other" => Create(6),
        "set same" => Set("hash"),
        "set other" => Set("other"),
        "change" => Change(Api.Permissions.Trading, associate: Eleven),
        "remove" => new RemoveUser("ann", Boss, 1, new ReplyAddress("reply")),
        "start" => new StartSession("hash", SessionSecrets.HashOf("new"), TimeSpan.FromHours(1)),
        "start stale" => new StartSession("older", SessionSecrets.HashOf("new"), TimeSpan.FromHours(1)),
        "close" => Close("s"),
        _ => new CloseUnusedSessions([SessionSecrets.HashOf("s")]),
    };
}
