/**
 * What is really begun after any history of opt-outs, answers, consents, withdrawals, decisions, entries of blacklists, erasures
 * and restores, on real
 * databases. A judge that shares no code with Omnideck decides whether a person may be written to over a channel and for a
 * purpose: each withdrawal that covers it must have been lifted by something that is entitled to lift it.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Connection } from '../../electron/engine/db/connection.ts';
import { digestOf } from '../../electron/engine/db/number-digest.ts';
import { createContext, emptyChanges, type WriteContext } from '../../electron/engine/db/write-context.ts';
import {
  carryOver,
  prepareRestore,
} from '../../electron/engine/features/backups/database/prepare-restore.ts';
import { blacklistOf } from '../../electron/engine/features/consent/blacklist-of.ts';
import {
  addConsent,
  addDoNotSend,
  liftByReply,
  removeDoNotSend,
  withdrawConsent,
} from '../../electron/engine/features/consent/sql/do-not-send.ts';
import { consentOf } from '../../electron/engine/features/consent/sql/entries.ts';
import {
  forgetBlacklisted,
  keepBlacklisted,
} from '../../electron/engine/features/consent/sql/found-on-blacklist.ts';
import { beginAttempts } from '../../electron/engine/features/messages/sql/attempts.ts';
import { createMessages } from '../../electron/engine/features/messages/sql/create-messages.ts';
import { eraseNumber } from '../../electron/engine/features/privacy/sql/erase.ts';
import { whyNotWritten } from '../../shared/messaging/consent.ts';
import { findPurpose } from '../../shared/messaging/purposes.ts';
import type { AccountId, E164, LocalId } from '../../shared/messaging/types.ts';
import { must } from '../helpers/console-fixture.ts';
import { count, seed } from '../helpers/counts.ts';
import { openFast, openMigrated } from '../helpers/migrated-database.ts';
import { noQuietHours } from '../helpers/quiet-facts.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const numbers = ['+37255500001', '+37255500002'] as E164[];
const key = 'ab'.repeat(32);
const by = { kind: 'rule', name: 'answers' } as const;
const list = blacklistOf({ username: 'u', baseUrl: 'https://api.messente.com/v1' });
const startedAt = Date.parse('2026-11-01T08:00:00Z');

const steps = [
  'STOP',
  'START',
  'add',
  'import',
  'remove',
  'consent',
  'withdraw',
  'erase',
  'found on a blacklist',
  'gone from the blacklist',
  'back up',
  'restore',
] as const;
type Part = { readonly channel: 'viber' | null; readonly purpose: 'marketing' | 'appointments' | null };
type Step = {
  readonly what: (typeof steps)[number];
  readonly who: number;
  readonly minutes: number;
  /** What a consent or a withdrawal is about. */
  readonly part: Part;
};

/** START often: it is the one that must not lift too much. */
const anyStep = fc.record({
  what: fc.constantFrom(
    ...steps,
    'START' as const,
    'START' as const,
    'consent' as const,
    'withdraw' as const,
  ),
  who: fc.nat(numbers.length - 1),
  // Also the same time, and a clock that was set back.
  minutes: fc.constantFrom(1, 1, 1, 60, 0, -30),
  part: fc.record({
    channel: fc.constantFrom(null, null, 'viber' as const),
    purpose: fc.constantFrom(null, 'marketing' as const, 'appointments' as const),
  }),
});

/** Every way of writing to a person that the test tries; of these purposes only marketing needs consent. */
const ways = (['viber', 'sms'] as const).flatMap((channel) =>
  ([null, 'marketing', 'appointments'] as const).map((purpose) => ({ channel, purpose })),
);
type Way = (typeof ways)[number];

const everything: Part = { channel: null, purpose: null };
const isIn = (way: Way, part: Part): boolean =>
  (part.channel === null || part.channel === way.channel) &&
  (part.purpose === null || part.purpose === way.purpose);

type Withdrawal = {
  /** Whether an answer may lift it. */
  isReply: boolean;
  readonly at: number;
  readonly part: Part;
  /** For which ways it was lifted. */
  readonly lifted: Set<Way>;
};

