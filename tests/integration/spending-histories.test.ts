/**
 * What is spent after any history of attempts, answers, reports, erasures, kills, backups and restores, on real databases. A judge
 * that shares no code with Omnideck adds up every attempt: without a restore the sums are equal, and no restore lowers them. No
 * attempt begins that does not fit into the caps.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Connection } from '../../electron/engine/db/connection.ts';
import { digestOf } from '../../electron/engine/db/number-digest.ts';
import { createContext, emptyChanges } from '../../electron/engine/db/write-context.ts';
import { savePrices } from '../../electron/engine/features/accounts/sql/prices.ts';
import { addAccount } from '../../electron/engine/features/accounts/sql/save-accounts.ts';
import {
  carryOver,
  prepareRestore,
} from '../../electron/engine/features/backups/database/prepare-restore.ts';
import {
  beginAttempts,
  finishAttempt,
  recoverAttempts,
} from '../../electron/engine/features/messages/sql/attempts.ts';
import { createMessages } from '../../electron/engine/features/messages/sql/create-messages.ts';
import { refold } from '../../electron/engine/features/messages/sql/refold.ts';
import { eraseNumber } from '../../electron/engine/features/privacy/sql/erase.ts';
import { retain } from '../../electron/engine/features/privacy/sql/retain.ts';
import { keepCallback } from '../../electron/engine/features/reports/sql/keep-reports.ts';
import { setSetting } from '../../electron/engine/features/settings/sql/settings.ts';
import { spendingAt } from '../../electron/engine/features/spending/sql/show-spending.ts';
import type { DraftChain } from '../../shared/messaging/compose.ts';
import type { AccountId, E164, LocalId } from '../../shared/messaging/types.ts';
import { messenteProblem } from '../../shared/problems/messente.ts';
import { must } from '../helpers/console-fixture.ts';
import { count, seed } from '../helpers/counts.ts';
import { openFast, openMigrated } from '../helpers/migrated-database.ts';
import { noQuietHours } from '../helpers/quiet-facts.ts';
import { accountValues, callbackOf, localId, temporaryFolder } from '../helpers/store-fixture.ts';

const key = 'ab'.repeat(32);
const startedAt = Date.parse('2026-12-29T08:00:00Z');
const numbers = ['+37255500001', '+37255500002', '+37255500003'] as E164[];

/** Cents: what each kind of message costs at most, by step. */
const kinds = [
  { channels: ['sms'], cents: [5] },
  { channels: ['viber', 'sms'], cents: [8, 5] },
  { channels: ['sms'], cents: [15], text: 'x'.repeat(400) },
] as const;

const anyStep = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('create' as const), kind: fc.nat(2), who: fc.nat(2) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ what: fc.constant('begin' as const), limit: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant('answer' as const),
      which: fc.nat(20),
      outcome: fc.constantFrom(
        'accepted' as const,
        'accepted' as const,
        'refused' as const,
        'not-sent' as const,
        'unknown' as const,
      ),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('report' as const),
      which: fc.nat(20),
      step: fc.nat(1),
      status: fc.constantFrom('DELIVRD', 'FAILED', 'ACK'),
      share: fc.constantFrom(null, 1, 0.5, 0),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constant('wait' as const), hours: fc.constantFrom(1, 10, 24) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('caps' as const),
      daily: fc.constantFrom(null, 10, 20, 40),
      monthly: fc.constantFrom(null, null, 60),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constantFrom('erase' as const), who: fc.nat(2) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constantFrom('retain' as const, 'reopen' as const, 'back up' as const, 'restore' as const),
    }),
  },
);
type Step = typeof anyStep extends fc.Arbitrary<infer Value> ? Value : never;

const euro = (cents: number): string => (cents / 100).toFixed(2);
const cents = (amount: string): number => Math.round(Number(amount) * 100);

type Attempt = {
  readonly id: LocalId;
  readonly attemptId: number;
  readonly kind: number;
  readonly day: string;
  /** What is known of it: what Messente answered, and the reports by step. */
  outcome: 'open' | 'accepted' | 'refused' | 'not-sent' | 'unknown';
  readonly reports: { step: number; status: string; cents: number | null }[];
};

/** What the judge adds up for one attempt, cents. */
function judged({ kind, outcome, reports }: Attempt): number {
  const { cents: most } = kinds[kind] ?? kinds[0];
  const reserved = most.reduce((sum: number, one) => sum + one, 0);
  const last = most.length - 1;
  const priceOf = (step: number) =>
    reports.filter((one) => one.step === step && one.cents !== null).at(-1)?.cents;
  const prices = most.map((_, step) => priceOf(step)).filter((price) => price != null);
  const named = prices.length === 0 ? null : prices.reduce((sum, one) => sum + one, 0);
  if (reports.length === 0 && (outcome === 'refused' || outcome === 'not-sent')) return 0;
  const reached = reports.some(({ status }) => status === 'DELIVRD');
  const isFinal = reached || reports.some(({ step, status }) => step === last && status === 'FAILED');
  return isFinal ? (named ?? reserved) : Math.max(reserved, named ?? 0);
}

