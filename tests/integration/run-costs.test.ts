import { describe, expect, it } from 'vitest';
import { codeOf, must, openConsole, requestKey } from '../helpers/console-fixture.ts';
import { runToEnd } from '../helpers/plan-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';

const numbers = ['12', '00', '00', '00', '00'].map(
  (end, i) => `  - name: p${i}\n    number: +372555${i}01${end}`,
);
const plan = `name: Costly
timeout: 5 s
pace: 1 per second
numbers:
${numbers.join('\n')}
chains:
  - steps:
      - sms: Hello
expect:
  - reaches: sms within 4 s
`;

describe('the remaining cost of a test run', () => {
  it('covers unsent messages on resume and failed ones on retry, and never more than will be sent', async () => {
    const { client } = await openConsole();
    const account = must(await client.accounts.sandbox());
    const whole = must(await client.runs.estimate({ text: plan, accountId: account.id }));
    expect(whole.messages).toBe(5);
    const each = Number(whole.cost?.high) / 5;
    expect(each).toBeGreaterThan(0);

    const { id } = must(
      await client.runs.start({ text: plan, accountId: account.id, live: false, requestKey: requestKey() }),
    );
    await eventually(async () => must(await client.runs.get({ id })).cells.sent).toBeGreaterThan(0);
    must(await client.runs.pause({ id }));
    const { list } = must(await client.runs.get({ id }));
    const unsent = list.filter(({ messageId }) => messageId === null).length;
    expect(unsent).toBeGreaterThan(0);
    const rest = must(await client.runs.estimateMore({ id, what: 'resume' }));
    expect(rest.messages).toBe(unsent);
    expect(Number(rest.cost?.high)).toBeCloseTo(unsent * each, 6);

    const before = (await client.messages.list({})).rows.length;
    must(await client.runs.resume({ id }));
    const run = await runToEnd(client, id);
    expect((await client.messages.list({})).rows).toHaveLength(before + rest.messages);
    expect(run.cells).toMatchObject({ passed: 4, failed: 1 });

    const again = must(await client.runs.estimateMore({ id, what: 'retry' }));
    expect(again.messages).toBe(1);
    expect(Number(again.cost?.high)).toBeCloseTo(each, 6);
    must(await client.runs.retryFailed({ id }));
    await runToEnd(client, id);
    expect((await client.messages.list({})).rows).toHaveLength(6);
    expect(codeOf(await client.runs.estimateMore({ id: 'none', what: 'retry' }))).toBe('no-such-run');
  });

  it('includes queued messages that the pause holds back', async () => {
    const { client } = await openConsole();
    const account = must(await client.accounts.sandbox());
    await client.outbox.pause();
    const { id } = must(
      await client.runs.start({ text: plan, accountId: account.id, live: false, requestKey: requestKey() }),
    );
    await eventually(async () => must(await client.runs.get({ id })).state).toBe('paused');
    expect(must(await client.runs.estimateMore({ id, what: 'resume' })).messages).toBe(5);
  });
});
