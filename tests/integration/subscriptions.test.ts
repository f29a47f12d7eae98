/** Subscriptions arrive unsigned, wait until they are confirmed, and never end an opt-out. */
import { expect, it } from 'vitest';
import { mostWaiting } from '../../electron/engine/features/subscriptions/sql/subscriptions.ts';
import type { E164 } from '../../shared/messaging/types.ts';
import { must, openConsole, openTestSandbox } from '../helpers/console-fixture.ts';
import { jsonLines, omnideck, startOmnideck } from '../helpers/omnideck-process.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const person = '+37255500001';

async function open(folder?: string) {
  const opened = await openConsole(folder === undefined ? {} : { folder });
  const { client } = opened;
  must(await client.accounts.sandbox());
  const [first] = await client.subscriptions.addresses();
  const address = String(first?.address);
  const visit = async (query: string, method = 'GET') =>
    (await fetch(`${address}?${query}`, { method })).status;
  const subscribe = (phone: string, id = 'a', time = '2026-11-30 08:00:00') =>
    visit(new URLSearchParams({ id, phone, time }).toString());
  const waiting = async () => (await client.subscriptions.list()).entries;
  return { ...opened, address, visit, subscribe, waiting };
}

it('a subscription waits, its repeats change nothing, and the newest one of a number is shown with a count', async () => {
  const { client, subscribe, waiting, address } = await open();
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/subscribe\/[0-9a-f]{32}$/u);
  for (const phone of [person, person, '37255500001'])
    expect(await subscribe(phone, 'a', '2026-11-30 08:00:00'), phone).toBe(200);
  expect(await waiting()).toMatchObject([
    { number: person, externalId: 'a', time: '2026-11-30 08:00:00', count: 2, isListed: false },
  ]);
  expect(await subscribe(person, 'b')).toBe(200);
  expect(await subscribe('+37255500002')).toBe(200);
  const [second, first] = await waiting();
  expect([second, first]).toMatchObject([
    { number: '+37255500002', count: 1 },
    { number: person, externalId: 'b', count: 3 },
  ]);
  expect(must(await client.consent.show({ number: person })).entries).toEqual([]);
  const ids = [Number(first?.id), Number(second?.id), 999];
  expect(must(await client.subscriptions.decide({ ids: ids.slice(0, 1), decision: 'confirm' }))).toEqual({
    decided: 1,
  });
  expect(must(await client.subscriptions.decide({ ids, decision: 'dismiss' }))).toEqual({ decided: 1 });
  expect(must(await client.consent.show({ number: person }))).toMatchObject({
    mayWrite: true,
    entries: [{ kind: 'given', source: 'subscription', how: 'id b, 2026-11-30 08:00:00', wording: null }],
  });
  expect(must(await client.consent.show({ number: '+37255500002' })).entries).toEqual([]);
  // Messente did not get our answer, and sends it again.
  expect(await subscribe(person, 'b')).toBe(200);
  expect(await waiting()).toEqual([]);
  expect((await client.journal.list({ limit: 2 })).entries.map(({ what }) => what)).toEqual([
    'subscription-dismissed',
    'subscription-confirmed',
  ]);
});

it('a subscription never ends an opt-out, confirmed manually or automatically', async () => {
  const { client, subscribe, waiting } = await open();
  must(await client.doNotSend.add({ number: person }));
  await subscribe(person);
  const [entry] = await waiting();
  expect(entry).toMatchObject({ isListed: true });
  must(await client.subscriptions.decide({ ids: [Number(entry?.id)], decision: 'confirm' }));
  expect(must(await client.consent.show({ number: person }))).toMatchObject({ mayWrite: false });
  must(await client.settings.set({ subscriptions: 'automatically' }));
  expect(await subscribe(person, 'b')).toBe(200);
  expect(await waiting(), 'a person decides').toMatchObject([{ number: person, isListed: true }]);
  expect(await subscribe('+37255500002')).toBe(200);
  expect(must(await client.consent.show({ number: '+37255500002' })).entries).toMatchObject([
    { kind: 'given', source: 'subscription' },
  ]);
  expect(await waiting()).toHaveLength(1);
  expect((await client.doNotSend.page()).total).toBe(1);
});

