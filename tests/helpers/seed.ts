/**
 * Fills a data folder with a plausible history, as the store's own operations would. The rows are written
 * into a copy of the database without indexes and triggers, which are recreated at the end: a million
 * messages take minutes instead of an hour.
 */
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultFolder } from '../../electron/engine/data-folder.ts';
import type { Connection } from '../../electron/engine/db/connection.ts';
import { takeFolder } from '../../electron/engine/db/folder-lock.ts';
import { migrate } from '../../electron/engine/db/migrate.ts';
import { migrations } from '../../electron/engine/db/migrations/all.ts';
import { databaseName } from '../../electron/engine/db/store.ts';
import { createContext, emptyChanges } from '../../electron/engine/db/write-context.ts';
import { addAccount } from '../../electron/engine/features/accounts/sql/save-accounts.ts';
import { randomHex, seededRandom } from './seed-data.ts';
import { drawHistory } from './seed-history.ts';
import { createRowWriter, type SeedAccount } from './seed-rows.ts';

export type SeedOptions = {
  readonly folder: string;
  readonly messages: number;
  readonly seed?: number;
  readonly now?: number;
  /** The number of newest messages whose raw requests, answers and callbacks are stored. */
  readonly raw?: number;
};

const day = 24 * 3600 * 1000;
const transactionSize = 20_000;
const rawKept = 20_000;

