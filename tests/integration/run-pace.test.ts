import { describe, expect, it } from 'vitest';
import { messageOf, must, openConsole, requestKey } from '../helpers/console-fixture.ts';
import { runToEnd } from '../helpers/plan-fixture.ts';

const rounds = 3;
// Ending 45: the first request is answered 429 with Retry-After: 1, and not accepted.
const plan = `name: Rounds
seed: 5
pace: 50
repeat: ${rounds}
timeout: 60 s
numbers:
  - name: slow
    number: +37255550145
  - name: quick
    number: +37255550100
chains:
  - steps:
      - sms: Hello
expect:
  - reaches: sms within 50 s
`;

describe('a number whose message is not accepted yet', () => {
  it('keeps only its own next round waiting', async () => {
    const { client } = await openConsole({ lateReportsMs: 500 });
    const account = must(await client.accounts.sandbox());
    const { id } = must(
      await client.runs.start({ text: plan, accountId: account.id, live: false, requestKey: requestKey() }),
    );
    const run = await runToEnd(client, id);
    expect(run.cells).toEqual({ all: 6, sent: 6, passed: 6, failed: 0 });
    const sent = async (name: string) =>
      Promise.all(
        run.list
          .filter(({ number }) => number === name)
          .map(({ messageId }) => messageOf(client, messageId ?? '')),
      );
    const [slow, quick] = [await sent('slow'), await sent('quick')];
    expect(quick[1]?.createdAt).toBeLessThan(slow[0]?.acceptedAt ?? 0);
    for (const some of [slow, quick]) {
      for (const [at, message] of some.slice(1).entries()) {
        expect(message.createdAt).toBeGreaterThanOrEqual(some[at]?.acceptedAt ?? Number.NaN);
      }
    }
  });
});
