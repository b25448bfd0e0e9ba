using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Oms.Host.Demo;

/// <summary>Tells a newcomer, once the port is known, how to try the demo.</summary>
internal sealed class DemoHint(IServer server, IHostApplicationLifetime lifetime)
{
    public void PrintOnceListening() => lifetime.ApplicationStarted.Register(() =>
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? HostSettings.DefaultUrl;
        Console.Out.WriteLine(Text(address.TrimEnd('/')));
    });

    public static string Text(string address) => $$"""

        A demo is in place: BTC/USD, accounts 7 and 8, users trader, trader2, viewer, operator (password: the name and "-demo"). Try it:

          AP={{address}}/AP
          TOKEN=$(curl -s -u trader:trader-demo $AP/Authenticate | sed 's/.*"SessionToken":"\([^"]*\)".*/\1/')
          curl -s -H "APToken: $TOKEN" -d '{"OMSId":1,"AccountId":7,"InstrumentId":1,"Side":"Buy","OrderType":"Limit","Quantity":0.01,"LimitPrice":100,"ClientOrderId":42}' $AP/SendOrder; echo
          curl -s -H "APToken: $TOKEN" -d '{"OMSId":1,"AccountId":7,"ClientOrderId":42}' $AP/CancelOrder; echo
          curl -s -H "APToken: $TOKEN" "$AP/GetOrdersHistory?OMSId=1&AccountId=7"; echo

        """;
}
