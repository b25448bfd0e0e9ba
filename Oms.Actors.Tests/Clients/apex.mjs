// Drives AlphaPoint's own client, unmodified, through the life of an order over WebSocket. Usage: node apex.mjs ORIGIN. Ends with 0 when all went as it should.
import assert from 'node:assert/strict';
import apexApi from 'alphapoint-apex-api';

const origin = process.argv[2];
const patience = 30_000;

function within(promise, what) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`${what} did not come`)), patience); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function connect(path) {
  let closed;
  const ended = new Promise(resolve => { closed = resolve; });
  const apex = new apexApi.APEX(`${origin.replace('http:', 'ws:')}${path}`, { onopen: () => {}, onclose: closed });
  return Object.assign(apex, { ended, heard: listen(apex) });
}

// Keeps every event and lets a step wait for the first that it wants.
function listen(apex) {
  const events = [];
  const waiting = new Set();
  apex.ws.subscribe(frame => {
    if (frame.m !== 3) return;
    events.push({ name: frame.n, number: frame.i, ...JSON.parse(frame.o) });
    waiting.forEach(look => look());
  });
  const until = wanted => within(new Promise(resolve => {
    const look = () => {
      const found = events.find(wanted);
      if (!found) return;
      waiting.delete(look);
      resolve(found);
    };
    waiting.add(look);
    look();
  }), `an event such that ${wanted}`);
  return { events, until };
}

async function step(name, act) {
  await within(act(), name);
  console.log(`ok ${name}`);
}

// The lower-case methods of the client take a callback, which gets the frame, or what is in it.
const called = (apex, method, ...args) => new Promise(resolve => apex[method](...args, answer => resolve('o' in answer ? JSON.parse(answer.o) : answer)));
const terms = { InstrumentId: 1, OMSId: 1, AccountId: 7, TimeInForce: 1, OrderIdOCO: 0, UseDisplayQuantity: false, Side: 0, Quantity: 0.01, OrderType: 2, PegPriceType: 3, LimitPrice: 100 };
const received = { result: true, errormsg: null, errorcode: 0, detail: null };
const is = (order, state) => event => event.name === 'OrderStateEvent' && event.OrderId === order && event.OrderState === state;

const apex = connect('/WSGateway/');
const states = [];
apex.orderEvents.subscribe(order => states.push([order.OrderId, order.OrderState]));
let token;
let order;

await step('Ping, the first frame, numbered 0', async () => {
  assert.equal(apex.seq, 0);
  assert.deepEqual(await apex.Ping({}), { msg: 'PONG' });
});

await step('a call before the login is refused', async () => {
  assert.equal((await apex.GetOpenOrders({ OMSId: 1, AccountId: 7 })).errorcode, 20);
});

await step('a wrong password is refused', async () => {
  assert.equal((await called(apex, 'authenticateUser', 'trader', 'wrong')).Authenticated, false);
});

await step('authenticateUser', async () => {
  const answer = await called(apex, 'authenticateUser', 'trader', 'trader-demo');
  assert.deepEqual([answer.Authenticated, answer.User.UserName, answer.User.AccountId], [true, 'trader', 7]);
  token = answer.SessionToken;
});

await step('GetUserAccounts, GetInstruments, GetProducts, GetAccountInfo', async () => {
  assert.deepEqual(await apex.GetUserAccounts({ OMSId: 1 }), [7]);
  assert.deepEqual((await apex.GetInstruments({ OMSId: 1 })).map(instrument => instrument.Symbol), ['BTCUSD']);
  assert.deepEqual((await apex.GetProducts({ OMSId: 1 })).map(product => product.Product), ['USD', 'BTC']);
  assert.equal((await apex.GetAccountInfo({ OMSId: 1, AccountId: 7 })).AccountId, 7);
});

await step('SubscribeAccountEvents', async () => {
  assert.deepEqual(await apex.SubscribeAccountEvents({ OMSId: 1, AccountId: 7 }), { Subscribed: true });
});

await step('SendOrder, and Working is heard', async () => {
  const answer = await apex.SendOrder({ ...terms, ClientOrderId: 1795376296423 });
  assert.equal(answer.status, 'Accepted');
  order = answer.OrderId;
  const working = await apex.heard.until(is(order, 'Working'));
  assert.deepEqual([working.Account, working.ClientOrderId, working.Quantity], [7, 1795376296423, 0.01]);
  await apex.heard.until(event => event.name === 'AccountPositionEvent' && event.Hold === 1);
});

await step('GetOrderStatus and getOpenOrders', async () => {
  assert.equal((await apex.GetOrderStatus({ OMSId: 1, AccountId: 7, OrderId: order })).OrderState, 'Working');
  assert.deepEqual((await called(apex, 'getOpenOrders', 7, 1)).map(open => open.OrderId), [order]);
});

