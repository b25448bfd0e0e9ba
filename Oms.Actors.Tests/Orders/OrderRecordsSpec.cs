using CsCheck;
using Oms.Actors.Orders;
using Oms.Actors.Protocol;
using Oms.Actors.Tests.Serialization;
using Xunit;

namespace Oms.Actors.Tests.Orders;

/// <summary>Every event of an order has its words, and none forgets whose doing it was.</summary>
public sealed class OrderRecordsSpec
{
    public static TheoryData<string> Events => [.. typeof(IOrderEvent).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IOrderEvent))).Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Events))]
    public void Who_when_and_under_which_command_are_those_of_the_event(string name)
    {
        var type = typeof(IOrderEvent).Assembly.GetTypes().Single(type => type.Name == name && type.IsAssignableTo(typeof(IOrderEvent)));
        Arbitrary.Of(type).Sample(
            sample =>
            {
                var entry = OrderRecords.EntryOf((IOrderEvent)sample!, 7);
                Assert.Equal((7, name, (DateTimeOffset)type.GetProperty("At")!.GetValue(sample)!), (entry.Version, entry.What, entry.At));
                if (type.GetProperty("By")?.GetValue(sample) is Authority by)
                    Assert.Equal((by.UserId, by.UserName, by.PermissionVersion, by.Session), (entry.By!.UserId, entry.By.UserName, entry.By.PermissionVersion, entry.By.SessionId));
                if ((type.GetProperty("ForcedAs")?.GetValue(sample) ?? type.GetProperty("CancelId")?.GetValue(sample)) is CancelId command)
                    Assert.Equal(command.ToString(), entry.CommandId);
            },
            iter: 50,
            threads: 1);
    }
}
