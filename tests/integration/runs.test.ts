import { describe, expect, it } from 'vitest';
import type { ConsoleOptions } from '../../electron/engine/start.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import { codeOf, must, openConsole, requestKey } from '../helpers/console-fixture.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { bigPlan, runToEnd, verdictsOf } from '../helpers/plan-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { endWriterAfter, watchStoreThreads } from '../helpers/store-threads.ts';

const smallPlan = (more: string): string => `name: Small
timeout: 60 s
${more}
chains:
  - steps:
      - sms: Hello
expect:
  - reaches: sms within 50 s
`;

async function inSandbox(options: Partial<ConsoleOptions> = { lateReportsMs: 500 }) {
  const open = await openConsole(options);
  const account = must(await open.client.accounts.sandbox());
  const begin = async (text: string, key = requestKey()) =>
    open.client.runs.start({ text, accountId: account.id, live: false, requestKey: key });
  return { ...open, account, begin };
}

describe('a plan of 12 numbers, 3 chains and 2 rounds', () => {
  it('has the same verdicts for the same seed, in a new console and in one that has run it before', async () => {
    // Late reports count here.
    const { client, begin } = await inSandbox({});
    const first = await runToEnd(client, must(await begin(bigPlan())).id);
    const second = await runToEnd(client, must(await begin(bigPlan())).id);
    expect(first.list).toHaveLength(72);
    expect(verdictsOf(second)).toEqual(verdictsOf(first));
    // Both verdicts occur, according to the table in docs/sandbox.md: 00 reaches on the first channel, 12
    // never.
    const verdicts = verdictsOf(first);
    expect(verdicts.find((line) => line.startsWith('viber, then sms | phone 00 | 1'))).toContain(
      '| passed |',
    );
    expect(verdicts.find((line) => line.startsWith('sms only | phone 12 | 1'))).toContain(
      'reaches: any within 60 s=failed',
    );
    expect(verdicts.find((line) => line.startsWith('viber, then sms | phone 10 | 2'))).toContain(
      'first channel: viber=failed',
    );
    expect(verdicts.find((line) => line.startsWith('sms only | phone 33 | 1'))).toContain(
      'callbacks: verified=failed',
    );
    expect(verdicts.find((line) => line.startsWith('viber, then sms | phone 15 | 1'))).toContain(
      'never: FAILED=failed',
    );
    expect(first.cells.passed + first.cells.failed).toBe(72);
    expect(Number(first.cost)).toBeGreaterThan(0);
    // Each cell has one message, and none was sent twice.
    const sent = (await client.messages.list({ filter: { batchId: first.id }, limit: 500 })).rows;
    expect(sent).toHaveLength(72);
    expect(sent.every(({ tags }) => tags.includes('run Everything that can happen'))).toBe(true);
  }, 180_000);
});

