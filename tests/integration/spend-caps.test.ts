/** What is spent, and its caps, on a real store. */
import { describe, expect, it } from 'vitest';
import type { Store } from '../../electron/engine/store.ts';
import type { DraftChain } from '../../shared/messaging/compose.ts';
import type { SpendCaps } from '../../shared/messaging/spend-caps.ts';
import type { AccountId, E164 } from '../../shared/messaging/types.ts';
import { messenteProblem } from '../../shared/problems/messente.ts';
import { noQuietHours } from '../helpers/quiet-facts.ts';
import { accountValues, callbackOf, localId, openTestStore } from '../helpers/store-fixture.ts';

const people = 'https://api.messente.invalid/v1';
const hour = 60 * 60_000;
const start = Date.parse('2026-12-30T12:00:00Z');
const sms: DraftChain = { steps: [{ channel: 'sms', text: 'Tere' }] };
const viberThenSms: DraftChain = {
  steps: [
    { channel: 'viber', text: 'Tere', ttlSeconds: 60 },
    { channel: 'sms', text: 'Tere' },
  ],
};
const noCaps: SpendCaps = { daily: null, monthly: null, zone: 'Europe/Tallinn', prices: [] };

async function addAccount(store: Store, id: string, baseUrl: string): Promise<void> {
  await store.write('addAccount', {
    ...{ id, kind: 'messente', token: `token-of-${id}`, now: 1 },
    values: { ...accountValues, name: id, baseUrl },
  });
}

function savePrices(store: Store, now = start, networks = [{ name: 'Any', mccmnc: '24801', price: '0.05' }]) {
  const prices = JSON.stringify({ country: 'EE', name: 'Estonia', prefix: '372', networks });
  return store.write('savePrices', { accountId: 'live', country: 'EE', fetchedAt: now, prices });
}

function setCaps(store: Store, caps: Partial<SpendCaps>): Promise<void> {
  const value = JSON.stringify({ spendCaps: { ...noCaps, ...caps } });
  return store.write('setSetting', { key: 'settings', value });
}

/** A store with an account that reaches people, where an SMS to Estonia costs 0.05 a part, and one that does not. */
async function openSpending(caps: Partial<SpendCaps> = {}) {
  const { store } = await openTestStore();
  await addAccount(store, 'live', people);
  await addAccount(store, 'local', 'http://127.0.0.1:9/v1');
  await savePrices(store);
  await setCaps(store, caps);
  let made = 0;
  const create = async (count: number, draft = sms, accountId = 'live') => {
    const ids = Array.from({ length: count }, (_, index) => localId(made + index + 1));
    made += count;
    await store.write('createMessages', {
      ...{
        now: start,
        accountId: accountId as AccountId,
        batchId: `batch-${made}`,
        requestKey: `request-${made}`,
      },
      ...{ draft, resendOf: null },
      messages: ids.map((id, index) => ({ id, to: `+37255500${100 + index}` as E164, country: 'EE' })),
    });
    return ids;
  };
  const accounts = ['live', 'local'].map((id) => ({ id, callbackBase: null }));
  const begin = async (now = start, limit = 16) =>
    (await store.write('beginAttempts', { now, limit, accounts, quiet: noQuietHours })).started;
  const spending = (now = start) => store.read('spendingAt', { now });
  const spentToday = async (now = start) => (await spending(now)).day.spent;
  const find = (id: string) => store.read('messageDetail', { id });
  return { store, create, begin, spending, spentToday, find };
}

type Attempt = Awaited<ReturnType<Awaited<ReturnType<typeof openSpending>>['begin']>>[number];

const answered = (attempt: Attempt | undefined, now = start) => ({
  ...{ attemptId: attempt?.attemptId ?? 0, now, httpStatus: 200, response: null },
});

function accept(store: Store, attempt: Attempt | undefined, channels: readonly string[], now = start) {
  return store.write('finishAttempt', {
    ...answered(attempt, now),
    ...{ outcome: 'accepted', omnimessageId: `omni-${attempt?.id}` },
    messages: channels.map((channel) => ({ messageId: `${attempt?.id}-${channel}`, channel, sender: null })),
  });
}

let reports = 0;

/** A report about one step. @param price null: it names none */
function report(store: Store, id: string, channel: string, status: string, price: string | null) {
  reports += 1;
  return store.write(
    'keepCallback',
    callbackOf(
      {
        ...{
          message_id: `${id}-${channel}`,
          omnimessage_id: `omni-${id}`,
          channel,
          status,
          err: 0,
          error: null,
        },
        ...{
          recipient: '+37255500100',
          sender: 'S',
          timestamp: new Date(start + reports * 1_000).toISOString(),
        },
        ...(price === null
          ? {}
          : { price_info: { part_price: price, parts_count: 1, total_price: price, currency: 'EUR' } }),
      },
      { accountId: 'live', localId: id },
    ),
  );
}

