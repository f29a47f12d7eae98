import { describe, expect, it } from 'vitest';
import { runsProblem } from '../../shared/problems/runs.ts';
import {
  codeOf,
  consoleWithSandbox,
  messageOf,
  must,
  requestKey,
  sendOne,
} from '../helpers/console-fixture.ts';
import { runToEnd } from '../helpers/plan-fixture.ts';
import { noQuietHours } from '../helpers/quiet-facts.ts';
import { eventually, openSandbox } from '../helpers/sandbox-fixture.ts';
import { addTestAccount, createMessage, openTestStore } from '../helpers/store-fixture.ts';

const planOf = (numbers: readonly string[], more = ''): string => `name: Stopped
timeout: 1 s
${more}
numbers:
${numbers.map((number, index) => `  - name: p${index}\n    number: "${number}"`).join('\n')}
chains:
  - steps:
      - sms: Hello
expect:
  - reaches: sms
`;

/**
 * Opens a console whose account's API cannot be reached: messages are certainly not accepted and stay queued.
 */
async function unreachable() {
  const open = await consoleWithSandbox({ lateReportsMs: 500 });
  await open.sandbox.stop();
  const begin = async (text: string) => {
    const { client, accountId } = open;
    return must(await client.runs.start({ text, accountId, live: false, requestKey: requestKey() })).id;
  };
  const runOf = async (id: string) => must(await open.client.runs.get({ id }));
  /** Waits until each message was tried and is older than the plan's time limit. */
  const triedFor = async (id: string) =>
    eventually(async () => {
      const messages = await Promise.all(
        (await runOf(id)).list.map(({ messageId }) =>
          messageId === null ? null : messageOf(open.client, messageId),
        ),
      );
      return messages.every(
        (message) => message !== null && Date.now() - (message.attempts[0]?.startedAt ?? Date.now()) > 2_500,
      );
    }).toBe(true);
  return { ...open, begin, runOf, triedFor };
}

const three = ['+37255500100', '+37255500200', '+37255500300'];

