// Drives the unmodified ccxt client of the AlphaPoint venue "ndax" through the life of an order. Usage: node ndax.mjs ORIGIN. Ends with 0 when all went as it should.
import assert from 'node:assert/strict';
import ccxt from 'ccxt';

const origin = process.argv[2];
const symbol = 'BTC/USD';

function client(password = 'trader-demo') {
  const api = `${origin}/AP`;
  return new ccxt.ndax({
    apiKey: 'unused',
    secret: 'unused',
    uid: '0',
    login: 'trader',
    password,
    enableRateLimit: false,
    urls: { api: { public: api, private: api } },
  });
}

async function step(name, act) {
  await act();
  console.log(`ok ${name}`);
}

async function untilCanceled(exchange, id) {
  for (let tries = 0; tries < 2000; tries++) {
    const order = await exchange.fetchOrder(id, symbol);
    if (order.status === 'canceled') return order;
    assert.equal(order.status, 'open');
  }
  assert.fail(`order ${id} was not canceled`);
}

const place = (exchange, price, params = {}) => exchange.createOrder(symbol, 'limit', 'buy', 0.01, price, params);
const openIds = async exchange => (await exchange.fetchOpenOrders(symbol)).map(order => order.id).sort();

const exchange = client();
let first;
let second;

await step('loadMarkets', async () => {
  const markets = await exchange.loadMarkets();
  assert.deepEqual(Object.keys(markets), [symbol]);
  assert.equal(markets[symbol].active, true);
  assert.equal(markets[symbol].precision.price, 0.01);
  assert.equal(markets[symbol].precision.amount, 0.00000001);
});

await step('a private call before signIn is refused', async () => {
  await assert.rejects(client().fetchAccounts(), error => error instanceof ccxt.ExchangeError && error.message.includes('Not Authorized'));
});

await step('a wrong password is refused', async () => {
  const stranger = client('wrong');
  await assert.rejects(stranger.signIn(), error => error instanceof ccxt.ExchangeError && error.message.includes('Invalid username or password'));
});

await step('signIn', async () => {
  const answer = await exchange.signIn();
  assert.equal(answer.Authenticated, true);
  assert.equal(answer.User.UserName, 'trader');
  exchange.uid = String(answer.User.UserId);
});

await step('fetchAccounts', async () => {
  assert.deepEqual((await exchange.fetchAccounts()).map(account => account.id), ['7']);
});

await step('fetchBalance', async () => {
  const balance = await exchange.fetchBalance();
  assert.deepEqual([balance.USD.total, balance.USD.used, balance.BTC.total], [1000000, 0, 100]);
});

await step('createOrder', async () => {
  first = await place(exchange, 100);
  second = await place(exchange, 101, { clientOrderId: 4242 });
  assert.notEqual(first.id, second.id);
  assert.equal((await exchange.fetchBalance()).USD.used, 2.01);
});

await step('createOrder of the least amount', async () => {
  const least = await exchange.createOrder(symbol, 'limit', 'sell', 0.00000001, 500000);
  assert.equal((await exchange.fetchOrder(least.id, symbol)).amount, 0.00000001);
  await exchange.cancelOrder(least.id, symbol);
  await untilCanceled(exchange, least.id);
});

await step('fetchOpenOrders', async () => {
  assert.deepEqual(await openIds(exchange), [first.id, second.id].sort());
});

await step('fetchOrder', async () => {
  const order = await exchange.fetchOrder(second.id, symbol);
  assert.deepEqual(
    [order.status, order.side, order.type, order.price, order.amount, order.filled, order.remaining, order.clientOrderId],
    ['open', 'buy', 'limit', 101, 0.01, 0, 0.01, '4242'],
  );
});

await step('cancelOrder by id', async () => {
  await exchange.cancelOrder(first.id, symbol);
});

await step('fetchOrder until canceled', async () => {
  const order = await untilCanceled(exchange, first.id);
  assert.deepEqual([order.amount, order.filled], [0.01, 0]);
});

await step('cancelOrder by client id with its account', async () => {
  await exchange.cancelOrder(undefined, symbol, { clientOrderId: 4242, AccountId: 7 });
  await untilCanceled(exchange, second.id);
  assert.equal((await exchange.fetchBalance()).USD.used, 0);
});

await step('editOrder', async () => {
  const placed = await place(exchange, 93, { clientOrderId: 93 });
  const edited = await exchange.editOrder(placed.id, symbol, 'limit', 'buy', 0.02, 94);
  assert.notEqual(edited.id, placed.id);
  const order = await exchange.fetchOrder(edited.id, symbol);
  assert.deepEqual([order.status, order.price, order.amount], ['open', 94, 0.02]);
  assert.equal((await exchange.fetchOrder(placed.id, symbol)).status, 'canceled');
  assert.equal((await exchange.fetchBalance()).USD.used, 1.88);
  await assert.rejects(exchange.editOrder(edited.id, symbol, 'limit', 'buy', 100, 1000000), ccxt.InsufficientFunds);
  await exchange.cancelOrder(edited.id, symbol);
  await untilCanceled(exchange, edited.id);
});

await step('a cancel of a canceled order is OrderNotFound', async () => {
  await assert.rejects(exchange.cancelOrder(first.id, symbol), ccxt.OrderNotFound);
});

await step('OrderNotFound for an unknown id', async () => {
  await assert.rejects(exchange.cancelOrder('900719925474', symbol), ccxt.OrderNotFound);
  await assert.rejects(exchange.fetchOrder('900719925474', symbol), ccxt.OrderNotFound);
});

await step('InsufficientFunds', async () => {
  await assert.rejects(exchange.createOrder(symbol, 'limit', 'buy', 100, 1000000), ccxt.InsufficientFunds);
  await assert.rejects(exchange.createOrder(symbol, 'limit', 'sell', 101, 100), ccxt.InsufficientFunds);
});

await step('cancelAllOrders', async () => {
  const placed = [await place(exchange, 90), await place(exchange, 91), await place(exchange, 92)];
  await exchange.cancelAllOrders(symbol);
  for (const order of placed) await untilCanceled(exchange, order.id);
  assert.deepEqual(await openIds(exchange), []);
});

await step('fetchOrders', async () => {
  const orders = await exchange.fetchOrders(symbol);
  assert.equal(orders.length, 8);
  assert.ok(orders.every(order => order.status === 'canceled'));
  const recent = await exchange.fetchOrders(symbol, Date.now() - 3600000, 2);
  assert.equal(recent.length, 2);
});

await step('fetchMyTrades', async () => {
  assert.deepEqual(await exchange.fetchMyTrades(symbol), []);
  assert.deepEqual(await exchange.fetchMyTrades(undefined, Date.now() - 3600000, 2), []);
});

console.log('all steps done');
