/** Tests the warnings and the cost estimate before sending, with a console and a sandbox. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { decideBefore } from '../../electron/cli/commands/before-send.ts';
import type { Client } from '../../electron/engine/local-socket/attach.ts';
import type { Settings } from '../../shared/contract/settings.ts';
import {
  codeOf,
  consoleWithSandbox,
  messageOf,
  must,
  openConsole,
  requestKey,
  sendOne,
  viberThenSms,
} from '../helpers/console-fixture.ts';

const at = (iso: string) => Date.parse(iso);
/** 22:00 in Tallinn, 15:00 in New York. */
const evening = at('2026-11-24T20:00:00Z');
const day = 86_400_000;

async function askAlways(client: Client, more: Partial<Settings['beforeSending']> = {}): Promise<void> {
  const { beforeSending } = await client.settings.get();
  must(await client.settings.set({ beforeSending: { ...beforeSending, inSandbox: true, ...more } }));
}

const smsOf = (text: string) => ({ steps: [{ channel: 'sms' as const, text }] });
const asked = async (client: Client, input: Parameters<Client['compose']['beforeSending']>[0]) =>
  must(await client.compose.beforeSending(input));

describe('quiet hours', () => {
  it('are shown for recipients in whose time zone it is night, with their end', async () => {
    const { client } = await consoleWithSandbox({ now: () => evening });
    await askAlways(client, { zones: { US: 'America/New_York' } });
    const { quiet } = await asked(client, { to: ['+372 5550 1411', '+12125550123'], chain: smsOf('Hi') });
    expect(quiet).toEqual([
      {
        to: '+372 5550 1411',
        zone: 'Europe/Tallinn',
        uncertain: false,
        step: 0,
        at: evening,
        untilAt: at('2026-11-25T06:00:00Z'),
      },
    ]);
  });

  it('apply to a number of unknown country while it is quiet anywhere under its country code', async () => {
    let now = at('2026-11-24T17:00:00Z');
    const { client } = await consoleWithSandbox({ now: () => now });
    // A time zone that was chosen for the United States does not apply to a number that may be in Hawaii or
    // Guam.
    await askAlways(client, { zones: { US: 'America/New_York' } });
    const unknown = '+16245550123';
    const { quiet } = await asked(client, { to: [unknown, '+12125550123'], chain: smsOf('Hi') });
    // It is 07:00 in Honolulu. Quiet hours end last in Guam, at 08:00 (22:00 UTC), before they begin in St
    // John's.
    expect(quiet).toMatchObject([
      { to: unknown, uncertain: true, step: 0, untilAt: at('2026-11-24T22:00:00Z') },
    ]);
    const decided = await decideBefore(client, { to: [unknown], chain: smsOf('Hi') }, {});
    expect(decided).toMatchObject({ ok: false, problem: { code: 'quiet-hours' } });
    now = at('2026-11-24T22:30:00Z');
    expect((await asked(client, { to: [unknown], chain: smsOf('Hi') })).quiet).toEqual([]);
  });

  it('use this computer’s local time for a number that belongs to no country', async () => {
    let now = new Date(2026, 10, 24, 23, 0).getTime();
    const { client } = await consoleWithSandbox({ now: () => now });
    await askAlways(client);
    const to = ['+80012345678', '+870773111632', '+881612345678', '+88213300123', '+979123456789'];
    const { quiet } = await asked(client, { to, chain: smsOf('Hi') });
    const untilAt = new Date(2026, 10, 25, 8, 0).getTime();
    expect(quiet).toMatchObject(to.map((one) => ({ to: one, uncertain: true, untilAt })));
    now = new Date(2026, 10, 24, 12, 0).getTime();
    expect((await asked(client, { to, chain: smsOf('Hi') })).quiet).toEqual([]);
  });

  it('are known for every country that a number can belong to', async () => {
    const { client } = await consoleWithSandbox({ now: () => at('2026-11-24T23:00:00Z') });
    await askAlways(client);
    // Ascension and Tristan da Cunha.
    const to = ['+24740123', '+2908123'];
    const { quiet } = await asked(client, { to, chain: smsOf('Hi') });
    expect(quiet).toMatchObject(to.map((one) => ({ to: one, zone: 'Atlantic/St_Helena' })));
  });

  it('apply before a message to an unknown country is resent', async () => {
    const { client } = await consoleWithSandbox({ now: () => at('2026-11-24T17:00:00Z') });
    await askAlways(client);
    await client.outbox.pause();
    const id = await sendOne(client, '+16245550123', { chain: smsOf('Hi') });
    must(await client.messages.cancel({ id }));
    expect((await client.messages.beforeResending({ ids: [id] })).quiet).toMatchObject([
      { to: '+16245550123', messageId: id, uncertain: true },
    ]);
  });

  it('are shown for a later step that may fall into them', async () => {
    const { client } = await consoleWithSandbox({ now: () => at('2026-11-24T18:30:00Z') });
    await askAlways(client);
    const steps = [{ channel: 'viber' as const, text: 'Hi', ttlSeconds: 3600 }, ...smsOf('Hi').steps];
    const { quiet } = await asked(client, { to: ['+37255501411'], chain: { steps } });
    expect(quiet).toMatchObject([{ step: 1, at: at('2026-11-24T19:00:00Z') }]);
    expect((await asked(client, { to: ['+37255501411'], chain: smsOf('Hi') })).quiet).toEqual([]);
  });

  it('are checked at the scheduled time, in each recipient’s time zone', async () => {
    const { client } = await consoleWithSandbox({ now: () => evening });
    await askAlways(client);
    const to = ['+37255501411', '+37255501412'];
    const timeToSend = at('2026-11-25T10:00:00Z');
    const input = { to, chain: { ...smsOf('Hi'), timeToSend } };
    expect((await asked(client, input)).quiet).toEqual([]);
    const late = { '+37255501412': at('2026-11-25T21:00:00Z') };
    expect((await asked(client, { ...input, timeToSendOf: late })).quiet.map(({ to }) => to)).toEqual([
      '+37255501412',
    ]);
  });

  it('are not checked for an account that does not send real messages, nor if they are switched off', async () => {
    const { client } = await consoleWithSandbox({ now: () => evening });
    const input = { to: ['+37255501411'], chain: smsOf('Hi') };
    expect((await asked(client, input)).quiet).toEqual([]);
    await askAlways(client, { quietHours: { on: false, from: '21:00', to: '08:00' } });
    expect((await asked(client, input)).quiet).toEqual([]);
  });

  it('cannot have the same beginning and end', async () => {
    const { client } = await openConsole();
    const { beforeSending } = await client.settings.get();
    const quietHours = { on: true, from: '08:00', to: '08:00' };
    const answer = await client.settings.set({ beforeSending: { ...beforeSending, quietHours } });
    expect(codeOf(answer)).toBe('setting-invalid');
  });
});

