/** A run that was started with an API of this computer, and whose account gets an address that reaches people. */
import { describe, expect, test } from 'vitest';
import type { AccountId, E164 } from '../../shared/messaging/types.ts';
import { codeOf, consoleWithSandbox, must, requestKey } from '../helpers/console-fixture.ts';
import { jsonLines, omnideck } from '../helpers/omnideck-process.ts';
import { runToEnd } from '../helpers/plan-fixture.ts';
import { noQuietHours } from '../helpers/quiet-facts.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { accountValues, addTestAccount, localId, openTestStore } from '../helpers/store-fixture.ts';

const planOf = (numbers: readonly string[], more = ''): string => `name: Moved
timeout: 1 s
${more}
numbers:
${numbers.map((number, index) => `  - name: p${index}\n    number: "${number}"`).join('\n')}
chains: [{ name: By SMS, steps: [{ sms: Tere }] }]
expect: [reaches: sms]
`;

/** A number whose message fails, and numbers whose messages arrive. */
const failing = '+37255500114';
const fine = ['+37255500100', '+37255500200', '+37255500300'];

/** Starts a run with an account whose API is on this computer. */
async function startLocal(text: string) {
  const { client, folder, accountId, sandbox } = await consoleWithSandbox({ lateReportsMs: 500 });
  const { id } = must(await client.runs.start({ text, accountId, live: false, requestKey: requestKey() }));
  const move = async (baseUrl: string) =>
    must(await client.accounts.update({ id: accountId, baseUrl, password: 'demo', unchecked: true }));
  const runNow = async () => must(await client.runs.get({ id }));
  const messages = async () => (await client.messages.list({})).rows.length;
  return { client, folder, sandbox, id, move, runNow, messages };
}

// Nobody answers there, so a test that finds the fault sends nothing either.
const people = 'https://api.messente.invalid/v1';

describe('a run whose account has moved to an address that reaches people', () => {
  test.each(['', 'live: yes\nagreed: Mari\n'])('is not retried (plan with %j)', async (more) => {
    const { client, folder, id, move, runNow, messages } = await startLocal(planOf([failing], more));
    await runToEnd(client, id);
    await move(people);
    const before = await runNow();
    expect(before.cells.failed).toBe(1);
    expect(codeOf(await client.runs.retryFailed({ id }))).toBe('live-not-asked');
    for (const option of [[], ['--live'], ['--yes']]) {
      const refused = await omnideck(['runs', 'retry', id, '--json', '--data', folder, ...option]);
      expect(refused.code).toBe(2);
      expect(jsonLines(refused.stdout)).toMatchObject([{ error: { code: 'live-not-asked' } }]);
    }
    expect(await runNow()).toEqual(before);
    expect(await messages()).toBe(1);
  });

  test.each(['pause', 'stop'] as const)('is not resumed after %s', async (end) => {
    const { client, folder, id, sandbox, move, runNow } = await startLocal(
      planOf(fine, 'pace: 6 per minute'),
    );
    await eventually(async () => (await runNow()).cells.passed).toBe(1);
    must(await client.runs[end]({ id }));
    await move(people);
    const before = await runNow();
    expect(codeOf(await client.runs.resume({ id }))).toBe('live-not-asked');
    const refused = await omnideck(['runs', 'resume', id, '--json', '--data', folder]);
    expect(refused.code).toBe(2);
    expect(jsonLines(refused.stdout)).toMatchObject([{ error: { code: 'live-not-asked' } }]);
    expect(await runNow()).toEqual(before);
    await move(sandbox.baseUrl);
    expect(must(await client.runs.resume({ id }))).toMatchObject({ state: 'running' });
  });

  test('is paused while it runs, and continues when the account is back', async () => {
    const { client, id, sandbox, move, runNow, messages } = await startLocal(
      planOf(fine, 'pace: 6 per minute'),
    );
    await eventually(async () => (await runNow()).cells.passed).toBe(1);
    await move(people);
    await eventually(async () => (await runNow()).state).toBe('paused');
    expect((await runNow()).problem).toMatchObject({ code: 'live-not-asked', params: { name: 'T' } });
    expect(await messages()).toBe(1);
    await move(sandbox.baseUrl);
    expect(must(await client.runs.resume({ id }))).toMatchObject({ state: 'running', problem: null });
  });
});

/** Returns how many queued messages of a run are sent by an account that reaches people. */
async function begun(live: boolean): Promise<{ attempts: number; nextDueAt: number | null }> {
  const { store } = await openTestStore();
  await addTestAccount(store, 'a');
  await store.write('updateAccount', { id: 'a', values: { ...accountValues, baseUrl: people }, now: 1 });
  const cell = { chain: 0, chainName: 'sms', numberName: 'p', country: 'EE', operator: null, round: 1 };
  const plan = planOf(fine.slice(0, 1));
  const run = { id: 'r', name: 'R', plan, accountId: 'a', live, budget: null, alone: false };
  await store.write('createRun', { ...run, sandbox: null, now: 1, cells: [{ ...cell, position: 0 }] });
  const message = { runId: 'r', position: 0, attempt: 1, now: 1, accountId: 'a' as AccountId };
  const draft = { steps: [{ channel: 'sms' as const, text: 'Tere' }] };
  const to = {
    messageId: localId(1),
    to: '+37255500100' as E164,
    country: 'EE',
    name: null,
    draft,
    purpose: null,
    tag: 'run R',
  };
  expect(await store.write('sendCells', { cells: [{ ...message, ...to }], planLength: plan.length })).toBe(1);
  const { nextDueAt } = await store.read('outboxWork', { accounts: ['a'] });
  const accounts = [{ id: 'a', callbackBase: null }];
  const begun = await store.write('beginAttempts', { now: 2, limit: 5, accounts, quiet: noQuietHours });
  return { attempts: begun.started.length, nextDueAt };
}

test('a message of such a run that is queued already is not sent', async () => {
  expect(await begun(true)).toMatchObject({ attempts: 1, nextDueAt: expect.any(Number) });
  expect(await begun(false)).toEqual({ attempts: 0, nextDueAt: null });
});
