using Oms.Actors.Api;
using Oms.Actors.Permissions;
using Oms.Actors.Protocol;
using Oms.Actors.Tests.Protocol;
using Xunit;
using static Oms.Actors.Tests.Permissions.UserCases;

namespace Oms.Actors.Tests.Permissions;

public sealed class SessionSpec
{
    private readonly ProcessBench _bench = new(NewProcess(), [new UserCreated(new UserId(5), "Ann", "hash", Boss, Now)]);

    [Fact]
    public void A_session_is_opened_after_its_write_and_only_its_hash_is_kept()
    {
        var opened = LogIn();

        Assert.Equal(32, System.Buffers.Text.Base64Url.DecodeFromChars(opened.SessionSecret).Length);
        Assert.Equal(new SessionStarted(SessionSecrets.HashOf(opened.SessionSecret), Now, Now + TimeSpan.FromHours(24)), _bench.Journal[^1]);
        Assert.Equal(Verdict.Granted, Is(opened.SessionSecret));
        Assert.Equal(Verdict.Nobody, Is(SessionSecrets.HashOf(opened.SessionSecret)));
        Assert.Equal(Verdict.Nobody, Is(""));
    }

    [Fact]
    public void A_wrong_password_opens_nothing()
    {
        var verify = Verify();

        var reply = Assert.Single(ProcessBench.Replies(_bench.Feed(new Input.PasswordVerified(verify.Call, false))));

        Assert.Equal(new CallRefused(1, OmsCode.NotAuthorized, null), reply);
        Assert.Null(_bench.Writing);
    }

    [Fact]
    public void A_verification_is_taken_once()
    {
        var verify = Verify();
        _bench.Feed(new Input.PasswordVerified(verify.Call, true));

        Assert.Empty(ProcessBench.Replies(_bench.Feed(new Input.PasswordVerified(verify.Call, true))));
        Assert.Single(ProcessBench.Replies(_bench.CommitAll()));
    }

    [Fact]
    public void Log_ins_of_two_gateways_with_the_same_call_number_are_told_apart()
    {
        var one = Verify();
        var other = Verify();

        Assert.NotEqual(one.Call, other.Call);
    }

    [Fact]
    public void Only_so_many_passwords_are_verified_at_once()
    {
        for (var i = 0; i < UserLimits.Default.Verifications; i++)
            Verify();

        Assert.Equal(new CallRefused(1, OmsCode.OperationFailed, "too many log-ins at once"), Assert.Single(ProcessBench.Replies(_bench.Feed(Open()))));

        _bench.Feed(new Input.PasswordVerified(1, false));
        Verify();
    }

    [Fact]
    public void A_password_that_was_replaced_during_its_verification_opens_nothing()
    {
        var verify = Verify();
        _bench.Feed(Set("other", call: 2));

        _bench.Feed(new Input.PasswordVerified(verify.Call, true));
        var replies = ProcessBench.Replies(_bench.CommitAll());

        Assert.Equal([new UserChanged(2, new UserId(5)), new CallRefused(1, OmsCode.NotAuthorized, null)], replies);
    }

    [Fact]
    public void A_new_password_ends_all_sessions_once_it_is_written()
    {
        var (a, b) = (LogIn().SessionSecret, LogIn().SessionSecret);

        _bench.Feed(Set("other"));
        Assert.Equal(Verdict.Granted, Is(a));
        _bench.Commit();

        Assert.Equal(Verdict.Nobody, Is(a));
        Assert.Equal(Verdict.Nobody, Is(b));
    }

    [Fact]
    public void A_closed_session_is_nobody_s_and_its_owner_s_other_one_stays()
    {
        var (a, b) = (LogIn().SessionSecret, LogIn().SessionSecret);

        Assert.Equal(new UserChanged(1, new UserId(5)), _bench.Ask(Close(a)));

        Assert.Equal(Verdict.Nobody, Is(a));
        Assert.Equal(Verdict.Granted, Is(b));
        Assert.Equal(new CallRefused(1, OmsCode.NotAuthorized, null), _bench.Ask(Close(a)));
    }