describe('the same text', () => {
  it('to the same recipient within a day is reported, whatever the channel and spacing', async () => {
    let now = evening;
    const { client } = await consoleWithSandbox({ now: () => now });
    await askAlways(client, { quietHours: { on: false, from: '21:00', to: '08:00' } });
    const id = await sendOne(client, '+37255500000', { chain: viberThenSms });
    const ask = async (text: string, to = '+37255500000') =>
      (await asked(client, { to: [to], chain: smsOf(text) })).same;
    now += day - 1000;
    expect(await ask(' Tere ')).toEqual([{ to: '+37255500000', id, sentAt: evening }]);
    expect(await ask('Tere!')).toEqual([]);
    expect(await ask('Tere', '+37255500001')).toEqual([]);
    now += 1000;
    expect(await ask('Tere')).toEqual([]);
  });

  it('is compared after placeholders are filled in', async () => {
    const { client } = await consoleWithSandbox({ now: () => evening });
    await askAlways(client, { quietHours: { on: false, from: '21:00', to: '08:00' } });
    const to = ['+37255500000', '+37255500001'];
    const chain = smsOf('Tere, {name}');
    const values = { '+37255500000': { name: 'Mari' }, '+37255500001': { name: 'Jaan' } };
    must(await client.messages.send({ to, chain, values, requestKey: requestKey() }));
    expect((await asked(client, { to, chain, values })).same.map((one) => one.to).toSorted()).toEqual(to);
    const swapped = { '+37255500000': { name: 'Jaan' }, '+37255500001': { name: 'Jaan' } };
    expect((await asked(client, { to, chain, values: swapped })).same.map((one) => one.to)).toEqual([
      '+37255500001',
    ]);
    const plain = await asked(client, { to: ['+372 5550 0000'], chain: smsOf('Tere, Mari') });
    expect(plain.same.map((one) => one.to)).toEqual(['+372 5550 0000']);
  });

  it('of a message scheduled near that time counts, and of a cancelled message does not', async () => {
    let now = evening;
    const { client } = await consoleWithSandbox({ now: () => now });
    await askAlways(client, { quietHours: { on: false, from: '21:00', to: '08:00' } });
    const timeToSend = evening + 40 * day;
    const id = await sendOne(client, '+37255500000', { chain: { ...smsOf('Soon'), timeToSend } });
    await expect.poll(async () => (await messageOf(client, id)).state).toBe('scheduled');
    now += 39 * day + 60_000;
    const ask = async () => (await asked(client, { to: ['+37255500000'], chain: smsOf('Soon') })).same;
    expect(await ask()).toEqual([{ to: '+37255500000', id, sentAt: timeToSend }]);
    must(await client.messages.cancel({ id }));
    expect(await ask()).toEqual([]);
  });

  it('in a form is reported like that of a plain text', async () => {
    const { client } = await consoleWithSandbox({ now: () => evening });
    await askAlways(client, { quietHours: { on: false, from: '21:00', to: '08:00' } });
    const steps = [{ channel: 'viber' as const, text: '', content: { text: 'Tere' } }];
    await sendOne(client, '+37255500000', { chain: smsOf('Tere') });
    expect((await asked(client, { to: ['+37255500000'], chain: { steps } })).same).toHaveLength(1);
    const image = [{ channel: 'viber' as const, text: '', content: { image_url: 'https://a.test/1.png' } }];
    expect((await asked(client, { to: ['+37255500000'], chain: { steps: image } })).same).toEqual([]);
  });
});