/** The judge: every withdrawal of one person, and which of them was lifted, for which ways of writing. */
function createJudge() {
  const withdrawals: Withdrawal[] = [];
  const agreed = new Set<Way>();
  let wasErased = false;
  const mayWrite = (way: Way) =>
    withdrawals.every((one) => !isIn(way, one.part) || one.lifted.has(way)) &&
    (way.purpose !== 'marketing' || agreed.has(way));
  function withdraw(part: Part, at: number, isReply: boolean): void {
    withdrawals.push({ isReply, at, part, lifted: new Set() });
    for (const way of ways) if (isIn(way, part)) agreed.delete(way);
  }
  function lift(part: Part, which: (one: Withdrawal) => boolean): void {
    for (const one of withdrawals)
      for (const way of ways) if (which(one) && isIn(way, part)) one.lifted.add(way);
  }
  /** @param isDone what perform() returned */
  function judge({ what, part }: Step, at: number, isDone: boolean): void {
    if (what === 'STOP') withdraw(everything, at, true);
    if (what === 'add' || what === 'import') withdraw(everything, at, false);
    if (what === 'withdraw') withdraw(part, at, false);
    // An entry that is known already was decided about, or still counts.
    if (what === 'found on a blacklist' && isDone) withdraw(everything, at, false);
    if (what === 'remove' && isDone) lift(everything, () => true);
    // At the same time the withdrawal wins.
    if (what === 'START' && !isDone) {
      // The number is on a blacklist, so from now on only a person ends the opt-out.
      for (const one of withdrawals) if (one.isReply) one.isReply = false;
    } else if (what === 'START') lift(everything, (one) => one.isReply && one.at < at);
    if (what === 'consent') {
      lift(part, () => true);
      for (const way of ways) if (isIn(way, part)) agreed.add(way);
    }
    wasErased ||= what === 'erase';
    if (what === 'erase') withdraw(everything, at, false);
  }
  return { judge, mayWrite, wasErased: () => wasErased };
}

/** One data folder: its database, and a backup. */
function openFolder() {
  const folder = temporaryFolder();
  const current = join(folder, 'omnideck.db');
  const backup = join(folder, 'backup.db');
  writeFileSync(join(folder, 'erasure.key'), key);
  let db: Connection = openMigrated(current);
  db.exec(`INSERT INTO account (id, name, kind, colour, username, base_url, plain_url, text_store, created_at)
    VALUES ('a', 'A', 'messente', 'blue', 'u', 'https://api.messente.com/v1', 'https://api.messente.com', 'nostore', 0);
    INSERT INTO account_token VALUES ('t', 'a', 1)`);
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
    const from = openFast(backup);
    from.exec(`VACUUM INTO '${source}'`);
    from.close();
    must(prepareRestore({ source, staged, current, keys: [key], now }));
    db.close();
    must(carryOver({ staged, current, keys: [key], now, preparedAt: now, by }));
    db = openFast(staged);
    rmSync(current);
    db.exec(`VACUUM INTO '${current}'`);
    db.close();
    for (const end of ['', '-wal', '-shm']) rmSync(`${staged}${end}`, { force: true });
    db = openFast(current);
  }
  /** Does something and takes it back. */
  function undone<Value>(work: (context: WriteContext) => Value): Value {
    db.exec('SAVEPOINT undone');
    const value = work(context(startedAt));
    db.exec('ROLLBACK TO undone; RELEASE undone');
    return value;
  }
  /** Changes the backup, as if it were of another computer. */
  function inBackup(now: number, work: (context: WriteContext) => unknown): void {
    const other = openFast(backup);
    work(createContext(other, emptyChanges(), { by, at: now }));
    other.close();
  }
  return { context, undone, inBackup, backUp, restore, close: () => db.close() };
}

const sourceOf = (context: WriteContext, number: E164): string | undefined =>
  context.get<{ source: string }>('SELECT source FROM do_not_send WHERE number = ?', number)?.source;

/**
 * @returns for a removal from the list whether the number was on it, for an entry of a blacklist whether it was not known, and for
 * START whether no blacklist made the opt-out one that only a person ends
 */
