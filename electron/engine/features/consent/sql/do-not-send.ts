import type { ConsentEntry } from '../../../../../shared/contract/consent.ts';
import type { Actor } from '../../../../../shared/contract/journal.ts';
import type { DoNotSendEntry } from '../../../../../shared/contract/privacy.ts';
import { type Scope, withdrawalsInForce } from '../../../../../shared/messaging/consent.ts';
import type { E164 } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { record, recordMore } from '../../journal/sql/index.ts';
import {
  cancelAllTo,
  cancelWithheldTo,
  isErased,
  ledgerOf,
  type Ordered,
  refuseQueuedTo,
  refuseWithheldTo,
} from '../../messages/sql/index.ts';
import {
  isWrittenForPeople,
  mustStayBlacklisted,
  orderBlacklisting,
  undoBlacklisting,
  type WrittenTo,
} from './blacklist-orders.ts';
import { addEntry, timeOfPerson, timeOfReply } from './entries.ts';
import { blacklistsAmong } from './list-blacklists.ts';

/**
 * How a number came on the list. An opt-out by `reply` ends with a later answer of the person; any other only with the decision of
 * somebody who uses Omnideck, so it replaces one by reply and is never replaced by it. `blacklist`: it was found on the blacklist
 * of an account.
 */
export type OptOutSource = 'person' | 'reply' | 'import' | 'blacklist';

/**
 * Adds numbers to the do-not-send list. An existing entry gets today's date, because the last opt-out counts.
 * Queued messages to them are refused, and messages at Messente will be cancelled, all in this transaction.
 */
export function addDoNotSend(
  context: WriteContext,
  input: {
    readonly numbers: readonly E164[];
    readonly reason: string | null;
    readonly source: OptOutSource;
    /** With which words the person withdrew; missing: the reason, if it came by reply. */
    readonly wording?: string | null;
    /** How the person withdrew; missing: the reason, unless it came by reply. */
    readonly how?: string;
    /** To which blacklists it is written; missing: to all. */
    readonly writtenTo?: WrittenTo;
    /** Epoch ms. */
    readonly now: number;
    /** When the person opted out, epoch ms; missing: now. */
    readonly at?: number;
    /** Who asked for it, if not the actor of the current call. */
    readonly by?: Actor;
    /** The import that they are from, whose transactions are one entry of the journal. */
    readonly importId?: string;
  },
): Ordered {
  const { numbers, reason, source, now, by } = input;
  const ids: string[] = [];
  let withdrawn = 0;
  for (const number of numbers) {
    context.run(
      `INSERT INTO do_not_send (number, reason, source, added_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (number) DO UPDATE SET reason = coalesce(excluded.reason, reason),
         source = iif(source = 'reply', excluded.source, source), added_at = max(added_at, excluded.added_at)`,
      number,
      reason,
      source,
      input.at ?? now,
    );
    const isReply = source === 'reply';
    addEntry(context, {
      ...{ number, kind: 'withdrawn', source, wording: input.wording ?? (isReply ? reason : null) },
      ...{
        how: isReply ? null : (input.how ?? reason),
        at: isReply ? timeOfReply(context, number, input.at ?? now) : timeOfPerson(context, number, now),
      },
    });
    withdrawn += refuseQueuedTo(context, number, now);
    ids.push(...cancelAllTo(context, { number, reason: 'opt-out', now }));
    // What is on a blacklist is not written to the others: only what Omnideck was asked to do is its own.
    if (source !== 'blacklist')
      orderBlacklisting(context, {
        ...{ number, source, now, at: input.at ?? now, writtenTo: input.writtenTo ?? 'all' },
      });
  }
  if (input.importId === undefined) recordAdded(context, numbers, by);
  else recordImported(context, numbers, input.importId);
  return { withdrawn, ids };
}

export type Imported = Ordered & {
  /** How many numbers were not listed, or only by reply. */
  readonly added: number;
  readonly already: number;
};

/**
 * Adds some numbers of an imported list. Numbers that are listed already stay as they are, so that a repeated import changes
 * nothing; only an opt-out by reply becomes one that a person must end.
 */
