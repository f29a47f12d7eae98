/** How the command line follows a test run. */
import { expect, it, onTestFinished } from 'vitest';
import { followRun } from '../../electron/cli/commands/follow-run.ts';
import { openSession, type Session } from '../../electron/cli/session.ts';
import { must } from '../helpers/console-fixture.ts';
import { smallPlan } from '../helpers/plan-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

const endings = Array.from({ length: 10 }, () => '00');
const plan = smallPlan(
  'Followed',
  endings,
  'repeat: 6\npace: 20 per second\nexpect:\n  - reaches: sms within 50 s',
);

/** Returns the session with a client that counts the calls which read a run. */
function counted(session: Session): { readonly session: Session; readonly calls: Record<string, number> } {
  const calls: Record<string, number> = { get: 0, summary: 0 };
  const runs = new Proxy(session.client.runs, {
    get(target, name) {
      if (name === 'get' || name === 'summary') calls[name] = (calls[name] ?? 0) + 1;
      return Reflect.get(target, name) as unknown;
    },
  });
  const client = new Proxy(session.client, {
    get: (target, name) => (name === 'runs' ? runs : (Reflect.get(target, name) as unknown)),
  });
  return { session: Object.create(session, { client: { value: client } }) as Session, calls };
}

it('reads a run whole only when it begins and ends, and announces each cell once', async () => {
  const opened = must(
    await openSession({
      ...{ folder: temporaryFolder(), passphrase: testPassphrase, tunnel: null, tunnelHost: null },
      ...{ callbackPort: null, callbackPathPrefix: '' },
    }),
  );
  onTestFinished(async () => {
    await opened.close();
  });
  const account = must(await opened.client.accounts.sandbox());
  const { id } = must(
    await opened.client.runs.start({
      ...{ text: plan, accountId: account.id, live: false, settings: {}, takeUp: false, alone: true },
      requestKey: crypto.randomUUID(),
    }),
  );
  const { session, calls } = counted(opened);
  const judged: number[] = [];
  const { signal } = new AbortController();
  const run = await followRun(session, id, {
    ...{ json: false, interrupted: signal, stops: true, onBegin: () => undefined },
    onJudged: (cell) => judged.push(cell.position),
  });
  expect(run?.state).toBe('finished');
  expect(new Set(judged)).toEqual(new Set(run?.list.map((cell) => cell.position)));
  expect(judged).toHaveLength(60);
  expect(calls.summary).toBe(0);
  // At the beginning, when the announcements begin, and at the end. A slow computer may look again.
  expect(calls.get).toBeLessThan(6);
});