describe('the daily spend cap', () => {
  it('is reached exactly, however many calls begin attempts at once', async () => {
    const { create, begin, spentToday, spending, find } = await openSpending({ daily: '0.50' });
    const ids = await create(40);
    const begun = await Promise.all(Array.from({ length: 8 }, () => begin(start, 3)));
    const rest = await begin();
    expect([...begun.flat(), ...rest].map(({ id }) => id)).toEqual(ids.slice(0, 10));
    expect(await spentToday()).toBe('0.5');
    expect((await spending()).held).toEqual({ cap: 30, price: 0 });
    expect(await find(ids[20] ?? '')).toMatchObject({
      state: 'queued',
      problem: { code: 'spend-cap-reached', params: { cap: '0.50' } },
    });
  });

  it('lets everything continue when it is raised or removed, in the order of the queue', async () => {
    const { store, create, begin, spending } = await openSpending({ daily: '0.10' });
    const ids = await create(6);
    expect((await begin()).length).toBe(2);
    await setCaps(store, { daily: '0.15' });
    expect((await begin()).map(({ id }) => id)).toEqual(ids.slice(2, 3));
    await setCaps(store, {});
    expect((await begin()).map(({ id }) => id)).toEqual(ids.slice(3));
    expect((await spending()).held).toEqual({ cap: 0, price: 0 });
  });

  it('ends with the day in the time zone of the shop', async () => {
    const { create, begin, spentToday } = await openSpending({ daily: '0.05' });
    const ids = await create(2);
    await begin();
    // 22:00 UTC is midnight in Tallinn.
    const midnight = Date.parse('2026-12-30T22:00:00Z');
    expect(await begin(midnight - 1)).toEqual([]);
    expect((await begin(midnight)).map(({ id }) => id)).toEqual(ids.slice(1));
    expect([await spentToday(midnight - 1), await spentToday(midnight)]).toEqual(['0.05', '0.05']);
  });

  it('has room again when a message has cost less than it had reserved', async () => {
    const { store, create, begin, spentToday } = await openSpending({
      daily: '0.20',
      prices: [{ channel: 'viber', country: null, price: '0.10' }],
    });
    const ids = await create(3, viberThenSms);
    const [first] = await begin();
    expect(await spentToday()).toBe('0.15');
    await accept(store, first, ['viber', 'sms']);
    await report(store, ids[0] ?? '', 'viber', 'DELIVRD', '0.02');
    expect(await spentToday()).toBe('0.02');
    expect((await begin()).map(({ id }) => id)).toEqual(ids.slice(1, 2));
  });

  it('holds a message that alone costs more than the cap, and sends the others', async () => {
    const { create, begin, find } = await openSpending({ daily: '0.10' });
    const [long] = await create(1, { steps: [{ channel: 'sms', text: 'x'.repeat(400) }] });
    const others = await create(2);
    expect((await begin()).map(({ id }) => id)).toEqual(others);
    expect(await find(long ?? '')).toMatchObject({
      problem: { code: 'spend-cap-reached', params: { cost: '0.15', cap: '0.10' } },
    });
  });
});

it('the monthly cap counts every day of the month, and ends with it', async () => {
  const { store, create, begin, spending } = await openSpending({ monthly: '0.10' });
  await create(3);
  expect((await begin(start, 1)).length).toBe(1);
  const tomorrow = start + 24 * hour;
  await savePrices(store, tomorrow);
  expect((await begin(tomorrow)).length).toBe(1);
  expect((await spending(tomorrow)).month).toMatchObject({ cap: '0.10', spent: '0.1' });
  expect((await begin(Date.parse('2026-12-31T22:00:00Z'))).length).toBe(1);
});