export function importDoNotSend(
  context: WriteContext,
  input: {
    readonly numbers: readonly E164[];
    readonly reason: string | null;
    readonly importId: string;
    /** Epoch ms. */
    readonly now: number;
  },
): Imported {
  const numbers = input.numbers.filter(
    (number) =>
      context.get(`SELECT 1 FROM do_not_send WHERE number = ? AND source <> 'reply'`, number) === undefined,
  );
  const already = input.numbers.length - numbers.length;
  if (numbers.length === 0) return { added: 0, already, withdrawn: 0, ids: [] };
  return {
    added: numbers.length,
    already,
    ...addDoNotSend(context, { ...input, numbers, source: 'import' }),
  };
}

function recordImported(context: WriteContext, numbers: readonly string[], importId: string): void {
  recordMore(context, {
    ...{ what: 'do-not-send-imported', subject: importId, after: { numbers: numbers.length } },
    registers: numbers.map((subject) => ({ kind: 'do-not-send' as const, subject })),
  });
}

/** Above this number, one journal entry has their count; the list itself has each with its time. */
const mostEntries = 100;

function recordAdded(context: WriteContext, numbers: readonly string[], by: Actor | undefined): void {
  const whose = by === undefined ? {} : { by };
  const registers = numbers.map((subject) => ({ kind: 'do-not-send' as const, subject }));
  if (numbers.length > mostEntries) {
    record(context, { what: 'do-not-send-added', after: { numbers: numbers.length }, registers, ...whose });
    return;
  }
  for (const number of numbers)
    record(context, {
      what: 'do-not-send-added',
      number,
      registers: [{ kind: 'do-not-send', subject: number }],
      ...whose,
    });
}

type Removed = { readonly number: E164; readonly digest: string; readonly now: number };

/**
 * Removes a number from the do-not-send list.
 * @param input.digest the digest of the number with the folder's own key
 * @returns whether it was on the list
 */
export function removeDoNotSend(context: WriteContext, input: Removed): boolean {
  const { number, now } = input;
  if (!endWithdrawal(context, input)) return false;
  const at = timeOfPerson(context, number, now);
  addEntry(context, { number, kind: 'lifted', source: 'person', at, wording: null, how: null });
  return true;
}

type Wording = Scope & { readonly wording: string | null; readonly how: string | null };

/**
 * Stores that a person agreed to messages, which takes the number off the do-not-send list. If the person agreed only to a
 * part, everything else stays withdrawn.
 */
export function addConsent(context: WriteContext, input: Removed & Wording): boolean {
  const { number, now, wording, how, channel, purpose } = input;
  if (channel !== null || purpose !== null) keepTheRestWithdrawn(context, input);
  const at = timeOfPerson(context, number, now);
  addEntry(context, { number, kind: 'given', source: 'person', at, wording, how, channel, purpose });
  record(context, { what: 'consent-added', number, ...scopeOf(input) });
  return endWithdrawal(context, input);
}

/** Takes a number off the list, and ends what its erasure left. @returns whether there was anything to end */
function endWithdrawal(context: WriteContext, input: Removed): boolean {
  const isListed = takeOffList(context, input);
  const { changes } = context.run(
    `UPDATE erased_number SET lifted_at = max(?, withdrawn_at) WHERE ${isErased('?')}`,
    input.now,
    input.number,
  );
  if (changes > 0 && !isListed) record(context, { what: 'do-not-send-removed', number: input.number });
  return isListed || changes > 0;
}

/**
 * The ledger must say itself that everything is withdrawn, because the number leaves the list, and what its erasure left
 * ends. An answer START ends only what an answer began, so an answer does not stand for an erasure or for a person.
 */
