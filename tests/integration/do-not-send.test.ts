/**
 * Tests that recipients on the do-not-send list are not counted, priced or announced, and are listed with the
 * reason.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  codeOf,
  must,
  openConsole,
  openTestSandbox,
  requestKey,
  sendOne,
} from '../helpers/console-fixture.ts';
import { jsonLines, omnideck } from '../helpers/omnideck-process.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const listed = '+37255500002';
const chain = { steps: [{ channel: 'sms' as const, text: 'Tere' }] };
const plan = `name: Two
numbers:
  - name: Mari
    number: +37255500001
  - name: Ann
    number: ${listed}
chains:
  - steps:
      - sms: Hello
expect:
  - reaches: sms within 4 s
`;

it('the check before sending or resending names numbers on the do-not-send list with the reason', async () => {
  const { client } = await openConsole();
  const account = must(await client.accounts.sandbox());
  const { messages } = must(
    await client.messages.send({
      accountId: account.id,
      to: ['+37255500001', listed],
      chain,
      requestKey: requestKey(),
    }),
  );
  await eventually(async () => (await client.messages.counts({})).open).toBe(0);
  must(await client.doNotSend.add({ number: listed, reason: 'asked on the phone' }));
  const to = ['+37255500001', '+372 5550 0002'];
  const before = must(await client.compose.beforeSending({ accountId: account.id, to, chain }));
  expect(before.doNotSend).toEqual([{ to: '+372 5550 0002', reason: 'asked on the phone' }]);
  const ids = messages.map(({ id }) => id);
  const again = await client.messages.beforeResending({ ids });
  expect(again.doNotSend).toEqual([
    {
      to: listed,
      reason: 'asked on the phone',
      messageIds: messages.filter((one) => one.to === listed).map((one) => one.id),
    },
  ]);
  expect(again.chains.flatMap((one) => one.ids)).toEqual([messages.find((one) => one.to !== listed)?.id]);
});

it('the estimate of a test run leaves out numbers on the do-not-send list, before it and while it is paused', async () => {
  const { client } = await openConsole();
  const account = must(await client.accounts.sandbox());
  const estimate = async () => must(await client.runs.estimate({ text: plan, accountId: account.id }));
  const whole = await estimate();
  expect(whole.messages).toBe(2);
  await client.outbox.pause();
  const { id } = must(
    await client.runs.start({ text: plan, accountId: account.id, live: false, requestKey: requestKey() }),
  );
  must(await client.runs.pause({ id }));
  must(await client.doNotSend.add({ number: listed, reason: 'asked on the phone' }));
  const reached = await estimate();
  expect(reached).toMatchObject({ messages: 1, doNotSend: [{ to: listed, reason: 'asked on the phone' }] });
  expect(Number(reached.cost?.high)).toBeCloseTo(Number(whole.cost?.high) / 2, 6);
  expect(must(await client.runs.estimateMore({ id, what: 'resume' }))).toMatchObject({
    messages: 1,
    doNotSend: [{ to: listed }],
  });
});

it('the send command names numbers on the do-not-send list with the reason, and sends to the others', {
  timeout: 120_000,
}, async () => {
  const data = temporaryFolder();
  await omnideck(['do-not-send', 'add', listed, '--reason', 'asked on the phone', '--data', data]);
  const sent = await omnideck([
    'send',
    '--sandbox',
    '--data',
    data,
    '--to',
    '+37255500001',
    listed,
    '--sms',
    'Tere',
  ]);
  expect(sent.stderr).toContain(
    `On the do-not-send list, so nothing is sent: ${listed} (asked on the phone).`,
  );
  expect(sent.code).toBe(1);
});

it('a file of opt-outs is added as a whole with the current date, and scheduled messages to these numbers are cancelled', async () => {
  const sandbox = await openTestSandbox({ speed: 1 });
  const data = temporaryFolder();
  const { client, stop } = await openConsole({ folder: data });
  must(
    await client.accounts.add({ name: 'T', username: 'demo', password: 'demo', baseUrl: sandbox.baseUrl }),
  );
  const people = ['+37255501411', '+37255501412'];
  for (const to of people)
    await sendOne(client, to, { chain: { ...chain, timeToSend: Date.now() + 3_600_000 } });
  await eventually(async () => (await client.messages.counts({})).scheduled).toBe(2);
  const added = must(
    await client.doNotSend.addMany({ numbers: [...people, '+372 5550 1411'], reason: 'left' }),
  );
  expect(added.entries).toHaveLength(2);
  expect(added.cancelling).toMatchObject({ cancelled: 2, count: 0 });
  const once = must(await client.doNotSend.addMany({ numbers: ['+37255501412'] }));
  expect(once.entries[0]?.addedAt).toBeGreaterThanOrEqual(added.entries[0]?.addedAt ?? Infinity);
  expect(codeOf(await client.doNotSend.addMany({ numbers: ['+37255501413', '12'] }))).toMatch(/^number-/);
  expect(await client.doNotSend.list()).toHaveLength(2);
  await stop();

  const file = join(temporaryFolder(), 'left.csv');
  writeFileSync(file, 'Mari;+372 5550 1414\nJüri;+372 5550 1415\n');
  const read = await omnideck(['do-not-send', 'add', '--file', file, '--json', '--data', data]);
  expect(read.code).toBe(0);
  expect(jsonLines(read.stdout)).toMatchObject([
    { number: '+37255501414' },
    { number: '+37255501415' },
    { added: 2, cancelling: { cancelled: 0 } },
  ]);
  writeFileSync(file, 'Mari;+372 5550 1416\nJüri;+372 99\n');
  const refused = await omnideck(['do-not-send', 'add', '--file', file, '--json', '--data', data]);
  expect(refused.code).toBe(2);
  expect(jsonLines(refused.stdout)).toMatchObject([{ error: { field: '+372 99' } }]);
  const nothing = await omnideck(['do-not-send', 'add', '--json', '--data', data]);
  expect(jsonLines(nothing.stdout)).toMatchObject([{ error: { code: 'no-number', field: 'number' } }]);
});