function perform(folder: ReturnType<typeof openFolder>, { what, who, part }: Step, now: number): boolean {
  const number = numbers[who];
  if (number === undefined) return false;
  const digest = digestOf(number, key);
  const context = folder.context(now);
  const wording = { wording: 'Yes', how: null };
  if (what === 'back up') folder.backUp();
  else if (what === 'restore') folder.restore(now);
  else if (what === 'STOP')
    addDoNotSend(context, { numbers: [number], reason: 'STOP', source: 'reply', at: now, now, by });
  else if (what === 'START') {
    const before = sourceOf(context, number);
    liftByReply(context, { number, digest, at: now, wording: 'START', isSimulated: false, now, by });
    return before !== 'reply' || sourceOf(context, number) !== 'blacklist';
  } else if (what === 'found on a blacklist')
    return keepBlacklisted(context, { accountId: 'a', list, numbers: [number], now }) > 0;
  else if (what === 'gone from the blacklist')
    forgetBlacklisted(context, { accountId: 'a', list, numbers: [number] });
  else if (what === 'add') addDoNotSend(context, { numbers: [number], reason: null, source: 'person', now });
  else if (what === 'import')
    addDoNotSend(context, { numbers: [number], reason: null, source: 'import', now });
  else if (what === 'remove') return removeDoNotSend(context, { number, digest, now });
  else if (what === 'consent') addConsent(context, { ...{ number, digest, now }, ...wording, ...part });
  else if (what === 'withdraw' && part.channel === null && part.purpose === null)
    addDoNotSend(context, { numbers: [number], reason: null, source: 'person', now });
  else if (what === 'withdraw') withdrawConsent(context, { number, now, ...wording, ...part });
  else expect(eraseNumber(context, { number, digest, now })).not.toBeNull();
  return true;
}

const stepOf = (channel: Way['channel']) => ({ channel, text: 'Hello' });

/** Sends one message in every way, and one over both channels for each purpose. @returns what is really begun, by message */
function sendEveryWay(folder: ReturnType<typeof openFolder>, number: E164, now: number) {
  const chains = [
    ...ways.map((way) => ({ ...way, channels: [way.channel] })),
    ...ways
      .filter(({ channel }) => channel === 'viber')
      .map((way) => ({ ...way, channels: ['viber', 'sms'] as const })),
  ];
  return folder.undone((context) => {
    const ids = chains.map(({ purpose, channels }, index) => {
      const id = String(index).padStart(16, '0') as LocalId;
      createMessages(context, {
        ...{ now, accountId: 'a' as AccountId, batchId: id, requestKey: id, resendOf: null, purpose },
        ...{ draft: { steps: channels.map(stepOf) }, messages: [{ id, to: number, country: 'EE' }] },
      });
      return id;
    });
    const { started: begun } = beginAttempts(context, {
      ...{ now, limit: 100, accounts: [{ id: 'a', callbackBase: null }], quiet: noQuietHours },
    });
    return chains.map(({ purpose, channels }, index) => {
      const request = begun.find(({ id }) => id === ids[index])?.request;
      const sent: string[] =
        request === undefined
          ? []
          : JSON.parse(request).messages.map((message: { channel: string }) => message.channel);
      return { purpose, channels, sent };
    });
  });
}

it('a person is written to only if everything that forbade it was lifted by something entitled to lift it', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 2, maxLength: 12 }), (history) => {
      const folder = openFolder();
      const judges = numbers.map(createJudge);
      let now = startedAt;
      let wasSetBack = false;
      for (const step of history) {
        // An entry of the same millisecond counts as later, and an erasure in a backup knows only its own time.
        now += (step.what === 'erase' ? Math.max(step.minutes, 1) : step.minutes) * 60_000;
        wasSetBack ||= step.minutes < 0 && step.what !== 'erase';
        const isDone = perform(folder, step, now);
        judges[step.who]?.judge(step, now, isDone);
        for (const [index, number] of numbers.entries()) {
          const { mayWrite, entries } = consentOf(folder.context(now), { number });
          for (const { purpose, channels, sent } of sendEveryWay(folder, number, now)) {
            const title = `${number} over ${channels.join()} for ${purpose} after ${step.what}`;
            const allowed = channels.filter((channel) =>
              judges[index]?.mayWrite(
                ways.find((way) => way.channel === channel && way.purpose === purpose) as Way,
              ),
            );
            if (wasSetBack) {
              expect(allowed, title).toEqual(expect.arrayContaining(sent));
              continue;
            }
            expect(sent, title).toEqual(allowed);
            // An erasure leaves no entry of a person who was not listed.
            if (judges[index]?.wasErased() && !mayWrite) continue;
            const named = findPurpose([], purpose);
            const byLedger = channels.filter(
              (channel) => named !== null && whyNotWritten(entries, channel, named) === null,
            );
            expect(byLedger, `the ledger: ${title}`).toEqual(allowed);
            if (!mayWrite) expect(sent, `the list: ${title}`).toEqual([]);
          }
        }
      }
      folder.close();
    }),
    { numRuns: count({ short: 60, long: 3_000 }), seed: seed() },
  );
});

