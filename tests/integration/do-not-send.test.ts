/** Recipients on the do-not-send list: counted, priced and announced nowhere, and named with the reason. */
import { expect, it } from 'vitest';
import { must, openConsole, requestKey } from '../helpers/console-fixture.ts';
import { omnideck } from '../helpers/omnideck-process.ts';
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

it('what is asked before a sending, fresh or again, names them with the reason', async () => {
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
  const before = must(await client.composing.beforeSending({ accountId: account.id, to, chain }));
  expect(before.doNotSend).toEqual([{ to: '+372 5550 0002', reason: 'asked on the phone' }]);
  const ids = messages.map(({ id }) => id);
  const again = await client.history.beforeResending({ ids });
  expect(again.doNotSend).toEqual([
    {
      to: listed,
      reason: 'asked on the phone',
      messageIds: messages.filter((one) => one.to === listed).map((one) => one.id),
    },
  ]);
  expect(again.chains.flatMap((one) => one.ids)).toEqual([messages.find((one) => one.to !== listed)?.id]);
});

it('the estimate of a test run leaves them out, before it and while it is paused', async () => {
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

it('the command names them with the reason, and sends to the others', { timeout: 120_000 }, async () => {
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