describe('a test run', () => {
  it('begins if the writer died after it was written and before the answer', async () => {
    const threads = watchStoreThreads();
    const { client, console, begin } = await inSandbox();
    endWriterAfter(console.parts.store, threads, 'createRun');
    expect(codeOf(await begin(smallPlan('numbers: [{ number: "+37255500000" }]')))).toBe('part-died');
    const [run] = await client.runs.list({});
    expect((await runToEnd(client, run?.id ?? '')).cells).toMatchObject({ all: 1, passed: 1 });
  });

  it('starts once, however often it is requested', async () => {
    const { client, begin } = await inSandbox();
    const plan = smallPlan('numbers:\n  - number: +37255550100');
    const key = requestKey();
    const [first, second] = [must(await begin(plan, key)), must(await begin(plan, key))];
    expect(second).toEqual(first);
    const run = await runToEnd(client, first.id);
    expect(run.list.map(({ result }) => result?.verdict)).toEqual(['passed']);
    expect((await client.messages.list({})).rows).toHaveLength(1);
  });

  it('stops permanently if the next message could cost more than the rest of the budget, and judges what was sent', async () => {
    const { client, begin } = await inSandbox();
    const numbers = Array.from(
      { length: 20 },
      (_, i) => `  - number: +3725555${String(i).padStart(2, '0')}00`,
    );
    const plan = smallPlan(`budget: 0.25\npace: 50\nnumbers:\n${numbers.join('\n')}`);
    const { id } = must(await begin(plan));
    await eventually(async () => must(await client.runs.get({ id })).state).toBe('stopped');
    await eventually(async () => {
      const { cells } = must(await client.runs.get({ id }));
      return cells.sent - cells.passed - cells.failed;
    }).toBe(0);
    const run = must(await client.runs.get({ id }));
    expect(run.problem?.code).toBe('budget-reached');
    expect(run.cells.sent).toBeGreaterThan(0);
    expect(run.cells.sent).toBeLessThan(20);
    expect(Number(run.cost)).toBeLessThanOrEqual(0.25);
    expect((await client.messages.list({ limit: 100 })).rows).toHaveLength(run.cells.sent);
  });

  it('can be paused and resumed, and retries failed cells as new messages', async () => {
    const { client, begin } = await inSandbox();
    const numbers = ['12', '00', '00', '00'].map(
      (end, i) => `  - name: p${i}\n    number: +372555${i}01${end}`,
    );
    const { id } = must(await begin(smallPlan(`pace: 1 per second\nnumbers:\n${numbers.join('\n')}`)));
    await eventually(async () => must(await client.runs.get({ id })).cells.sent).toBeGreaterThan(0);
    expect(must(await client.runs.pause({ id })).state).toBe('paused');
    const sent = must(await client.runs.get({ id })).cells.sent;
    expect(sent).toBeLessThan(4);
    expect(must(await client.runs.resume({ id })).state).toBe('running');
    const run = await runToEnd(client, id);
    expect(run.cells).toMatchObject({ all: 4, passed: 3, failed: 1 });
    must(await client.runs.retryFailed({ id }));
    const again = await runToEnd(client, id);
    expect(again.earlier.map(({ number, attempt }) => [number, attempt])).toEqual([['p0', 1]]);
    expect(again.list.find(({ number }) => number === 'p0')?.attempt).toBe(2);
    expect((await client.messages.list({})).rows).toHaveLength(5);
  });

  it('keeps the confirmations on the handset separate from the reports', async () => {
    const { client, begin } = await inSandbox();
    const { id } = must(await begin(smallPlan('confirm: Did it come?\nnumbers:\n  - number: +37255550100')));
    const run = await runToEnd(client, id);
    expect(run.confirm).toBe('Did it come?');
    const cell = must(await client.runs.confirm({ id, position: 0, handset: 'missing' }));
    expect(cell).toMatchObject({ handset: 'missing', result: { verdict: 'passed' } });
    expect(must(await client.runs.confirm({ id, position: 0, handset: null })).handset).toBeNull();
    expect(codeOf(await client.runs.confirm({ id, position: 9, handset: 'arrived' }))).toBe('no-such-cell');
  });

  it('continues after a restart with its results, and sends nothing twice', async () => {
    const { client, begin, stop, folder, account } = await inSandbox();
    const numbers = Array.from({ length: 8 }, (_, i) => `  - name: p${i}\n    number: +372555${i}0100`);
    const { id } = must(await begin(smallPlan(`pace: 2\nnumbers:\n${numbers.join('\n')}`)));
    await eventually(async () => must(await client.runs.get({ id })).cells.sent).toBeGreaterThan(1);
    await stop();
    const again = await openConsole({ folder, lateReportsMs: 500 });
    const run = await runToEnd(again.client, id);
    expect(run.cells).toEqual({ all: 8, sent: 8, passed: 8, failed: 0 });
    await again.stop();
    expect(
      rowsOf(
        `${folder}/omnideck.db`,
        `SELECT count(*) AS n FROM omnimessage WHERE account_id = '${account.id}'`,
      ),
    ).toEqual([{ n: 8 }]);
  });
});

describe('an erased person in a run', () => {
  it('is removed from plan and cells, and the run is still shown', async () => {
    const { client, begin, folder, stop } = await inSandbox();
    const { id } = must(
      await begin(
        smallPlan('numbers:\n  - number: +372 5555 0100\n  - name: other\n    number: +37255560100'),
      ),
    );
    await runToEnd(client, id);
    must(await client.privacy.erase({ number: '+37255550100' }));
    const run = must(await client.runs.get({ id }));
    expect(run.plan).toBe('');
    expect(run.list.map(({ number, result }) => [number, result?.verdict])).toEqual([
      ['–', 'passed'],
      ['other', 'passed'],
    ]);
    await stop();
    const file = `${folder}/omnideck.db`;
    expect(rowsOf(file, `SELECT count(*) AS n FROM run WHERE instr(plan, '5555') > 0`)).toEqual([{ n: 0 }]);
    expect(rowsOf(file, `SELECT count(*) AS n FROM run_cell WHERE instr(number_name, '5555') > 0`)).toEqual([
      { n: 0 },
    ]);
  });
});

describe('a test run that is not allowed', () => {
  it('is refused with the line of the problem', async () => {
    const { begin } = await inSandbox();
    const refused = await begin('name: x\nnumbers: []\n');
    expect(refused.ok ? '' : englishText(refused.problem).message).toContain('Line 1');
  });

  it('does not start with a live account unless both the plan and the user allow it', async () => {
    const { client } = await openConsole();
    // This address is never called: nothing is sent.
    const added = must(
      await client.accounts.add({
        name: 'Live',
        username: 'u',
        password: 'p',
        baseUrl: 'https://api.messente.invalid/v1',
        unchecked: true,
      }),
    );
    const start = (more: string, live: boolean) =>
      client.runs.start({
        text: smallPlan(`${more}numbers:\n  - number: +37255550100`),
        accountId: added.account.id,
        live,
        requestKey: requestKey(),
      });
    expect(codeOf(await start('', true))).toBe('plan-not-live');
    expect(codeOf(await start('live: yes\nagreed: the owner\n', false))).toBe('live-not-asked');
    expect(await client.runs.list({})).toEqual([]);
  });
});