const tallinnDay = (at: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Tallinn' }).format(at);

/** A data folder with one live account, and a backup. */
function openFolder() {
  const folder = temporaryFolder();
  const [current, backup] = [join(folder, 'omnideck.db'), join(folder, 'backup.db')];
  let db: Connection = openMigrated(current);
  let now = startedAt;
  let backups = 0;
  const context = () => createContext(db, emptyChanges(), { by: { kind: 'rule', name: 'test' }, at: now });
  addAccount(context(), {
    ...{ id: 'a', kind: 'messente', token: 'token', now: 1 },
    values: { ...accountValues, baseUrl: 'https://api.messente.invalid/v1' },
  });
  return {
    context,
    now: () => now,
    wait: (ms: number) => {
      now += ms;
    },
    hasBackup: () => backups > 0,
    /** As after a SIGKILL: nothing is written back, and what was under way is unknown. */
    reopen(): void {
      const again = openFast(current);
      db.close();
      db = again;
      recoverAttempts(context(), { now, problem: messenteProblem('closed') });
    },
    backUp(): void {
      rmSync(backup, { force: true });
      db.exec(`VACUUM INTO '${backup}'`);
      backups += 1;
    },
    restore(): void {
      const [source, staged] = [join(folder, 'source.db'), join(folder, 'staged.db')];
      const from = openFast(backup);
      from.exec(`VACUUM INTO '${source}'`);
      from.close();
      must(prepareRestore({ source, staged, current, keys: [key], now }));
      db.close();
      must(
        carryOver({ staged, current, keys: [key], now, preparedAt: now, by: { kind: 'rule', name: 'test' } }),
      );
      db = openFast(staged);
      rmSync(current);
      db.exec(`VACUUM INTO '${current}'`);
      db.close();
      for (const end of ['', '-wal', '-shm']) rmSync(`${staged}${end}`, { force: true });
      db = openFast(current);
    },
    close: () => db.close(),
  };
}

function createHistory() {
  const folder = openFolder();
  const attempts: Attempt[] = [];
  const kindOf = new Map<string, number>();
  let caps: { daily: number | null; monthly: number | null } = { daily: null, monthly: null };
  let made = 0;
  let wasRestored = false;

  function setCaps(daily: number | null, monthly: number | null): void {
    caps = { daily, monthly };
    const value = {
      daily: daily === null ? null : euro(daily),
      monthly: monthly === null ? null : euro(monthly),
      zone: 'Europe/Tallinn',
      prices: [{ channel: 'viber', country: 'EE', price: '0.08' }],
    };
    setSetting(folder.context(), { key: 'settings', value: JSON.stringify({ spendCaps: value }) });
  }

  function create(kind: number, who: number): void {
    made += 1;
    const { channels, ...more } = kinds[kind] ?? kinds[0];
    const text = 'text' in more ? more.text : 'Tere';
    const draft: DraftChain = { steps: channels.map((channel) => ({ channel, text })) };
    kindOf.set(localId(made), kind);
    createMessages(folder.context(), {
      ...{
        now: folder.now(),
        accountId: 'a' as AccountId,
        batchId: `b${made}`,
        requestKey: `r${made}`,
        draft,
      },
      messages: [{ id: localId(made), to: numbers[who] ?? ('+37255500001' as E164), country: 'EE' }],
      resendOf: null,
    });
  }

  function begin(limit: number): void {
    savePrices(folder.context(), {
      ...{ accountId: 'a', country: 'EE', fetchedAt: folder.now() },
      prices: JSON.stringify({ networks: [{ price: '0.03' }, { price: '0.05' }] }),
    });
    for (;;) {
      const now = folder.now();
      const { started: begun } = beginAttempts(folder.context(), {
        quiet: noQuietHours,
        now,
        limit,
        accounts: [{ id: 'a', callbackBase: null }],
      });
      for (const { id, attemptId } of begun)
        attempts.push({
          ...{ id: id as LocalId, attemptId, kind: kindOf.get(id) ?? 0, day: tallinnDay(now) },
          ...{ outcome: 'open', reports: [] },
        });
      if (begun.length === 0) break;
      const { day, month } = spendingAt(folder.context(), { now });
      if (caps.daily !== null) expect(cents(day.spent), 'the daily cap').toBeLessThanOrEqual(caps.daily);
      if (caps.monthly !== null)
        expect(cents(month.spent), 'the monthly cap').toBeLessThanOrEqual(caps.monthly);
    }
  }

  const isGone = (id: string): boolean =>
    folder.context().get('SELECT 1 FROM omnimessage WHERE id = ?', id) === undefined;

  function answer(which: number, outcome: Exclude<Attempt['outcome'], 'open'>): void {
    const open = attempts.filter((one) => one.outcome === 'open' && !isGone(one.id));
    const attempt = open[which % Math.max(1, open.length)];
    if (attempt === undefined) return;
    const now = folder.now();
    const problem = messenteProblem('closed');
    const about = { attemptId: attempt.attemptId, now, httpStatus: null, response: null };
    const context = folder.context();
    if (outcome === 'accepted')
      finishAttempt(context, { ...about, outcome, omnimessageId: `omni-${attempt.id}`, messages: [] });
    else if (outcome === 'not-sent') finishAttempt(context, { ...about, outcome, problem, retryAt: now });
    else if (outcome === 'refused') finishAttempt(context, { ...about, outcome, problem });
    else finishAttempt(context, { ...about, outcome, problem, omnimessageId: null });
    attempt.outcome = outcome;
  }

  function report({ which, step, status, share }: Extract<Step, { what: 'report' }>): void {
    const open = attempts.filter(
      ({ outcome, id }) => (outcome === 'accepted' || outcome === 'unknown') && !isGone(id),
    );
    const attempt = open[which % Math.max(1, open.length)];
    if (attempt === undefined) return;
    const kind = kinds[attempt.kind] ?? kinds[0];
    const index = step % kind.channels.length;
    // A step has one price, and its last status is final.
    if (attempt.reports.some((one) => one.step === index && one.status !== 'ACK')) return;
    const price = share === null || status === 'ACK' ? null : Math.floor((kind.cents[index] ?? 0) * share);
    attempt.reports.push({ step: index, status, cents: price });
    const context = folder.context();
    const total = price === null ? null : euro(price);
    keepCallback(
      context,
      callbackOf(
        {
          ...{ message_id: `${attempt.id}-${index}`, omnimessage_id: `omni-${attempt.id}`, status, err: 0 },
          ...{ channel: kind.channels[index], error: null, recipient: '+37255500001', sender: 'S' },
          timestamp: new Date(folder.now()).toISOString(),
          ...(total === null
            ? {}
            : { price_info: { part_price: total, parts_count: 1, total_price: total, currency: 'EUR' } }),
        },
        { accountId: 'a', localId: attempt.id, receivedAt: folder.now() },
      ),
    );
    for (const [seq, { at, sign }] of context.dirty) refold(context, seq, at, sign);
  }

  function perform(step: Step): void {
    if (step.what === 'create') create(step.kind, step.who);
    else if (step.what === 'begin') begin(step.limit);
    else if (step.what === 'answer') answer(step.which, step.outcome);
    else if (step.what === 'report') report(step);
    else if (step.what === 'wait') folder.wait(step.hours * 60 * 60_000);
    else if (step.what === 'caps') setCaps(step.daily, step.monthly);
    else if (step.what === 'erase') {
      const number = numbers[step.who] ?? ('+37255500001' as E164);
      eraseNumber(folder.context(), { number, digest: digestOf(number, key), now: folder.now() });
    } else if (step.what === 'retain')
      retain(folder.context(), {
        kind: 'delete',
        before: folder.now() - 24 * 60 * 60_000,
        now: folder.now(),
        limit: 100,
      });
    else if (step.what === 'back up') folder.backUp();
    else if (step.what === 'reopen') reopen();
    else if (folder.hasBackup()) {
      folder.restore();
      wasRestored = true;
      reopen();
    }
  }

  function reopen(): void {
    folder.reopen();
    for (const attempt of attempts) if (attempt.outcome === 'open') attempt.outcome = 'unknown';
  }

  function compare(after: string): void {
    const sums = new Map<string, number>();
    for (const attempt of attempts) sums.set(attempt.day, (sums.get(attempt.day) ?? 0) + judged(attempt));
    for (const [day, sum] of sums) {
      const row = folder.context().get<{ amount: string }>('SELECT amount FROM spent_day WHERE day = ?', day);
      const spent = cents(row?.amount ?? '0');
      if (wasRestored) expect(spent, `${day} after ${after}`).toBeGreaterThanOrEqual(sum);
      else expect(spent, `${day} after ${after}`).toBe(sum);
    }
  }

  setCaps(null, null);
  return { perform, compare, close: folder.close };
}

it('what is spent is the sum over all attempts, and no attempt exceeds a cap', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 5, maxLength: 40 }), (steps) => {
      const history = createHistory();
      try {
        for (const step of steps) {
          history.perform(step);
          history.compare(step.what);
        }
      } finally {
        history.close();
      }
    }),
    { numRuns: count({ short: 60, long: 2_000 }), seed: seed() },
  );
});