it('the check before sending names recipients on the do-not-send list, whatever the account', async () => {
  const { client } = await consoleWithSandbox();
  must(await client.doNotSend.add({ number: '+37255500000' }));
  const to = ['+372 5550 0000', '+37255500001'];
  expect((await asked(client, { to, chain: smsOf('Hi') })).doNotSend).toEqual([
    { to: '+372 5550 0000', reason: null },
  ]);
});

it('a send records which warnings were overridden, and until when each message was held', async () => {
  const { client } = await consoleWithSandbox({ now: () => evening });
  const untilAt = at('2026-11-25T06:00:00Z');
  const sent = must(
    await client.messages.send({
      to: ['+37255500000', '+12125550123'],
      chain: smsOf('Hi'),
      requestKey: requestKey(),
      overridden: ['same-text'],
      timeToSendOf: { '+37255500000': untilAt },
    }),
  );
  const [held, atOnce] = await Promise.all(sent.messages.map(({ id }) => messageOf(client, id)));
  expect(held).toMatchObject({ sendAt: untilAt, overridden: ['same-text'] });
  expect(atOnce).toMatchObject({ sendAt: null });
});

describe('prices of the estimate', () => {
  /** A price list that counts its requests. */
  async function listOf(
    answer: () => string,
  ): Promise<{ url: string; asked: () => number; stop: () => void }> {
    let count = 0;
    const server = createServer((request, response) => {
      if (request.url?.startsWith('/prices')) count += 1;
      response.end(request.url?.startsWith('/prices') ? answer() : 'OK 10.00');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const stop = () => {
      server.closeAllConnections();
      server.close();
    };
    onTestFinished(stop);
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => count, stop };
  }
  const estonia = (price: string) =>
    JSON.stringify({
      country: 'EE',
      name: 'Estonia',
      prefix: '372',
      networks: [
        { mccmnc: '24801', name: 'Telia', price },
        { mccmnc: 24802, name: 'Elisa', price: '0.06' },
      ],
    });

  async function consoleAt(url: string, now: () => number) {
    const { client } = await openConsole({ now });
    const account = {
      name: 'P',
      username: 'priced-user',
      password: 'priced-password',
      baseUrl: `${url}/v1`,
      plainUrl: url,
    };
    must(await client.accounts.add({ ...account, unchecked: true }));
    return client;
  }

  it('are requested once, again after six hours, and used at any age while Messente cannot be reached', async () => {
    let now = evening;
    let price = '0.05';
    const list = await listOf(() => estonia(price));
    const client = await consoleAt(list.url, () => now);
    const ask = async () => must(await client.prices.country({ country: 'ee' }));
    const [first] = await Promise.all([ask(), ask(), ask()]);
    expect(first.networks.map((network) => network.price)).toEqual(['0.05', '0.06']);
    expect(list.asked()).toBe(1);
    price = '0.07';
    now += 5 * 3_600_000;
    expect(await ask()).toEqual(first);
    now += 3_600_001;
    expect((await ask()).networks[0]?.price).toBe('0.07');
    expect(list.asked()).toBe(2);
    list.stop();
    const fetchedAt = now;
    now += 30 * day;
    expect(await ask()).toMatchObject({ fetchedAt, networks: [{ price: '0.07' }, { price: '0.06' }] });
  });

  it('that Messente does not have are not requested again for two hours', async () => {
    let now = evening;
    const list = await listOf(() => 'ERROR 105');
    const client = await consoleAt(list.url, () => now);
    const ask = async () => (await client.prices.country({ country: 'EE' })).ok;
    expect([await ask(), await ask()]).toEqual([false, false]);
    expect(list.asked()).toBe(1);
    now += 2 * 3_600_000;
    expect(await ask()).toBe(false);
    expect(list.asked()).toBe(2);
  });

  it('of other channels are the latest charged prices', async () => {
    const { client } = await consoleWithSandbox();
    const chain = { steps: [{ channel: 'viber' as const, text: 'Hi' }] };
    expect(must(await client.prices.country({ country: 'EE' })).charged).toEqual([]);
    const id = await sendOne(client, '+37255500000', { chain });
    await expect.poll(async () => (await messageOf(client, id)).state).toBe('delivered');
    const { charged } = must(await client.prices.country({ country: 'EE' }));
    expect(charged).toEqual([{ channel: 'viber', low: '0.02', high: '0.02' }]);
    expect(must(await client.prices.country({ country: 'LV' })).charged).toEqual([]);
  });
});

type Chain = Parameters<Client['messages']['send']>[0]['chain'];

describe('the check before messages are resent', () => {
  const failing = { steps: [{ channel: 'sms' as const, text: 'Good night', validityMinutes: 5 }] };
  /** Messages that were cancelled before they were sent, so certainly nobody received them. */
  async function cancelled(client: Client, to: string[], chain: Chain = failing): Promise<string[]> {
    await client.outbox.pause();
    const sent = must(await client.messages.send({ to, chain, requestKey: requestKey() }));
    const ids = sent.messages.map(({ id }) => id);
    await client.messages.cancelMany({ ids });
    await client.outbox.resume();
    return ids;
  }

  it('reports quiet hours as before a new send, and the chains in parts', async () => {
    const { client, accountId } = await consoleWithSandbox({ now: () => evening });
    await askAlways(client, { zones: { US: 'America/New_York' } });
    const ids = await cancelled(client, ['+37255501411', '+12125550123']);
    const long = { steps: [{ channel: 'sms' as const, text: 'õ'.repeat(71), udh: '06050415811581' }] };
    ids.push(...(await cancelled(client, ['+37255501411'], long)));
    const before = await client.messages.beforeResending({ ids: [...ids, 'nonsense'] });
    const quiet = { to: '+37255501411', zone: 'Europe/Tallinn', step: 0, channel: 'sms' };
    expect(before.quiet).toMatchObject([
      { ...quiet, messageId: ids[0], at: evening, untilAt: at('2026-11-25T06:00:00Z') },
      { ...quiet, messageId: ids[2] },
    ]);
    expect(before.chains).toEqual([
      { accountId, country: 'EE', steps: [{ channel: 'sms', parts: 1 }], ids: [ids[0]] },
      { accountId, country: 'US', steps: [{ channel: 'sms', parts: 1 }], ids: [ids[1]] },
      { accountId, country: 'EE', steps: [{ channel: 'sms', parts: 2 }], ids: [ids[2]] },
    ]);
  });

  it('skips an account that does not send real messages, but names numbers on the do-not-send list', async () => {
    const { client } = await consoleWithSandbox({ now: () => evening });
    const ids = await cancelled(client, ['+37255501411', '+37255501412']);
    must(await client.doNotSend.add({ number: '+37255501412' }));
    expect(await client.messages.beforeResending({ ids })).toMatchObject({
      quiet: [],
      same: [],
      doNotSend: [{ to: '+37255501412', reason: null }],
      chains: [{ ids: [ids[0]] }],
    });
  });

  it('reports the same text in another message, not in the message itself', async () => {
    const { client } = await consoleWithSandbox();
    await askAlways(client, { quietHours: { on: false, from: '21:00', to: '08:00' } });
    const to = '+37255501400';
    const [lost = ''] = await cancelled(client, [to]);
    expect((await client.messages.beforeResending({ ids: [lost] })).same).toEqual([]);
    const again = await sendOne(client, to, { chain: failing });
    expect((await client.messages.beforeResending({ ids: [lost] })).same).toMatchObject([
      { messageId: lost, to, id: again },
    ]);
    // The message itself has the warning that it may arrive twice.
    await expect.poll(async () => (await messageOf(client, again)).state).toBe('delivered');
    expect((await client.messages.beforeResending({ ids: [again] })).same).toEqual([]);
  });

  it('records the answer: held until the morning or overridden, with a new estimate', async () => {
    const { client } = await consoleWithSandbox({ now: () => evening });
    await askAlways(client);
    const ids = await cancelled(client, ['+37255501411', '+37255501412', '+37255501413']);
    const [first = '', second = '', third = ''] = ids;
    const morning = at('2026-11-25T06:00:00Z');
    const outcomes = await client.messages.resendMany({
      ids,
      evenIfTwice: false,
      requestKey: requestKey(),
      moreOf: {
        [first]: { timeToSend: morning, estimate: { low: '0.06', high: '0.07' } },
        [second]: { overridden: ['quiet-hours'] },
        [third]: { timeToSend: evening - 1 },
      },
    });
    expect(outcomes.map(({ problem }) => problem?.code ?? null)).toEqual([null, null, 'time-past']);
    const made = outcomes.map(({ madeId }) => madeId ?? '');
    expect(await messageOf(client, made[0] ?? '')).toMatchObject({
      sendAt: morning,
      overridden: [],
      estimate: { low: '0.06', high: '0.07' },
      resendOf: first,
    });
    expect(await messageOf(client, made[1] ?? '')).toMatchObject({
      sendAt: null,
      overridden: ['quiet-hours'],
    });
    const more = { timeToSend: morning, overridden: ['same-text' as const] };
    const one = must(
      await client.messages.resend({ id: third, evenIfTwice: false, requestKey: requestKey(), more }),
    );
    expect(await messageOf(client, one.id)).toMatchObject({ sendAt: morning, overridden: ['same-text'] });
  });

  it('keeps the estimate of the old message if there is no newer one', async () => {
    const { client } = await consoleWithSandbox();
    await client.outbox.pause();
    const id = await sendOne(client, '+37255501411', { estimate: { low: '0.01', high: '0.02' } });
    must(await client.messages.cancel({ id }));
    const resend = (more?: object) =>
      client.messages.resend({ id, evenIfTwice: false, requestKey: requestKey(), ...(more && { more }) });
    expect((await messageOf(client, must(await resend()).id)).estimate).toEqual({
      low: '0.01',
      high: '0.02',
    });
    const newer = must(await resend({ estimate: { low: '0.03', high: '0.04' } }));
    expect((await messageOf(client, newer.id)).estimate).toEqual({ low: '0.03', high: '0.04' });
  });
});