it('hostile requests are refused and listed without the token, and store nothing', async () => {
  const { client, address, visit, waiting } = await open();
  const good = 'id=a&phone=%2B37255500001&time=2026-11-30%2008:00:00';
  for (const method of ['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS']) {
    const answer = await fetch(`${address}?${good}`, { method });
    expect([answer.status, answer.headers.get('allow')], method).toEqual([405, 'GET']);
  }
  for (const query of [
    ...['', 'id=a', 'phone=', 'phone=5550', 'phone=%2B0000000000', 'phone=Mari', 'phone=%ff&id=a'],
    ...[
      `${good}&phone=%2B37255500002`,
      `${good}&x=${'1'.repeat(1_000)}`,
      `phone=%2B37255500001&id=${'1'.repeat(201)}`,
    ],
    `phone=%2B37255500001&time=${'1'.repeat(41)}`,
  ])
    expect(await visit(query), query).toBe(400);
  const base = address.replace(/[0-9a-f]{32}$/u, '');
  for (const path of [
    '',
    '0'.repeat(32),
    `${address.slice(base.length)}/x`,
    `${address.slice(base.length)}%20`,
  ])
    expect((await fetch(`${base}${path}?${good}`)).status, path).toBe(404);
  expect((await fetch(`${address}?${'x'.repeat(20_000)}`)).status).toBe(431);
  expect(await waiting()).toEqual([]);
  const { rows: refused } = await client.reports.refused();
  expect(JSON.stringify(refused)).not.toContain(address.slice(base.length));
  expect(new Set(refused.map(({ why }) => why))).toEqual(
    new Set(['no-such-path', 'not-post', 'subscription-unreadable']),
  );
  expect(await visit(good)).toBe(200);
});

it('at the bound a new number is answered 503, and one that waits is still replaced', async () => {
  const { client, console, subscribe, waiting } = await open();
  const [{ accountId = '' } = {}] = await client.subscriptions.addresses();
  const { store } = console.parts;
  for (let start = 0; start < mostWaiting; start += 500)
    await Promise.all(
      Array.from({ length: 500 }, (_, index) =>
        store.write('keepSubscription', {
          ...{
            accountId,
            number: `+3725${1_000_000 + start + index}` as E164,
            externalId: null,
            time: null,
          },
          ...{ identity: String(start + index), receivedAt: start + index, isAutomatic: false },
        }),
      ),
    );
  expect(await subscribe(person)).toBe(503);
  expect((await waiting()).some(({ number }) => number === person)).toBe(false);
  expect(await subscribe('+37251000000')).toBe(200);
  const [newest] = await waiting();
  expect(newest).toMatchObject({ number: '+37251000000', count: 2 });
  must(await client.subscriptions.decide({ ids: [Number(newest?.id)], decision: 'dismiss' }));
  expect(await subscribe(person), 'sent again when there is room').toBe(200);
});

it('an erasure deletes what waits, and a repeat does not bring the person back', async () => {
  const { client, subscribe, waiting } = await open();
  await subscribe(person, 'a');
  await subscribe('+37255500002', 'b');
  must(await client.privacy.erase({ number: person }));
  expect((await waiting()).map(({ number }) => number)).toEqual(['+37255500002']);
  expect(await subscribe(person, 'a'), 'a repeat does not bring the person back').toBe(200);
  expect(await waiting()).toHaveLength(1);
});

it('the commands list, confirm and dismiss what the sandbox sends', { timeout: 180_000 }, async () => {
  const folder = temporaryFolder();
  const serve = startOmnideck(['serve', '--no-open', '--sandbox', '--data', folder, '--json']);
  await serve.ready();
  const run = async (...words: string[]) => {
    const ended = await omnideck(['consent', 'subscriptions', ...words, '--data', folder, '--json']);
    return { code: ended.code, lines: jsonLines(ended.stdout) };
  };
  const { lines } = await run('addresses');
  const url = String(lines[0]?.address);
  const messente = await openTestSandbox();
  for (const phone of [person, '+37255500002']) {
    const sent = await fetch(`${messente.baseUrl.replace(/\/v1$/u, '')}/sandbox/subscription`, {
      method: 'POST',
      body: JSON.stringify({ url, phone }),
    });
    expect(await sent.json()).toMatchObject({ phone, status: 200 });
  }
  const listed = await run('list');
  expect(listed.lines).toMatchObject([{ number: '+37255500002', count: 1 }, { number: person }]);
  expect(await run('confirm', person)).toEqual({ code: 0, lines: [{ decision: 'confirm', decided: 1 }] });
  expect(await run('dismiss', String(listed.lines[0]?.id))).toEqual({
    code: 0,
    lines: [{ decision: 'dismiss', decided: 1 }],
  });
  expect(await run('confirm', person)).toMatchObject({
    code: 2,
    lines: [{ error: { code: 'no-such-subscription', field: 'id' } }],
  });
  const empty = await omnideck(['consent', 'subscriptions', 'list', '--data', folder]);
  expect(empty.stdout).toBe('No subscription waits to be confirmed.\n');
  await serve.kill();
});