await step('cancelOrder: the receipt, and Canceled is heard', async () => {
  assert.deepEqual(await called(apex, 'cancelOrder', order, 7, 1), received);
  const canceled = await apex.heard.until(is(order, 'Canceled'));
  assert.deepEqual([canceled.ChangeReason, canceled.Quantity, canceled.QuantityExecuted], ['UserModified', 0, 0]);
  await apex.heard.until(event => event.name === 'AccountPositionEvent' && event.ProductId === 1 && event.Hold === 0 && event.number > canceled.number);
  assert.deepEqual(states, [[order, 'Working'], [order, 'Canceled']]);
});

await step('a second cancel is 104', async () => {
  const answer = await called(apex, 'cancelOrder', order, 7, 1);
  assert.deepEqual([answer.errorcode, answer.errormsg, answer.detail], [104, 'Resource Not Found', 'Canceled']);
});

await step('SendOrder, and a CancelOrder by client id right behind it', async () => {
  const placing = apex.SendOrder({ ...terms, ClientOrderId: 77 });
  const canceling = apex.CancelOrder({ OMSId: 1, AccountId: 7, ClientOrderId: 77 });
  const { OrderId } = await placing;
  assert.deepEqual(await canceling, received);
  await apex.heard.until(is(OrderId, 'Canceled'));
});

await step('cancelAllOrders', async () => {
  const orders = (await Promise.all([101, 102, 103].map(price => apex.SendOrder({ ...terms, LimitPrice: price })))).map(answer => answer.OrderId);
  assert.deepEqual(await called(apex, 'cancelAllOrders', 1, 7, 1), received);
  await Promise.all(orders.map(id => apex.heard.until(is(id, 'Canceled'))));
  assert.deepEqual(await apex.GetOpenOrders({ OMSId: 1, AccountId: 7 }), []);
});

await step('CancelReplaceOrder and ModifyOrder', async () => {
  const { OrderId } = await apex.SendOrder(terms);
  const answer = await apex.CancelReplaceOrder({ OMSId: 1, AccountId: 7, OrderIdToReplace: OrderId, InstrumentId: 1, Side: 0, OrderType: 2, Quantity: 0.02, LimitPrice: 101, TimeInForce: 1 });
  assert.deepEqual([answer.OrigOrderId, answer.ReplacementOrderId > OrderId], [OrderId, true]);
  await apex.heard.until(is(OrderId, 'Canceled'));
  assert.equal((await apex.heard.until(is(answer.ReplacementOrderId, 'Working'))).OrigOrderId, OrderId);
  assert.deepEqual(await apex.ModifyOrder({ OMSId: 1, AccountId: 7, InstrumentId: 1, OrderId: answer.ReplacementOrderId, Quantity: 0.005 }), received);
  await apex.heard.until(event => event.name === 'OrderStateEvent' && event.OrderId === answer.ReplacementOrderId && event.OrigQuantity === 0.005);
  assert.deepEqual(await called(apex, 'cancelOrder', answer.ReplacementOrderId, 7, 1), received);
  await apex.heard.until(is(answer.ReplacementOrderId, 'Canceled'));
});

await step('an unknown call is 106 and the client goes on', async () => {
  assert.equal((await apex.GetL2Snapshot({ OMSId: 1, InstrumentId: 1, Depth: 10 })).errorcode, 106);
});

await step('no number of an event is one of a call', async () => {
  assert.ok(apex.heard.events.length > 0 && apex.heard.events.every(event => event.number % 2 === 1));
});

await step('webAuthenticateUser with the session token, on a second connection with the path in lower case', async () => {
  const second = connect('/wsgateway');
  assert.deepEqual(Object.keys(await called(second, 'webAuthenticateUser', { SessionToken: token })), ['Authenticated', 'SessionToken', 'UserId']);
  assert.deepEqual(await second.SubscribeAccountEvents({ OMSId: 1, AccountId: 7 }), { Subscribed: true });
  const { OrderId } = await apex.SendOrder(terms);
  await Promise.all([apex, second].map(client => client.heard.until(is(OrderId, 'Working'))));
  assert.deepEqual(await second.CancelOrder({ OMSId: 1, OrderId }), received);
  await Promise.all([apex, second].map(client => client.heard.until(is(OrderId, 'Canceled'))));
  second.closeConnection();
  await second.ended;
});

await step('LogOut', async () => {
  assert.deepEqual(JSON.parse((await apex.RPCPromise('LogOut', {})).o), received);
  assert.equal((await apex.GetOpenOrders({ OMSId: 1, AccountId: 7 })).errorcode, 20);
});

apex.closeConnection();
await apex.ended;
console.log('all steps done');
