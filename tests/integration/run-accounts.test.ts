/** Each test run in the built-in sandbox has a sandbox account of its own: its credit, its weather and its seed. */
import { describe, expect, it } from 'vitest';
import { must, openConsole, requestKey } from '../helpers/console-fixture.ts';
import { runToEnd, verdictsOf } from '../helpers/plan-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';

const plan = (count: number, more = ''): string => `name: Costly
timeout: 60 s
pace: 50
seed: 3
${more}numbers:
${Array.from({ length: count }, (_, i) => `  - name: p${i}\n    number: +3725555${i}000`).join('\n')}
chains:
  - steps:
      - sms: Hello
expect:
  - reaches: sms within 50 s
`;

async function inSandbox(price: string) {
  const open = await openConsole();
  const account = must(await open.client.accounts.sandbox());
  must(await open.client.sandbox.setWeather({ prices: { EE: { sms: price } } }));
  const begin = async (text: string): Promise<string> =>
    must(await open.client.runs.start({ text, accountId: account.id, live: false, requestKey: requestKey() }))
      .id;
  return { ...open, account, begin };
}

describe('the credit of a run', () => {
  it.fails('is its own: the same plan gives the same result however many runs came before', async () => {
    const { client, begin } = await inSandbox('15');
    const first = await runToEnd(client, await begin(plan(5)));
    const second = await runToEnd(client, await begin(plan(5)));
    expect(first.cells).toMatchObject({ passed: 5, failed: 0 });
    expect(verdictsOf(second)).toEqual(verdictsOf(first));
    expect(must(await client.sandbox.state()).weather.credit).toBe('100.00');
  });

  it.fails('pauses the run where it is used up; what it did not pay for is not judged, and goes on when resumed', async () => {
    const { client, begin } = await inSandbox('30');
    const id = await begin(plan(5));
    await eventually(async () => must(await client.runs.get({ id })).state, 15_000).toBe('paused');
    const run = must(await client.runs.get({ id }));
    expect(run.problem?.code).toBe('no-credit');
    expect(run.cells).toMatchObject({ passed: 3, failed: 0 });
    must(await client.runs.resume({ id }));
    expect((await runToEnd(client, id)).cells).toMatchObject({ all: 5, passed: 5, failed: 0 });
  });
});
