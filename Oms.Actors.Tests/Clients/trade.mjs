// Two unmodified ccxt clients trade with each other on an exchange with a matching engine. Usage: node trade.mjs ORIGIN. Ends with 0 when all went as it should.
import assert from 'node:assert/strict';
import ccxt from 'ccxt';

const origin = process.argv[2];
const symbol = 'BTC/USD';

async function client(login) {
  const api = `${origin}/AP`;
  const exchange = new ccxt.ndax({
    apiKey: 'unused', secret: 'unused', uid: '0', login, password: `${login}-demo`, enableRateLimit: false, urls: { api: { public: api, private: api } },
  });
  const answer = await exchange.signIn();
  exchange.uid = String(answer.User.UserId);
  return exchange;
}

async function step(name, act) {
  await act();
  console.log(`ok ${name}`);
}

async function until(exchange, id, isSo) {
  for (let tries = 0; tries < 2000; tries++) {
    const order = await exchange.fetchOrder(id, symbol);
    if (isSo(order)) return order;
  }
  assert.fail(`order ${id} did not come so far`);
}

const seller = await client('trader');
const buyer = await client('trader2');
let sale;

await step('a sale rests', async () => {
  sale = await seller.createOrder(symbol, 'limit', 'sell', 0.03, 100);
  assert.deepEqual((await seller.fetchOpenOrders(symbol)).map(order => order.id), [sale.id]);
  assert.equal((await seller.fetchBalance()).BTC.used, 0.03);
});

await step('a purchase fills a part of it', async () => {
  const purchase = await buyer.createOrder(symbol, 'limit', 'buy', 0.01, 101);
  const bought = await until(buyer, purchase.id, order => order.status === 'closed');
  assert.deepEqual([bought.filled, bought.average, bought.cost], [0.01, 100, 1]);
  const rest = await until(seller, sale.id, order => order.filled === 0.01);
  assert.deepEqual([rest.status, rest.remaining], ['open', 0.02]);
});

await step('what was traded is in the books of both', async () => {
  const [sold, bought] = [await seller.fetchBalance(), await buyer.fetchBalance()];
  assert.deepEqual([sold.USD.total, sold.BTC.total, sold.BTC.used], [1000001, 99.99, 0.02]);
  assert.deepEqual([bought.USD.total, bought.USD.used, bought.BTC.total], [999999, 0, 100.01]);
});

await step('the rest is replaced at another price, and traded there', async () => {
  const edited = await seller.editOrder(sale.id, symbol, 'limit', 'sell', 0.03, 90);
  const replacement = await until(seller, edited.id, order => order.status === 'open');
  assert.deepEqual([replacement.amount, replacement.price], [0.02, 90]);
  const purchase = await buyer.createOrder(symbol, 'limit', 'buy', 0.01, 95);
  assert.equal((await until(buyer, purchase.id, order => order.status === 'closed')).average, 90);
  await seller.cancelOrder(edited.id, symbol);
  const canceled = await until(seller, edited.id, order => order.status === 'canceled');
  assert.deepEqual([canceled.filled, (await seller.fetchBalance()).BTC.used], [0.01, 0]);
});

await step('both find their trades, as maker and as taker', async () => {
  const [sold, bought] = [await seller.fetchMyTrades(symbol), await buyer.fetchMyTrades(symbol)];
  for (const trades of [sold, bought]) assert.deepEqual(trades.map(trade => [trade.amount, trade.price]), [[0.01, 100], [0.01, 90]]);
  assert.deepEqual(sold.map(trade => [trade.side, trade.takerOrMaker]), [['sell', 'maker'], ['sell', 'maker']]);
  assert.deepEqual(bought.map(trade => [trade.side, trade.takerOrMaker]), [['buy', 'taker'], ['buy', 'taker']]);
  assert.equal(sold[0].order, sale.id);
});

await step('a stop order waits for a trade at its price, and is an order then', async () => {
  const stop = await buyer.createOrder(symbol, 'limit', 'buy', 0.01, 120, { triggerPrice: 110 });
  const offer = await seller.createOrder(symbol, 'limit', 'sell', 0.02, 110);
  const waiting = await until(buyer, stop.id, order => order.status === 'open');
  assert.deepEqual([waiting.triggerPrice, waiting.price, waiting.filled, (await buyer.fetchBalance()).USD.used], [110, 120, 0, 1.2]);
  await buyer.createOrder(symbol, 'limit', 'buy', 0.01, 110);
  assert.equal((await until(buyer, stop.id, order => order.status === 'closed')).average, 110);
  assert.equal((await until(seller, offer.id, order => order.status === 'closed')).filled, 0.02);
});

console.log('all steps done');
