/**
 * Turns a backup into the database that replaces the current one: migrated, with erasures since the backup
 * repeated, and without anything that would be sent automatically. All work is done on a copy; the current
 * database is only read.
 */

import { dirname } from 'node:path';
import type { Actor } from '../../../../../shared/contract/journal.ts';
import { errorMessage } from '../../../../../shared/error-message.ts';
import { fail, ok, type Problem, type Result } from '../../../../../shared/messaging/problem.ts';
import { backupsProblem } from '../../../../../shared/problems/backups.ts';
import { engineActor } from '../../../acting.ts';
import { type Connection, openConnection } from '../../../db/connection.ts';
import { addNumberDigests, type ErasureKeys, nameOfKey } from '../../../db/erasure-keys.ts';
import { migrate } from '../../../db/migrate.ts';
import { migrations } from '../../../db/migrations/all.ts';
import { createContext, emptyChanges, type WriteContext } from '../../../db/write-context.ts';
import { defaultEndpoint } from '../../../messente/endpoint.ts';
import {
  choicesOfThisFolder,
  columnsOfThisFolder,
  settingsOfThisFolder,
} from '../../../obligations-registry.ts';
import { carryBlacklists, carryConsent } from '../../consent/sql/index.ts';
import { carryInbound } from '../../inbound/sql/index.ts';
import { carryJournal, forgetUnlistedNumbers, record } from '../../journal/sql/index.ts';
import { cancelWhatIsOwed, carryCancellations, refold } from '../../messages/sql/index.ts';
import { carryErasureKeys } from '../../privacy/sql/index.ts';
import { insertPostponed, type PostponeCallback } from '../../reports/sql/index.ts';
import { carrySpending } from '../../spending/sql/index.ts';
import { carrySubscriptions } from '../../subscriptions/sql/index.ts';
import { removeDatabase } from '../files.ts';
import { copyRows } from './copy-rows.ts';
import { type Erasures, eraseAgain, mergeErasedPeople, readErasures, takeOut } from './erase-again.ts';
import { FileFault, failed } from './fault.ts';
import { inspectBackup } from './inspect-backup.ts';
import { mergeDoNotSend } from './merge-do-not-send.ts';
import { unreadableColumn } from './stored-json.ts';

export const newestVersion = migrations.at(-1)?.version ?? 0;

export type Prepared = {
  /** The number of messages that were erased again. */
  readonly erased: number;
  /**
   * The number of messages that may have been sent since the backup: shown as unknown, resent only by the
   * user.
   */
  readonly held: number;
};

export type CarriedOver = Prepared & {
  /** The size of the merged do-not-send list. */
  readonly optOuts: number;
};

const day = 24 * 60 * 60 * 1000;
/** A call is repeated within minutes if its connection was lost; a week is plenty. */
const spentForMs = 7 * day;

