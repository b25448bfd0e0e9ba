using System.Diagnostics;
using Oms.Actors.Api;

namespace Exchange;

/// <summary>
/// Two traders race: one has an order resting, partly filled, and cancels it; the other takes what is left of it at the same moment. Whoever comes first, what was filled
/// and what was canceled make up the order, it ends once, and the books of both agree. Several pairs race side by side, each on an instrument of its own.
/// </summary>
internal sealed class Race(IOms oms, IOmsAdministration administration, TextWriter output)
{
    private const decimal Quantity = 10;
    private const decimal FirstPart = 4;
    private const decimal Price = 100;
    private const decimal Stake = 1_000_000_000;
    private const int Distances = 20;
    private static readonly ProductId Usd = new(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private int _started;
    private int _passed;
    private int _failed;
    private int _filled;

    /// <summary>How long a purchase has taken lately, in ticks of the stopwatch.</summary>
    private long _usual;

    /// <summary>Runs the rounds.</summary>
    public async Task<RaceResult> Run(int rounds, int pairs)
    {
        await administration.AddProduct(Caller.Host, new Product(Usd, "USD", "US dollar", 2, false));
        await Task.WhenAll(Enumerable.Range(1, pairs).Select(pair => RunPair(pair, rounds)));
        output.WriteLine($"the fill came first {_filled} times, the cancel {_passed + _failed - _filled} times");
        return new RaceResult(_passed, _failed);
    }

    private async Task RunPair(int pair, int rounds)
    {
        var (goods, instrument) = (new ProductId(1 + pair), new InstrumentId(pair));
        await administration.AddProduct(Caller.Host, new Product(goods, $"GOODS{pair}", $"Goods {pair}", 0, true));
        await administration.AddInstrument(Caller.Host, new Instrument(instrument, $"GOODS{pair}USD", goods, Usd, 1, 1, 0, 1_000, InstrumentStatus.Running));
        using var ended = new CancellationTokenSource();
        var seller = await Enter(2 * pair, instrument, goods, ended.Token);
        var buyer = await Enter((2 * pair) + 1, instrument, Usd, ended.Token);
        var sold = 0m;
        while (Interlocked.Increment(ref _started) is var round && round <= rounds)
            sold += await Judge(round, seller, buyer, goods, sold);

        await ended.CancelAsync();
    }

    private async Task<Trader> Enter(int account, InstrumentId instrument, ProductId stake, CancellationToken ended)
    {
        var trader = new Trader(oms, new AccountId(account), instrument);
        await administration.OpenAccount(Caller.Host, $"trader {account}", trader.Account, ended);
        await administration.Deposit(Caller.Host, trader.Account, stake, Stake, "stake", ended);
        await trader.Follow(ended);
        return trader;
    }

    /// <summary>Plays a round and looks at the books; says how much was sold in it.</summary>
    private async Task<decimal> Judge(int round, Trader seller, Trader buyer, ProductId goods, decimal before)
    {
        try
        {
            var sold = await Play(round, seller, buyer).WaitAsync(Patience);
            await CheckBooks(seller, buyer, goods, before + sold);
            Interlocked.Increment(ref _passed);
            if (sold == Quantity)
                Interlocked.Increment(ref _filled);

            return sold;
        }
        catch (Exception broken) when (broken is InvalidOperationException or TimeoutException)
        {
            Interlocked.Increment(ref _failed);
            output.WriteLine($"round {round}: {broken.Message}");
            return 0;
        }
    }

    private async Task<decimal> Play(int round, Trader seller, Trader buyer)
    {
        var sale = await seller.Send(Side.Sell, Quantity, Price, TimeInForce.GTC);
        var began = Stopwatch.GetTimestamp();
        var first = await (await buyer.Send(Side.Buy, FirstPart, Price, TimeInForce.IOC)).End;
        Volatile.Write(ref _usual, Stopwatch.GetTimestamp() - began);
        Require(first.QuantityExecuted == FirstPart, $"{first} has not taken its part");

        var purchase = buyer.Send(Side.Buy, Quantity - FirstPart, Price, TimeInForce.IOC);
        await Distance(round);
        var isReceived = await seller.Cancel(sale.Order);
        var bought = await (await purchase).End;
        var sold = await sale.End;

        var isFilled = sold.State == OrderState.FullyExecuted;
        var canceled = sold.State == OrderState.Canceled ? sold.OrigQuantity - sold.QuantityExecuted : 0;
        Require(isFilled || sold.State == OrderState.Canceled, $"{sold} has another end");
        Require(sold.QuantityExecuted + canceled == Quantity && isFilled == (canceled == 0), $"{sold}: filled and canceled are not what was ordered");
        Require(FirstPart + bought.QuantityExecuted == sold.QuantityExecuted, $"{sold} and {bought} differ");
        Require(isReceived || isFilled, $"the cancel was refused, and {sold}");
        if (isReceived && isFilled)
            await sale.CancelRejected;

        var status = await seller.Status(sale.Order);
        Require(status == sold && sale.Ends == 1, $"{sold} was told, {status} is read, {sale.Ends} ends were told");
        return sold.QuantityExecuted;
    }

    /// <summary>A purchase has further to go than a cancel. So the cancel gives it a start, from none to as long as a purchase takes, and they meet everywhere on the way.</summary>
    private async Task Distance(int round)
    {
        var goes = Stopwatch.GetTimestamp() + (Volatile.Read(ref _usual) * (round % Distances) / Distances);
        while (Stopwatch.GetTimestamp() < goes)
            await Task.Yield();
    }

    private static async Task CheckBooks(Trader seller, Trader buyer, ProductId goods, decimal sold)
    {
        var (goodsLeft, moneyGot) = (await seller.PositionOf(goods), await seller.PositionOf(Usd));
        var (goodsGot, moneyLeft) = (await buyer.PositionOf(goods), await buyer.PositionOf(Usd));
        Require(goodsLeft is { Amount: var left, Hold: 0 } && left == Stake - sold, $"{goodsLeft} after {sold} sold");
        Require(moneyGot is { Amount: var got, Hold: 0 } && got == sold * Price, $"{moneyGot} after {sold} sold");
        Require(goodsGot is { Amount: var bought, Hold: 0 } && bought == sold, $"{goodsGot} after {sold} sold");
        Require(moneyLeft is { Amount: var money, Hold: 0 } && money == Stake - (sold * Price), $"{moneyLeft} after {sold} sold");
    }

    private static void Require(bool isSo, string why)
    {
        if (!isSo)
            throw new InvalidOperationException(why);
    }
}

/// <summary>How many rounds kept what is promised.</summary>
internal sealed record RaceResult(int Passed, int Failed)
{
    public override string ToString() => $"{Passed} passed, {Failed} failed";
}
