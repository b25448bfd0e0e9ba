using System.Net;
using Microsoft.Extensions.Time.Testing;
using Oms.Host.Calls;
using Xunit;

namespace Oms.Actors.Tests.Host;

public sealed class LoginLimitsSpec
{
    private readonly FakeTimeProvider _time = new();
    private readonly LoginLimits _limits;

    public LoginLimitsSpec() => _limits = new LoginLimits(_time);

    [Fact]
    public void A_user_is_not_asked_after_so_many_failures_from_wherever_until_the_window_is_over()
    {
        for (var i = 0; i < LoginLimits.FailuresOfOneUser; i++)
            Assert.True(_limits.TryBegin("trader", Address(i)));
        Assert.False(_limits.TryBegin("TRADER", Address(99)));
        _time.Advance(LoginLimits.Window);
        Assert.True(_limits.TryBegin("trader", Address(99)));
    }

    [Fact]
    public void An_address_may_not_try_one_name_after_the_other()
    {
        var admitted = Enumerable.Range(0, 1000).Count(i => _limits.TryBegin($"user{i}", Address(1)));
        Assert.Equal(LoginLimits.FailuresFromOneAddress, admitted);
        Assert.True(_limits.TryBegin("somebody", Address(2)));
    }

    [Fact]
    public void Logins_that_were_right_are_not_counted()
    {
        for (var i = 0; i < 1000; i++)
        {
            Assert.True(_limits.TryBegin("trader", Address(1)));
            _limits.TakeBack("trader", Address(1));
        }
    }

    [Fact]
    public void One_network_of_IPv6_is_one_address()
    {
        var admitted = Enumerable.Range(1, 1000).Count(i => _limits.TryBegin($"user{i}", IPAddress.Parse($"2001:db8:1:2:{i:x}::1")));
        Assert.Equal(LoginLimits.FailuresFromOneAddress, admitted);
    }

    private static IPAddress Address(int last) => new([10, 0, 0, (byte)last]);
}