/** Runs a step in its own transaction. */
function inTransaction<T>(db: Connection, call: WriteContext['call'], work: (context: WriteContext) => T): T {
  const context = createContext(db, emptyChanges(), call);
  db.exec('BEGIN IMMEDIATE');
  try {
    const value = work(context);
    db.exec('COMMIT');
    return value;
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/** Closes a database so that all data is in one file. */
function closeWhole(db: Connection): void {
  const [result] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  db.close();
  if (result?.busy !== 0) throw new Error('the log could not be written back');
}

/** Reads the recorded erasures of a database that may be in use. */
export function erasuresOf(database: string, since = 0): Erasures {
  const db = openConnection(database, 'read');
  try {
    return readErasures(createContext(db, emptyChanges()), since);
  } finally {
    db.close();
  }
}

/**
 * The long part, while the console keeps working: verifies the backup, copies its rows into a new database of
 * ours, migrates it, repeats erasures.
 * @param input.source a copy of the backup that nobody else uses; it is deleted
 * @param input.staged the new database
 * @param input.current the current database, which is read
 */
export function prepareRestore(input: {
  readonly source: string;
  readonly staged: string;
  readonly current: string;
  readonly keys: ErasureKeys;
  readonly now: number;
}): Result<Prepared> {
  const { source, staged, now } = input;
  const inspected = inspectBackup(source, newestVersion);
  if (!inspected.ok) return inspected;
  try {
    copyRows({ source, target: staged, version: inspected.value.version });
    // It is not needed from here on.
    removeDatabase(source);
    const db = migrateCopy(staged);
    try {
      const column = unreadableColumn(db);
      if (column !== null) return fail(backupsProblem('backup-changed/values', { column }, 'file'));
      const call = { by: engineActor, at: now };
      const erased = inTransaction(db, call, (context) =>
        eraseAgain(context, { erasures: erasuresOf(input.current), keys: input.keys, now }),
      );
      const held = inTransaction(db, call, (context) => holdOpen(context, now));
      closeWhole(db);
      return ok({ erased, held });
    } finally {
      if (db.open) db.close();
    }
  } catch (error) {
    return failed(error, staged);
  }
}

function migrateCopy(staged: string): Connection {
  try {
    return migrate(staged, migrations, { keepCopies: false });
  } catch (error) {
    throw new FileFault(backupsProblem('backup-not-migrated', { reason: errorMessage(error) }, 'file'));
  }
}

function heldProblem(): Problem {
  return backupsProblem('restored-open');
}

/**
 * Makes sure that nothing that was queued or under way is sent automatically, because it may have been sent
 * after the backup was made.
 * @returns the number of messages
 */
function holdOpen(context: WriteContext, now: number): number {
  const why = JSON.stringify(heldProblem());
  // If a run stayed running, it would send its remaining cells, which may have been sent after the backup.
  context.run(
    `UPDATE run SET state = 'stopped', problem = ?, finished_at = ? WHERE state IN ('running', 'paused')`,
    JSON.stringify(backupsProblem('restored-run')),
    now,
  );
  context.run(
    `UPDATE attempt SET outcome = 'unknown', finished_at = coalesce(finished_at, ?), problem = coalesce(problem, ?) WHERE outcome = 'in-flight'`,
    now,
    why,
  );
  const { changes } = context.run(
    `UPDATE omnimessage SET state = 'unknown', next_attempt_at = NULL, problem = ?, last_sign_at = coalesce(last_sign_at, ?)
     WHERE state IN ('queued', 'sending')`,
    why,
    now,
  );
  return changes;
}

/**
 * The short part, once nobody uses the current database any more: carries over what belongs to this folder
 * rather than to the backup, and what is known about held messages.
 * @param input.preparedAt when the long part read the erasures, epoch ms
 */
export function carryOver(input: {
  readonly staged: string;
  readonly current: string;
  readonly keys: ErasureKeys;
  readonly now: number;
  readonly preparedAt: number;
  readonly by: Actor;
}): Result<CarriedOver> {
  try {
    const from = openConnection(input.current, 'write');
    const db = openConnection(input.staged, 'write');
    addNumberDigests(db, dirname(input.current));
    try {
      const today = createContext(from, emptyChanges());
      const carried = inTransaction(db, { by: input.by, at: input.now }, (context) => {
        const erasedThere = erasedOnlyIn(context, today);
        carryJournal(context, today, choicesOfThisFolder, input.now);
        carrySettings(context, today);
        carryAccounts(context, today);
        carryInbound(context, today, columnsOfThisFolder('inbound_number'));
        carryPostponed(context, today);
        carryConsent(context, today);
        carryBlacklists(context, today);
        carrySubscriptions(context, today);
        takeOut(context, { erasures: erasedThere, keys: input.keys, now: input.now });
        carrySpentRequests(context, today, input.now - spentForMs);
        for (const row of today.all<{ erased_at: number; counts: string }>(
          'SELECT erased_at, counts FROM erasure',
        )) {
          context.run(
            `INSERT INTO erasure (erased_at, counts) SELECT ?1, ?2
             WHERE NOT EXISTS (SELECT 1 FROM erasure WHERE erased_at = ?1 AND counts = ?2)`,
            row.erased_at,
            row.counts,
          );
        }
        const erased = eraseAgain(context, {
          erasures: readErasures(today, input.preparedAt),
          keys: input.keys,
          now: input.now,
        });
        const held = learnOfHeld(context, today, input.now);
        carryErasureKeys(context, today, input.keys.map(nameOfKey));
        mergeErasedPeople(context, today, input.now);
        const optOuts = mergeDoNotSend(context, today, input);
        forgetUnlistedNumbers(context);
        carrySpending(context, today);
        // Run after the list, the accounts and the messages have their final state.
        carryCancellations(context, today, { now: input.now });
        cancelWhatIsOwed(context, { now: input.now });
        record(context, { what: 'backup-restored', after: { held, erased, optOuts } });
        return { erased, held, optOuts };
      });
      closeWhole(db);
      closeWhole(from);
      return ok(carried);
    } finally {
      if (db.open) db.close();
      if (from.open) from.close();
    }
  } catch (error) {
    return failed(error, input.staged);
  }
}

/** Returns the erasures of numbers that a restored database records and today's does not: what is carried over has them. */
function erasedOnlyIn(context: WriteContext, today: WriteContext): Erasures {
  const known = new Map(readErasures(today).numbers.map(({ digest, erased_at }) => [digest, erased_at]));
  const numbers = readErasures(context).numbers.filter(
    ({ digest, erased_at }) => erased_at > (known.get(digest) ?? 0),
  );
  return { messages: [], numbers, keys: [] };
}

function carrySettings(context: WriteContext, today: WriteContext): void {
  for (const key of settingsOfThisFolder) {
    const row = today.get<{ value: string }>('SELECT value FROM setting WHERE key = ?', key);
    context.run('DELETE FROM setting WHERE key = ?', key);
    if (row === undefined) continue;
    context.run('INSERT INTO setting (key, value) VALUES (?, ?)', key, row.value);
  }
  const settings = settingsOf(context);
  // Where reports arrive: a manipulated backup could make Messente send them to somebody else.
  const ofToday = settingsOf(today);
  const own = Object.fromEntries(choicesOfThisFolder.map((name) => [name, ofToday[name]]));
  context.run('DELETE FROM setting WHERE key = ?', 'settings');
  context.run(
    'INSERT INTO setting (key, value) VALUES (?, ?)',
    'settings',
    JSON.stringify({ ...settings, ...own }),
  );
}

/** Returns the stored settings; empty if there are none, or they cannot be read. */
function settingsOf(context: WriteContext): Readonly<Record<string, unknown>> {
  const row = context.get<{ value: string }>('SELECT value FROM setting WHERE key = ?', 'settings');
  try {
    const value: unknown = JSON.parse(row?.value ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function carryAccounts(context: WriteContext, today: WriteContext): void {
  const own = columnsOfThisFolder('account');
  const known = new Set(context.all<{ id: string }>('SELECT id FROM account').map(({ id }) => id));
  // This folder keeps the passwords; an account that it does not have has none. A password that the user
  // enters for it is sent to Messente, unless the user gives another address.
  context.run('UPDATE account SET password_set = 0, tunnel_agreed_at = NULL');
  context.run(
    `UPDATE account SET base_url = ?, plain_url = ?, backup_plain_url = ? WHERE kind <> 'sandbox'`,
    defaultEndpoint.baseUrl,
    defaultEndpoint.plainUrl,
    defaultEndpoint.backupPlainUrl,
  );
  for (const account of today.all<Record<string, string | number | null> & { id: string; name: string }>(
    'SELECT * FROM account',
  )) {
    if (known.has(account.id)) {
      context.run(
        `UPDATE account SET ${own.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
        ...own.map((column) => account[column] ?? null),
        account.id,
      );
      continue;
    }
    // The account was added after the backup. Its password is here, so the account stays.
    const columns = Object.keys(account);
    const name = account.removed_at === null ? freeName(context, account.name) : account.name;
    context.run(
      `INSERT INTO account (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      ...columns.map((column) => (column === 'name' ? name : (account[column] ?? null))),
    );
  }
  for (const row of today.all<{ token: string; account_id: string; created_at: number }>(
    'SELECT token, account_id, created_at FROM account_token',
  )) {
    context.run(
      'INSERT OR IGNORE INTO account_token (token, account_id, created_at) VALUES (?, ?, ?)',
      row.token,
      row.account_id,
      row.created_at,
    );
  }
}

function freeName(context: WriteContext, name: string): string {
  for (let count = 1; ; count += 1) {
    const wanted = count === 1 ? name : `${name} (${count})`;
    if (context.get('SELECT 1 FROM account WHERE name = ? AND removed_at IS NULL', wanted) === undefined)
      return wanted;
  }
}

/**
 * Keeps callbacks that were answered 200 and had no effect yet: they must not be lost with the replaced database. They
 * are those that were not verified, and those whose message only the backup knows: a database that replaced a damaged
 * one has no messages.
 */
function carryPostponed(context: WriteContext, today: WriteContext): void {
  const postponed = today.all<Postponed>(
    `SELECT ${postponedColumns}, size FROM postponed_callback ORDER BY id`,
  );
  const unmatched = today.all<Postponed & { omnimessageId: string | null }>(
    `SELECT ${postponedColumns}, length(target) + length(headers) + length(body) AS size, omnimessage_id AS omnimessageId
     FROM callback WHERE verdict = 'verified' AND outcome = 'unknown-message' ORDER BY id`,
  );
  const known = callbacksOfTimes(
    context,
    [...postponed, ...unmatched].map(({ receivedAt }) => receivedAt),
  );
  /** Inserts a callback that will be verified, unless the backup has it. */
  function carryCallback(row: Postponed): void {
    if (!known.has(callbackKey(row))) insertPostponed(context, row, row.size);
  }
  for (const row of postponed) carryCallback(row);
  for (const { omnimessageId, ...row } of unmatched) {
    const message = context.get(
      'SELECT 1 FROM omnimessage WHERE account_id = ?1 AND (id = ?2 OR (?2 IS NULL AND omnimessage_id = ?3))',
      row.accountId,
      row.localId,
      omnimessageId,
    );
    if (message !== undefined) carryCallback(row);
  }
}

type Postponed = PostponeCallback & { readonly size: number };

const postponedColumns =
  'received_at AS receivedAt, account_id AS accountId, local_id AS localId, inbound_id AS inboundId, method, target, headers, body';

type Identity = Pick<Postponed, 'receivedAt' | 'target' | 'body'>;

const callbackKey = ({ receivedAt, target, body }: Identity): string =>
  `${receivedAt} ${target} ${Buffer.from(body).toString('base64')}`;

/**
 * Returns the keys of the callbacks that were received at one of these times. No index has the times, so both
 * tables are read once for all of them.
 */
function callbacksOfTimes(context: WriteContext, times: readonly number[]): ReadonlySet<string> {
  if (times.length === 0) return new Set();
  const select = (table: string): string =>
    `SELECT received_at AS receivedAt, target, body FROM ${table} WHERE received_at IN (SELECT value FROM json_each(?1))`;
  const rows = context.all<Identity>(
    `${select('postponed_callback')} UNION ALL ${select('callback')}`,
    JSON.stringify(times),
  );
  return new Set(rows.map(callbackKey));
}

function carrySpentRequests(context: WriteContext, today: WriteContext, since: number): void {
  const rows = today.all<{
    request_key: string;
    recipient: string;
    id: string;
    batch_id: string;
    created_at: number;
  }>(
    `SELECT request_key, recipient, id, batch_id, created_at FROM omnimessage WHERE created_at >= ?1 AND origin IS NULL
     UNION ALL SELECT request_key, recipient, id, batch_id, created_at FROM spent_request WHERE created_at >= ?1`,
    since,
  );
  for (const row of rows) {
    context.run(
      `INSERT OR IGNORE INTO spent_request (request_key, recipient, id, batch_id, created_at)
       SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS (SELECT 1 FROM omnimessage WHERE request_key = ?1)`,
      row.request_key,
      row.recipient,
      row.id,
      row.batch_id,
      row.created_at,
    );
  }
}

/**
 * The replaced database may know the outcome of a held message. Then the outcome is copied, and GET status
 * can be polled.
 * @returns how many stay unknown
 */
function learnOfHeld(context: WriteContext, today: WriteContext, now: number): number {
  const held = context.all<{ seq: number; id: string }>(
    `SELECT seq, id FROM omnimessage WHERE state = 'unknown' AND problem IS NOT NULL AND json_extract(problem, '$.code') = 'restored-open'`,
  );
  let unknown = 0;
  for (const { seq, id } of held) {
    const known = today.get<{
      seq: number;
      state: string;
      omnimessage_id: string | null;
      callback_url: string | null;
      accepted_at: number | null;
      settled_at: number | null;
      problem: string | null;
    }>(
      'SELECT seq, state, omnimessage_id, callback_url, accepted_at, settled_at, problem FROM omnimessage WHERE id = ?',
      id,
    );
    if (known?.state === 'refused' || known?.state === 'cancelled') {
      // It is certain that the message was not sent.
      context.run(
        'UPDATE omnimessage SET state = ?, problem = ?, settled_at = ? WHERE seq = ?',
        known.state,
        known.problem,
        known.settled_at,
        seq,
      );
      continue;
    }
    if (known === undefined || known.accepted_at === null) {
      unknown += 1;
      continue;
    }
    context.run(
      `UPDATE omnimessage SET state = 'pending', omnimessage_id = ?, callback_url = ?, accepted_at = ?, problem = NULL WHERE seq = ?`,
      known.omnimessage_id,
      known.callback_url,
      known.accepted_at,
      seq,
    );
    for (const step of today.all<{ position: number; message_id: string | null; sender_used: string | null }>(
      'SELECT position, message_id, sender_used FROM step WHERE omnimessage_seq = ?',
      known.seq,
    )) {
      context.run(
        'UPDATE step SET message_id = ?, sender_used = ? WHERE omnimessage_seq = ? AND position = ?',
        step.message_id,
        step.sender_used,
        seq,
        step.position,
      );
    }
    refold(context, seq, now);
  }
  return unknown;
}