function keepTheRestWithdrawn(context: WriteContext, { number, now }: Removed): void {
  const isErasedNow = context.get(`SELECT 1 FROM erased_number WHERE ${isErased('?')}`, number) !== undefined;
  const listed = context.get<{ source: ConsentEntry['source'] }>(
    'SELECT source FROM do_not_send WHERE number = ?',
    number,
  );
  const source = isErasedNow ? 'erasure' : listed?.source;
  if (source === undefined) return;
  const isSaid = withdrawalsInForce(ledgerOf(context, number)).some(
    (entry) =>
      entry.channel === null && entry.purpose === null && (source === 'reply' || entry.source !== 'reply'),
  );
  if (isSaid) return;
  addEntry(context, {
    ...{ number, kind: 'withdrawn', source, at: timeOfPerson(context, number, now) },
    ...{ wording: null, how: null },
  });
}

/** Returns what a change is about, for the journal. */
function scopeOf({ channel, purpose }: Scope): {
  after?: { channel: string | null; purpose: string | null };
} {
  return channel === null && purpose === null ? {} : { after: { channel, purpose } };
}

/**
 * Stores that a person withdrew one purpose, one channel, or one purpose on one channel. Queued messages that it covers are
 * refused, and those at Messente will be cancelled, all in this transaction.
 */
export function withdrawConsent(
  context: WriteContext,
  input: Wording & { readonly number: E164; readonly now: number },
): Ordered {
  const { number, now, wording, how, channel, purpose } = input;
  const at = timeOfPerson(context, number, now);
  addEntry(context, { number, kind: 'withdrawn', source: 'person', at, wording, how, channel, purpose });
  record(context, { what: 'consent-withdrawn', number, ...scopeOf(input) });
  return {
    withdrawn: refuseWithheldTo(context, number, now),
    ids: cancelWithheldTo(context, { number, now }),
  };
}

/** Removes a number from the list, and records when, so that no older backup adds it again. */
function takeOffList(context: WriteContext, input: Removed): boolean {
  const entry = context.get<{ added_at: number }>(
    'SELECT added_at FROM do_not_send WHERE number = ?',
    input.number,
  );
  if (entry === undefined) return false;
  context.run('DELETE FROM do_not_send WHERE number = ?', input.number);
  undoBlacklisting(context, { number: input.number, now: input.now });
  context.run(
    `INSERT INTO do_not_send_removal (digest, removed_at) VALUES (?, ?)
     ON CONFLICT (digest) DO UPDATE SET removed_at = max(removed_at, excluded.removed_at)`,
    input.digest,
    // Later than the entry, even if the clock was set back.
    Math.max(input.now, entry.added_at + 1),
  );
  // The removal can win in a later merge; the number itself is not kept for that.
  context.run(`DELETE FROM register WHERE kind = 'do-not-send' AND subject = ?`, input.number);
  record(context, {
    what: 'do-not-send-removed',
    number: input.number,
    registers: [{ kind: 'do-not-send', subject: input.digest }],
  });
  return true;
}

type Listed = { readonly number: string; readonly reason: string | null; readonly addedAt: number };

/** Returns the whole list, for callers of before it had pages. */
export function listDoNotSend(context: QueryContext, _input: Record<string, never>): Listed[] {
  return context.all(
    'SELECT number, reason, added_at AS addedAt FROM do_not_send ORDER BY added_at DESC, number',
  );
}

type Lifting = {
  readonly number: string;
  readonly digest: string;
  readonly at: number;
  readonly wording: string | null;
  /** It came through an account that does not send real messages. */
  readonly isSimulated: boolean;
  readonly now: number;
  readonly by: Actor;
};

/**
 * Returns a page of the list, the newest first.
 * @param input.digits only numbers that contain these digits; null: all
 * @param input.after the last entry of the page before; null: the first page
 */
