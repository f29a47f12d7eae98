/**
 * The do-not-send list after any history of opt-outs, answers, decisions, erasures and restores, on real databases. A judge that
 * shares no code with Omnideck decides whether a person may be written to: each withdrawal must have been lifted by something that
 * is entitled to lift it.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Connection, openConnection } from '../../electron/engine/db/connection.ts';
import { migrate } from '../../electron/engine/db/migrate.ts';
import { migrations } from '../../electron/engine/db/migrations/all.ts';
import { digestOf } from '../../electron/engine/db/number-digest.ts';
import { createContext, emptyChanges, type WriteContext } from '../../electron/engine/db/write-context.ts';
import {
  carryOver,
  prepareRestore,
} from '../../electron/engine/features/backups/database/prepare-restore.ts';
import {
  addConsent,
  addDoNotSend,
  liftByReply,
  removeDoNotSend,
} from '../../electron/engine/features/consent/sql/do-not-send.ts';
import { consentOf } from '../../electron/engine/features/consent/sql/entries.ts';
import { eraseNumber } from '../../electron/engine/features/privacy/sql/erase.ts';
import type { E164 } from '../../shared/messaging/types.ts';
import { must } from '../helpers/console-fixture.ts';
import { count, seed } from '../helpers/counts.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const numbers = ['+37255500001', '+37255500002'] as E164[];
const key = 'ab'.repeat(32);
const by = { kind: 'rule', name: 'answers' } as const;
const startedAt = Date.parse('2026-11-01T08:00:00Z');

const steps = ['STOP', 'START', 'add', 'remove', 'consent', 'erase', 'back up', 'restore'] as const;
type Step = { readonly what: (typeof steps)[number]; readonly who: number; readonly minutes: number };

/** START often: it is the one that must not lift too much. */
const anyStep = fc.record({
  what: fc.constantFrom(...steps, 'START' as const, 'START' as const),
  who: fc.nat(numbers.length - 1),
  // Also the same time, and a clock that was set back.
  minutes: fc.constantFrom(1, 1, 1, 60, 0, -30),
});

type Withdrawal = { readonly isReply: boolean; readonly at: number; isLifted: boolean };

/** The judge: every withdrawal of one person, and which of them was lifted. */
function createJudge() {
  const withdrawals: Withdrawal[] = [];
  let wasErased = false;
  const mayWrite = () => withdrawals.every(({ isLifted }) => isLifted);
  function judge(what: Step['what'], at: number): void {
    if (what === 'STOP') withdrawals.push({ isReply: true, at, isLifted: false });
    if (what === 'add') withdrawals.push({ isReply: false, at, isLifted: false });
    wasErased ||= what === 'erase';
    if (what === 'erase') withdrawals.push({ isReply: false, at, isLifted: false });
    for (const one of withdrawals) {
      if (what === 'remove' || what === 'consent') one.isLifted = true;
      // At the same time the withdrawal wins.
      if (what === 'START' && one.isReply && one.at < at) one.isLifted = true;
    }
  }
  return { judge, mayWrite, wasErased: () => wasErased };
}

/** One data folder: its database, and a backup. */
function openFolder() {
  const folder = temporaryFolder();
  const current = join(folder, 'omnideck.db');
  const backup = join(folder, 'backup.db');
  writeFileSync(join(folder, 'erasure.key'), key);
  let db: Connection = migrate(current, migrations);
  let hasBackup = false;
  const context = (now: number): WriteContext => createContext(db, emptyChanges(), { by, at: now });
  function backUp(): void {
    rmSync(backup, { force: true });
    db.exec(`VACUUM INTO '${backup}'`);
    hasBackup = true;
  }
  function restore(now: number): void {
    if (!hasBackup) return;
    const [source, staged] = [join(folder, 'source.db'), join(folder, 'staged.db')];
    const from = openConnection(backup, 'write');
    from.exec(`VACUUM INTO '${source}'`);
    from.close();
    must(prepareRestore({ source, staged, current, keys: [key], now }));
    db.close();
    must(carryOver({ staged, current, keys: [key], now, preparedAt: now, by }));
    db = openConnection(staged, 'write');
    rmSync(current);
    db.exec(`VACUUM INTO '${current}'`);
    db.close();
    for (const end of ['', '-wal', '-shm']) rmSync(`${staged}${end}`, { force: true });
    db = openConnection(current, 'write');
  }
  return { context, backUp, restore, close: () => db.close() };
}

function perform(folder: ReturnType<typeof openFolder>, { what, who }: Step, now: number): void {
  const number = numbers[who] ?? numbers[0];
  if (number === undefined) return;
  const digest = digestOf(number, key);
  const context = folder.context(now);
  if (what === 'back up') folder.backUp();
  else if (what === 'restore') folder.restore(now);
  else if (what === 'STOP')
    addDoNotSend(context, { numbers: [number], reason: 'STOP', source: 'reply', at: now, now, by });
  else if (what === 'START') liftByReply(context, { number, digest, at: now, wording: 'START', by });
  else if (what === 'add') addDoNotSend(context, { numbers: [number], reason: null, source: 'person', now });
  else if (what === 'remove') removeDoNotSend(context, { number, digest, now });
  else if (what === 'consent') addConsent(context, { number, digest, now, wording: 'Yes', how: null });
  else expect(eraseNumber(context, { number, digest, now })).not.toBeNull();
}

/** What the ledger alone says, if the clock was never set back. */
function mayWriteByLedger(entries: ReturnType<typeof consentOf>['entries']): boolean {
  return entries
    .filter(({ kind }) => kind === 'withdrawn')
    .every((withdrawal) =>
      entries.some(
        ({ kind, source, at }) =>
          kind !== 'withdrawn' &&
          at > withdrawal.at &&
          (source === 'person' || (source === 'reply' && withdrawal.source === 'reply')),
      ),
    );
}

it('a person is written to only if everything that forbade it was lifted by something entitled to lift it', {
  timeout: 600_000,
}, () => {
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 2, maxLength: 12 }), (history) => {
      const folder = openFolder();
      const judges = numbers.map(createJudge);
      let now = startedAt;
      let wasSetBack = false;
      for (const step of history) {
        now += step.minutes * 60_000;
        wasSetBack ||= step.minutes < 0;
        perform(folder, step, now);
        judges[step.who]?.judge(step.what, now);
        for (const [index, number] of numbers.entries()) {
          const { mayWrite, entries } = consentOf(folder.context(now), { number });
          expect(mayWrite, `${number} after ${step.what}`).toBe(judges[index]?.mayWrite());
          // An erasure leaves no entry of a person who was not listed.
          const isLedgerWhole = !wasSetBack && !judges[index]?.wasErased();
          if (isLedgerWhole || (mayWrite && !wasSetBack))
            expect(mayWriteByLedger(entries), 'the ledger').toBe(mayWrite);
        }
      }
      folder.close();
    }),
    { numRuns: count({ short: 60, long: 3_000 }), seed: seed() },
  );
});