    [Fact]
    public void A_session_ends_after_its_life_however_much_it_is_used()
    {
        var secret = LogIn().SessionSecret;
        for (var i = 1; i < 48; i++)
        {
            _bench.Now = Now + (i * TimeSpan.FromMinutes(30));
            Assert.Equal(Verdict.Granted, Is(secret));
        }

        _bench.Now = Now + TimeSpan.FromHours(24);
        Assert.Equal(Verdict.Nobody, Is(secret));
    }

    [Fact]
    public void A_session_left_unused_is_over_and_does_not_come_back()
    {
        var secret = LogIn().SessionSecret;
        _bench.Now += TimeSpan.FromMinutes(59);
        Assert.Equal(Verdict.Granted, Is(secret));
        _bench.Now += TimeSpan.FromMinutes(60);

        Assert.Equal(Verdict.Nobody, Is(secret));
        Assert.Equal(new CallRefused(1, OmsCode.NotAuthorized, null), _bench.Ask(Close(secret)));
        Assert.Equal(Verdict.Nobody, Is(secret));
    }

    [Fact]
    public void A_restart_counts_the_unused_time_anew_and_keeps_the_end()
    {
        var secret = LogIn().SessionSecret;
        var later = Now + TimeSpan.FromHours(23.5);

        var bench = new ProcessBench(NewProcess(), _bench.Journal, later);

        Assert.Equal(Verdict.Granted, Is(secret, bench));
        bench.Now += TimeSpan.FromMinutes(30);
        Assert.Equal(Verdict.Nobody, Is(secret, bench));
    }

    [Fact]
    public void A_user_with_sessions_stays_until_they_are_unused_and_closes_them_in_the_journal()
    {
        var secret = LogIn().SessionSecret;
        Assert.DoesNotContain(Effect.Passivate.Now, Tick(_bench));
        Assert.DoesNotContain(Effect.Passivate.Now, Tick(_bench));

        _bench.Now += TimeSpan.FromHours(1);
        Tick(_bench);
        Assert.Equal([SessionSecrets.HashOf(secret)], Assert.IsType<SessionsClosed>(_bench.Writing).SecretHashes);
        Assert.Empty(ProcessBench.Replies(_bench.Commit()));
        Assert.Contains(Effect.Passivate.Now, Tick(_bench));

        Assert.Equal(Verdict.Nobody, Is(secret, new ProcessBench(NewProcess(), _bench.Journal, _bench.Now)));
    }

    [Fact]
    public void A_user_under_verification_or_being_written_stays()
    {
        var verify = Verify();
        Tick(_bench);
        Assert.DoesNotContain(Effect.Passivate.Now, Tick(_bench));

        _bench.Feed(new Input.PasswordVerified(verify.Call, false));
        _bench.Feed(Set("other"));
        Tick(_bench);
        Assert.DoesNotContain(Effect.Passivate.Now, Tick(_bench));

        _bench.Commit();
        Assert.Contains(Effect.Passivate.Now, Tick(_bench));
    }

    [Fact]
    public void The_system_s_secrets_differ() =>
        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => SessionSecrets.New(SystemSecretSource.Instance)).Distinct().Count());

    private static IReadOnlyList<Effect> Tick(ProcessBench bench) => bench.Feed(new Input.TimerFired(UserProcess.IdleTimer));

    private static UserProcess NewProcess() => new("ann", UserLimits.Default, Timings.Default, new CountedSecrets());

    private Effect.VerifyPassword Verify()
    {
        var verify = Assert.IsType<Effect.VerifyPassword>(Assert.Single(_bench.Feed(Open())));
        Assert.Equal(("hash", "password"), (verify.Hash, verify.Password));
        return verify;
    }

    private SessionOpened LogIn()
    {
        var verify = Verify();
        Assert.Empty(ProcessBench.Replies(_bench.Feed(new Input.PasswordVerified(verify.Call, true))));
        return Assert.IsType<SessionOpened>(Assert.Single(ProcessBench.Replies(_bench.Commit())));
    }

    private Verdict Is(string secret, ProcessBench? bench = null) =>
        Assert.IsType<Authorized>(Assert.Single(ProcessBench.Replies((bench ?? _bench).Feed(May(Api.Permissions.None, secret: secret))))).Verdict;
}