export function pageOfDoNotSend(
  context: QueryContext,
  input: {
    readonly digits: string | null;
    readonly after: Pick<Listed, 'number' | 'addedAt'> | null;
    readonly limit: number;
  },
): { readonly entries: DoNotSendEntry[]; readonly total: number } {
  const { digits, after, limit } = input;
  const found = digits === null ? '' : 'WHERE instr(number, ?1) > 0';
  const total = context.get<{ n: number }>(
    `SELECT count(*) AS n FROM do_not_send ${found}`,
    ...(digits === null ? [] : [digits]),
  );
  const entries = context.all<Omit<DoNotSendEntry, 'blacklists'>>(
    `SELECT number, reason, source, added_at AS addedAt FROM do_not_send
     WHERE (?1 IS NULL OR instr(number, ?1) > 0) AND (?2 IS NULL OR added_at < ?2 OR (added_at = ?2 AND number > ?3))
     ORDER BY added_at DESC, number LIMIT ?4`,
    ...[digits, after?.addedAt ?? null, after?.number ?? null, limit],
  );
  const among = blacklistsAmong(
    context,
    entries.map(({ number }) => number),
  );
  return {
    entries: entries.map((entry) => ({ ...entry, blacklists: among.get(entry.number) ?? [] })),
    total: total?.n ?? 0,
  };
}

/**
 * Ends an opt-out by reply, because the person has answered START since. Anything else that keeps the number on the list
 * stays. What Omnideck wrote to blacklists for it must be deleted first.
 * @param input.digest the digest of the number with the folder's own key
 * @param input.at when the answer arrived, epoch ms
 * @returns `waiting`: something is still on a blacklist, or may be; call again when it is settled. `none`: no opt-out ended
 */
export function liftByReply(context: WriteContext, input: Lifting): 'lifted' | 'waiting' | 'none' {
  const { number, digest, at, by } = input;
  const listed = `number = ? AND source = 'reply' AND added_at < ?`;
  if (context.get(`SELECT 1 FROM do_not_send WHERE ${listed}`, number, at) === undefined)
    return liftTheRest(context, input) ? 'lifted' : 'none';
  // A sandbox simulated the answer, so nothing at Messente changes.
  if (input.isSimulated && isWrittenForPeople(context, number)) return 'none';
  if (mustStayBlacklisted(context, number)) {
    context.run(`UPDATE do_not_send SET source = 'blacklist' WHERE number = ?`, number);
    return 'none';
  }
  if (undoBlacklisting(context, { number, now: input.now })) return 'waiting';
  context.run(`DELETE FROM do_not_send WHERE ${listed}`, number, at);
  context.run(
    `INSERT INTO do_not_send_removal (digest, removed_at, lifted_by_reply_at) VALUES (?, 0, ?)
     ON CONFLICT (digest) DO UPDATE SET lifted_by_reply_at = max(coalesce(lifted_by_reply_at, 0), excluded.lifted_by_reply_at)`,
    digest,
    at,
  );
  context.run(`DELETE FROM register WHERE kind = 'do-not-send' AND subject = ?`, number);
  addEntry(context, { number, kind: 'lifted', source: 'reply', at, wording: input.wording, how: null });
  const registers = [{ kind: 'do-not-send' as const, subject: digest }];
  record(context, { what: 'do-not-send-removed', number, after: { reason: 'START' }, registers, by });
  return 'lifted';
}

/**
 * Ends an opt-out by reply of which only a part is left, because the person has agreed to another part since: the number is
 * not on the list any more.
 */
function liftTheRest(context: WriteContext, { number, at, wording, isSimulated }: Lifting): boolean {
  if (context.get('SELECT 1 FROM do_not_send WHERE number = ?', number) !== undefined) return false;
  if ((isSimulated && isWrittenForPeople(context, number)) || mustStayBlacklisted(context, number))
    return false;
  const isLeft = withdrawalsInForce(ledgerOf(context, number)).some(
    (withdrawal) => withdrawal.source === 'reply' && withdrawal.at < at,
  );
  if (isLeft) addEntry(context, { number, kind: 'lifted', source: 'reply', at, wording, how: null });
  return isLeft;
}

/** The entry of a number on the do-not-send list; null if it is not on the list. */
export function listedNumber(context: QueryContext, number: string) {
  const listed = context.get<{ number: string; reason: string | null; addedAt: number }>(
    'SELECT number, reason, added_at AS addedAt FROM do_not_send WHERE number = ?',
    number,
  );
  return listed ?? null;
}