it('a restore unites the ledgers, and a backup in which somebody ended a withdrawal ends nothing today', () => {
  const folder = openFolder();
  const number = numbers[0] as E164;
  const digest = digestOf(number, key);
  const nothing = { wording: null, how: null };
  const at = (minutes: number) => startedAt + minutes * 60_000;
  const sentFor = (purpose: string | null) =>
    sendEveryWay(folder, number, at(9)).find((one) => one.purpose === purpose && one.channels.length === 2)
      ?.sent;
  addDoNotSend(folder.context(at(1)), { numbers: [number], reason: 'STOP', source: 'reply', now: at(1), by });
  folder.backUp();
  folder.inBackup(at(2), (context) => {
    removeDoNotSend(context, { number, digest, now: at(2) });
    addConsent(context, { number, digest, now: at(2), ...nothing, channel: 'sms', purpose: 'marketing' });
  });
  addConsent(folder.context(at(3)), {
    number,
    digest,
    now: at(3),
    ...nothing,
    channel: null,
    purpose: 'appointments',
  });
  expect(sentFor('appointments')).toEqual(['viber', 'sms']);
  expect(sentFor(null)).toEqual([]);
  folder.restore(at(4));
  const { entries } = consentOf(folder.context(at(5)), { number });
  const told = entries.map(({ kind, source, channel, purpose }) =>
    [kind, source, channel, purpose].join(' '),
  );
  expect(told.toSorted()).toEqual([
    'given person  appointments',
    'given person sms marketing',
    'lifted person  ',
    'withdrawn reply  ',
    'withdrawn restore  ',
    'withdrawn restore sms marketing',
  ]);
  expect(sentFor('appointments'), 'a person decided it after the backup').toEqual(['viber', 'sms']);
  expect(sentFor(null), 'the backup would allow it').toEqual([]);
  expect(sentFor('marketing'), 'the backup would allow it').toEqual([]);
  folder.close();
});

it('START ends what an answer began, and not what an erasure before it left', () => {
  const folder = openFolder();
  const number = numbers[0] as E164;
  const digest = digestOf(number, key);
  const at = (minutes: number) => startedAt + minutes * 60_000;
  eraseNumber(folder.context(at(1)), { number, digest, now: at(1) });
  addDoNotSend(folder.context(at(2)), { numbers: [number], reason: 'STOP', source: 'reply', now: at(2), by });
  addConsent(folder.context(at(3)), {
    ...{ number, digest, now: at(3), wording: null, how: null, channel: null, purpose: 'appointments' },
  });
  liftByReply(folder.context(at(4)), {
    ...{ number, digest, at: at(4), wording: 'START', isSimulated: false, now: at(4), by },
  });
  const sent = sendEveryWay(folder, number, at(5)).filter((one) => one.sent.length > 0);
  expect(new Set(sent.map(({ purpose }) => purpose))).toEqual(new Set(['appointments']));
  folder.close();
});

it('a restore does not forget what an erasure left, although the clock was set back before a consent to a part', () => {
  const folder = openFolder();
  const number = numbers[0] as E164;
  const digest = digestOf(number, key);
  folder.backUp();
  expect(eraseNumber(folder.context(startedAt), { number, digest, now: startedAt })).not.toBeNull();
  const earlier = startedAt - 30 * 60_000;
  const part = { channel: null, purpose: 'marketing', wording: null, how: null };
  addConsent(folder.context(earlier), { number, digest, now: earlier, ...part });
  const sent = () =>
    sendEveryWay(folder, number, earlier)
      .filter((one) => one.sent.length > 0)
      .map(({ purpose }) => purpose);
  const before = sent();
  expect(new Set(before)).toEqual(new Set(['marketing']));
  folder.restore(earlier);
  expect(sent()).toEqual(before);
  folder.close();
});

it('a restore does not forget that a listed person was erased, although the clock was set back since', () => {
  const folder = openFolder();
  const number = numbers[0] as E164;
  const digest = digestOf(number, key);
  const at = (minutes: number) => startedAt + minutes * 60_000;
  const part = { channel: null, purpose: 'marketing', wording: null, how: null };
  addDoNotSend(folder.context(at(1)), { numbers: [number], reason: 'STOP', source: 'reply', now: at(1), by });
  folder.backUp();
  expect(eraseNumber(folder.context(at(2)), { number, digest, now: at(2) })).not.toBeNull();
  addConsent(folder.context(at(3)), { number, digest, now: at(3), ...part });
  folder.restore(startedAt);
  const sent = sendEveryWay(folder, number, startedAt).filter((one) => one.sent.length > 0);
  expect(new Set(sent.map(({ purpose }) => purpose))).toEqual(new Set(['marketing']));
  folder.close();
});