describe('a test run whose messages cannot be sent', () => {
  it('does not judge messages that are still queued, and cancels them when it is stopped', async () => {
    const { begin, runOf, triedFor, client } = await unreachable();
    const id = await begin(planOf(three));
    await triedFor(id);
    expect((await runOf(id)).list.map(({ result }) => result)).toEqual([null, null, null]);
    must(await client.runs.stop({ id }));
    await eventually(async () => (await runOf(id)).cells.failed).toBe(3);
    const run = await runOf(id);
    expect(run.list.map(({ result }) => result?.state)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect((await client.messages.counts({})).byState).toMatchObject({ queued: 0, cancelled: 3 });
  });

  it('holds them while it is paused, and sends them when it is resumed', async () => {
    const { begin, triedFor, client, sandbox, accountId } = await unreachable();
    const id = await begin(planOf(three));
    await triedFor(id);
    must(await client.runs.pause({ id }));
    // Messages that were being sent at the pause are queued again.
    await eventually(async () => (await client.messages.counts({})).byState.queued).toBe(3);
    const back = await openSandbox({ port: Number(new URL(sandbox.baseUrl).port) });
    try {
      // Another message, due after these, is sent at once.
      const other = await sendOne(client, '+37255509900', { accountId });
      await eventually(async () => (await messageOf(client, other)).state).toBe('delivered');
      expect((await client.messages.counts({})).byState.queued).toBe(3);
      must(await client.runs.resume({ id }));
      const run = await runToEnd(client, id);
      expect(run.cells).toEqual({ all: 3, sent: 3, passed: 3, failed: 0 });
    } finally {
      await back.stop();
    }
  });

  it('ends when its account is removed, and leaves nothing queued', async () => {
    const { begin, runOf, triedFor, client, accountId } = await unreachable();
    const id = await begin(planOf(three));
    await triedFor(id);
    const one = await sendOne(client, '+37255509900', { accountId });
    await eventually(async () => (await messageOf(client, one)).attempts.length).toBeGreaterThan(0);
    must(await client.accounts.remove({ id: accountId }));
    await eventually(async () => (await runOf(id)).state).toBe('stopped');
    expect((await runOf(id)).problem?.code).toBe('account-removed');
    // A message that was being sent at the removal ends as not sent, and is not queued again.
    await eventually(async () => {
      const { queued, sending, cancelled } = (await client.messages.counts({})).byState;
      return { queued, sending, cancelled };
    }).toEqual({ queued: 0, sending: 0, cancelled: 4 });
  });
});

describe('the budget of a test run', () => {
  it('counts a message that was judged before its price was known at its highest price', async () => {
    const { client, accountId } = await consoleWithSandbox({ lateReportsMs: 500 });
    // Ending 11: no report arrives until its validity ends, long after the plan's time limit.
    const numbers = ['+37255500111', '+37255500211', '+37255500311', '+37255500411'];
    const text = planOf(numbers, 'budget: 0.15\npace: 50');
    const { id } = must(await client.runs.start({ text, accountId, live: false, requestKey: requestKey() }));
    await eventually(async () => must(await client.runs.get({ id })).state).toBe('stopped');
    const run = must(await client.runs.get({ id }));
    expect(run.problem?.code).toBe('budget-reached');
    // Each costs 0.06 according to the sandbox's list, so two are within the budget.
    expect(run.cells.sent).toBe(2);
    await eventually(async () => must(await client.runs.get({ id })).cells.failed).toBe(2);
    // They are judged but still open; retrying them would exceed the budget.
    must(await client.runs.retryFailed({ id }));
    await eventually(async () => must(await client.runs.get({ id })).state).toBe('stopped');
    expect((await client.messages.list({})).rows).toHaveLength(2);
  });
});

describe('retrying failed cells in a run that was stopped early', () => {
  it('sends only these; the rest is sent when the run is resumed', async () => {
    const { client, accountId } = await consoleWithSandbox({ lateReportsMs: 500 });
    const text = planOf(['+37255500114', ...three], 'pace: 6 per minute');
    const { id } = must(await client.runs.start({ text, accountId, live: false, requestKey: requestKey() }));
    const runNow = async () => must(await client.runs.get({ id }));
    await eventually(async () => (await runNow()).cells.failed).toBe(1);
    must(await client.runs.stop({ id }));
    const { sent } = (await runNow()).cells;
    expect(sent).toBeLessThan(4);
    expect(must(await client.runs.retryFailed({ id })).problem?.code).toBe('only-retries');
    await eventually(async () => (await runNow()).state).toBe('stopped');
    const run = await runNow();
    expect(run.list[0]).toMatchObject({ attempt: 2, result: { verdict: 'failed' } });
    expect(run.cells.sent).toBe(sent);
    expect((await client.messages.list({})).rows).toHaveLength(sent + 1);
    expect(codeOf(await client.runs.pause({ id }))).toBe('run-over');
    expect(must(await client.runs.resume({ id }))).toMatchObject({ state: 'running', problem: null });
    await eventually(async () => (await runNow()).cells.sent).toBeGreaterThan(sent);
  });
});

it('a message under way when its account was removed is cancelled if it was certainly not accepted', async () => {
  const { store } = await openTestStore();
  await addTestAccount(store, 'a');
  const id = await createMessage(store, 1);
  const {
    started: [started],
  } = await store.write('beginAttempts', {
    quiet: noQuietHours,
    now: 2_000,
    limit: 1,
    accounts: [{ id: 'a', callbackBase: null }],
  });
  await store.write('removeAccount', { id: 'a', now: 2_500 });
  await store.write('finishAttempt', {
    attemptId: started?.attemptId ?? 0,
    now: 3_000,
    httpStatus: null,
    response: null,
    outcome: 'not-sent',
    retryAt: 4_000,
    problem: { code: 'unreachable', field: null, message: 'No.', hint: 'Wait.' },
  });
  expect(await store.read('messageDetail', { id })).toMatchObject({ state: 'cancelled', settledAt: 3_000 });
});

describe('the end of a run', () => {
  it('is not written while a cell waits, such as one that was retried a moment before', async () => {
    const { store } = await openTestStore();
    await addTestAccount(store, 'a');
    const cell = { chain: 0, chainName: 'sms', numberName: 'p', country: 'EE', operator: null, round: 1 };
    const cells = [{ ...cell, position: 0 }];
    const run = { id: 'r', name: 'R', plan: planOf(['+37255500010']), accountId: 'a', live: false };
    await store.write('createRun', { ...run, sandbox: null, now: 1, cells });
    const finish = () =>
      store.write('setRunState', { id: 'r', from: ['running'], state: 'finished', problem: null, now: 2 });
    expect(await finish()).toBe(false);
    await store.write('finishCell', { runId: 'r', position: 0, attempt: 1, result: '{"verdict":"failed"}' });
    await store.write('retryFailedCells', { id: 'r', onlyRetries: runsProblem('only-retries') });
    expect(await finish()).toBe(false);
    await store.write('finishCell', { runId: 'r', position: 0, attempt: 2, result: '{"verdict":"passed"}' });
    expect(await finish()).toBe(true);
  });
});