export async function seed(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      messages: { type: 'string', default: '500' },
      data: { type: 'string' },
      seed: { type: 'string', default: '1' },
      raw: { type: 'string', default: String(rawKept) },
    },
  });
  const folder = values.data === undefined ? defaultFolder() : resolve(values.data);
  const messages = Number(values.messages);
  if (!Number.isInteger(messages) || messages < 1) throw new Error('--messages: a whole number above 0');
  const raw = Number(values.raw);
  if (!Number.isInteger(raw) || raw < 0) throw new Error('--raw: a whole number');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const release = takeFolder(folder);
  if (release === null) {
    console.error('A console runs on this folder; close it first.');
    process.exitCode = 2;
    return;
  }
  const began = Date.now();
  const { events } = seedFolder({ folder, messages, raw, seed: Number(values.seed) });
  release();
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${messages} messages with ${events} events in ${folder}, in ${seconds} s.`);
}

/** Fills a folder that no process has open. The newest message is a moment old, the oldest 60 days. */
export function seedFolder(options: SeedOptions): { events: number } {
  const file = join(options.folder, databaseName);
  const unfinished = `${file}.unfinished`;
  removeDatabase(unfinished);
  if (existsSync(file)) {
    // Write the content of the log to the file first.
    migrate(file, migrations).close();
    copyFileSync(file, unfinished);
  }
  const db = migrate(unfinished, migrations);
  // Nobody else uses this file, so it needs no log and no waiting for the disk.
  for (const pragma of [
    'journal_mode = OFF',
    'synchronous = OFF',
    'foreign_keys = OFF',
    'cache_size = -512000',
  ]) {
    db.pragma(pragma);
  }
  const { makeIndexes, makeTriggers } = takeApart(db);
  const events = writeHistory(db, options);
  makeIndexes();
  countAnew(db);
  makeTriggers();
  db.pragma('journal_mode = WAL');
  db.close();
  const descriptor = openSync(unfinished, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
  removeDatabase(file);
  renameSync(unfinished, file);
  return { events };
}

function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
}

function writeHistory(db: Connection, options: SeedOptions): number {
  const now = options.now ?? Date.now();
  const seed = options.seed ?? 1;
  const rows = createRowWriter(db, sandboxAccount(db, now - 61 * day, seed));
  const rawFrom = options.messages - (options.raw ?? rawKept);
  let events = 0;
  let index = 0;
  db.exec('BEGIN');
  for (const message of drawHistory({ messages: options.messages, seed, now })) {
    events += rows.write(message, index >= rawFrom);
    index += 1;
    if (index % transactionSize === 0) db.exec('COMMIT; BEGIN');
  }
  db.exec('COMMIT');
  return events;
}

function sandboxAccount(db: Connection, now: number, seed: number): SeedAccount {
  const context = createContext(db, emptyChanges());
  const existing = context.get<SeedAccount>(
    `SELECT a.id, t.token FROM account a JOIN account_token t ON t.account_id = a.id WHERE a.kind = 'sandbox' AND a.removed_at IS NULL LIMIT 1`,
  );
  if (existing) return existing;
  const random = seededRandom(seed + 1_000);
  const account = { id: randomHex(12, random), token: randomHex(32, random) };
  addAccount(context, {
    ...account,
    kind: 'sandbox',
    now,
    values: {
      name: 'Sandbox',
      colour: 'amber',
      username: 'demo',
      baseUrl: 'http://127.0.0.1/v1',
      plainUrl: 'http://127.0.0.1',
      backupPlainUrl: null,
      textStore: 'nostore',
      passwordSet: false,
      wabaId: null,
      telegram: true,
    },
  });
  return account;
}

/**
 * Drops all indexes and triggers.
 * @returns functions that recreate them
 */
function takeApart(db: Connection): { makeIndexes: () => void; makeTriggers: () => void } {
  const objects = db
    .prepare(
      `SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL`,
    )
    .all() as { type: string; name: string; sql: string }[];
  for (const { type, name } of objects) db.exec(`DROP ${type} ${name}`);
  const make = (wanted: string): void => {
    for (const { type, sql } of objects) if (type === wanted) db.exec(sql);
  };
  return { makeIndexes: () => make('index'), makeTriggers: () => make('trigger') };
}

/**
 * Recalculates what triggers and the store's operations normally maintain row by row: counts, postings, day
 * ranges, full text.
 */
function countAnew(db: Connection): void {
  db.exec(`
    BEGIN;
    DELETE FROM state_count;
    INSERT INTO state_count (account_id, state, messages, twice)
      SELECT account_id, state, count(*), sum(delivered_twice) FROM omnimessage GROUP BY 1, 2;
    DELETE FROM day_span;
    INSERT INTO day_span (day, first_seq, last_seq)
      SELECT created_at / 86400000, min(seq), max(seq) FROM omnimessage GROUP BY 1;
    UPDATE tag SET messages = (SELECT count(*) FROM omnimessage_tag WHERE tag_id = tag.id);
    DELETE FROM message_facet;
    DELETE FROM facet;
    INSERT INTO facet (kind, value) SELECT DISTINCT 'country', country FROM omnimessage WHERE country IS NOT NULL;
    INSERT INTO facet (kind, value) SELECT DISTINCT 'channel', channel FROM step;
    INSERT INTO facet (kind, value)
      SELECT 'sender', sender FROM step WHERE sender IS NOT NULL
      UNION SELECT 'sender', sender_used FROM step WHERE sender_used IS NOT NULL;
    INSERT INTO message_facet (facet_id, omnimessage_seq)
      SELECT f.id, o.seq FROM omnimessage o JOIN facet f ON f.kind = 'country' AND f.value = o.country
      UNION SELECT f.id, s.omnimessage_seq FROM step s JOIN facet f ON f.kind = 'channel' AND f.value = s.channel
      UNION SELECT f.id, s.omnimessage_seq FROM step s JOIN facet f ON f.kind = 'sender' AND f.value IN (s.sender, s.sender_used)
      ORDER BY 1, 2;
    UPDATE facet SET messages = (SELECT count(*) FROM message_facet WHERE facet_id = facet.id);
    INSERT INTO message_search (message_search, rank) VALUES ('hashsize', 67108864);
    INSERT INTO message_search (message_search) VALUES ('rebuild');
    INSERT INTO message_search (message_search, rank) VALUES ('hashsize', 1048576);
    COMMIT;
  `);
}