describe('what a message contributes', () => {
  it('is nothing if Messente refused it, or it was certainly not sent', async () => {
    const { store, create, begin, spentToday } = await openSpending();
    await create(2);
    const [refused, lost] = await begin();
    expect(await spentToday()).toBe('0.1');
    const problem = messenteProblem('closed');
    await store.write('finishAttempt', { ...answered(refused), outcome: 'refused', problem });
    expect(await spentToday()).toBe('0.05');
    await store.write('finishAttempt', {
      ...answered(lost),
      outcome: 'not-sent',
      problem,
      retryAt: start + hour,
    });
    expect(await spentToday()).toBe('0');
    // The next attempt reserves again, on its own day.
    const later = start + 24 * hour;
    expect((await begin(later)).length).toBe(1);
    expect([await spentToday(), await spentToday(later)]).toEqual(['0', '0.05']);
  });

  it('is the full reservation while its outcome is unknown, also after a restart', async () => {
    const { store, create, begin, spentToday } = await openSpending();
    await create(2);
    const [unknown] = await begin();
    const problem = messenteProblem('closed');
    await store.write('finishAttempt', {
      ...answered(unknown),
      outcome: 'unknown',
      problem,
      omnimessageId: null,
    });
    await store.write('recoverAttempts', { now: start, problem });
    expect(await spentToday()).toBe('0.1');
  });

  it('is the price of its final report, or the estimate if that names none; late deliveries add theirs', async () => {
    const { store, create, begin, spentToday } = await openSpending({
      prices: [{ channel: 'viber', country: 'EE', price: '0.10' }],
    });
    const ids = await create(2, viberThenSms);
    for (const attempt of await begin()) await accept(store, attempt, ['viber', 'sms']);
    const [priced = '', unpriced = ''] = ids;
    await report(store, priced, 'viber', 'FAILED', '0.01');
    expect(await spentToday()).toBe('0.3');
    await report(store, priced, 'sms', 'DELIVRD', '0.04');
    expect(await spentToday()).toBe('0.2');
    await report(store, unpriced, 'viber', 'DELIVRD', null);
    expect(await spentToday()).toBe('0.2');
    await report(store, unpriced, 'sms', 'DELIVRD', '0.05');
    expect(await spentToday()).toBe('0.1');
    await report(store, unpriced, 'viber', 'SEEN', '0.07');
    expect(await spentToday()).toBe('0.17');
  });

  it('stays when the message is erased', async () => {
    const { store, create, begin, spentToday } = await openSpending();
    await create(1);
    const [attempt] = await begin();
    await accept(store, attempt, ['sms']);
    const number = '+37255500100' as E164;
    expect(await store.write('eraseNumber', { number, digest: 'ab', now: start })).not.toBeNull();
    expect(await spentToday()).toBe('0.05');
  });

  it('is nothing for an account that does not send real messages, and no cap holds it', async () => {
    const { create, begin, spentToday } = await openSpending({ daily: '0' });
    await create(3, viberThenSms, 'local');
    expect((await begin()).length).toBe(3);
    expect(await spentToday()).toBe('0');
  });
});

describe('an unknown price', () => {
  it('holds the message while there is a cap, until a person enters one', async () => {
    const { store, create, begin, spentToday, spending, find } = await openSpending({ monthly: '10' });
    const [id = ''] = await create(1, viberThenSms);
    expect(await begin()).toEqual([]);
    expect((await spending()).held).toEqual({ cap: 0, price: 1 });
    expect(await find(id)).toMatchObject({
      state: 'queued',
      problem: { code: 'price-unknown', params: { channels: 'viber', country: 'EE' } },
    });
    await setCaps(store, { monthly: '10', prices: [{ channel: 'viber', country: 'LV', price: '0.1' }] });
    expect(await begin()).toEqual([]);
    await setCaps(store, { monthly: '10', prices: [{ channel: 'viber', country: 'EE', price: '0.1' }] });
    expect((await begin()).length).toBe(1);
    expect(await spentToday()).toBe('0.15');
  });

  it('holds nothing without a cap, and what a report names is counted', async () => {
    const { store, create, begin, spentToday } = await openSpending();
    const [id = ''] = await create(1, viberThenSms);
    const [attempt] = await begin();
    expect(await spentToday()).toBe('0.05');
    await accept(store, attempt, ['viber', 'sms']);
    await report(store, id, 'viber', 'DELIVRD', '0.09');
    expect(await spentToday()).toBe('0.09');
  });

  it('is read again where the list is old, and then the message is sent', async () => {
    const { store, create, begin, spending } = await openSpending({ daily: '1' });
    await create(1);
    const later = start + 25 * hour;
    expect(await begin(later)).toEqual([]);
    expect(await store.read('unpricedCountries', { since: later - 60_000 })).toEqual([
      { accountId: 'live', country: 'EE' },
    ]);
    await savePrices(store, later);
    expect((await spending(later)).held).toEqual({ cap: 0, price: 0 });
    expect((await begin(later)).length).toBe(1);
  });

  it('that a person entered too low does not count less than the known price', async () => {
    const { create, begin, spentToday } = await openSpending({
      daily: '1',
      prices: [{ channel: 'sms', country: 'EE', price: '0.01' }],
    });
    await create(1);
    await begin();
    expect(await spentToday()).toBe('0.05');
  });
});
