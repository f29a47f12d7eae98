import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../electron/engine/db/migrate.ts';
import { migrations } from '../../electron/engine/db/migrations/all.ts';
import { databaseName } from '../../electron/engine/db/store.ts';
import { createContext, emptyChanges } from '../../electron/engine/db/write-context.ts';
import {
  createMessages,
  type NewMessages,
} from '../../electron/engine/features/messages/sql/create-messages.ts';
import { refold } from '../../electron/engine/features/messages/sql/refold.ts';
import { keepCallback } from '../../electron/engine/features/reports/sql/keep-reports.ts';
import type { DraftChain } from '../../shared/messaging/compose.ts';
import type { AccountId, E164, LocalId } from '../../shared/messaging/types.ts';
import { databaseFaults, rowsOf } from '../helpers/database-faults.ts';
import { seedFolder } from '../helpers/seed.ts';
import { callbackOf, temporaryFolder } from '../helpers/store-fixture.ts';

const now = Date.UTC(2026, 10, 1, 12);

function seeded(options: { messages: number; seed: number; raw?: number }): { folder: string; file: string } {
  const folder = temporaryFolder();
  seedFolder({ folder, now, ...options });
  return { folder, file: join(folder, databaseName) };
}

/** Returns every row of every table about messages, and the counts. */
function everything(file: string): unknown {
  const tables = [
    'omnimessage',
    'step',
    'attempt',
    'status_event',
    'callback',
    'poll',
    'tag',
    'omnimessage_tag',
    'account',
    'account_token',
    'state_count',
    'day_span',
    'facet',
    'message_facet',
    'message_search_docsize',
  ];
  return Object.fromEntries(
    tables.map((table) => [table, rowsOf(file, `SELECT * FROM ${table} ORDER BY 1, 2`)]),
  );
}

describe('a seeded history', () => {
  it('is valid: indexes, foreign keys, counts, and a full-text index that matches its rows', () => {
    const { folder, file } = seeded({ messages: 1_200, seed: 1 });
    expect(databaseFaults(file, join(folder, 'copy.db'))).toEqual([]);
    expect(rowsOf(file, 'SELECT count(*) AS n FROM omnimessage')).toEqual([{ n: 1_200 }]);
    for (const name of ['unfinished', 'unfinished-wal']) {
      expect(existsSync(`${file}.${name}`)).toBe(false);
    }
  });

  it('has the same indexes and triggers as a real history', () => {
    const { file } = seeded({ messages: 50, seed: 1 });
    const lived = join(temporaryFolder(), databaseName);
    migrate(lived, migrations).close();
    const schema = 'SELECT type, name, sql FROM sqlite_master ORDER BY type, name';
    expect(rowsOf(file, schema)).toEqual(rowsOf(lived, schema));
  });

  it('is the same for the same seed, and different for another', () => {
    const one = everything(seeded({ messages: 300, seed: 5 }).file);
    expect(everything(seeded({ messages: 300, seed: 5 }).file)).toEqual(one);
    expect(everything(seeded({ messages: 300, seed: 6 }).file)).not.toEqual(one);
  });

  it('is folded: folding each message again changes nothing', () => {
    const { file } = seeded({ messages: 800, seed: 2 });
    const before = everything(file);
    const db = migrate(file, migrations);
    const context = createContext(db, emptyChanges());
    for (const { seq, at } of context.all<{ seq: number; at: number }>(
      `SELECT seq, last_sign_at AS at FROM omnimessage WHERE accepted_at IS NOT NULL`,
    )) {
      refold(
        context,
        seq,
        at,
        context.get('SELECT 1 FROM status_event WHERE omnimessage_seq = ?', seq) !== undefined,
      );
    }
    db.close();
    expect(everything(file)).toEqual(before);
  });

  it('equals the result of the store’s own operations with the same messages and callbacks', () => {
    const { file } = seeded({ messages: 400, seed: 7 });
    const lived = join(temporaryFolder(), databaseName);
    const db = migrate(lived, migrations);
    const context = createContext(db, emptyChanges());
    const [account] = rowsOf(file, 'SELECT * FROM account');
    if (!account) throw new Error('no account');
    context.run(
      `INSERT INTO account (id, name, kind, colour, username, base_url, plain_url, text_store, created_at) VALUES (?, 'A', 'sandbox', 'blue', 'u', 'b', 'p', 'nostore', 1)`,
      String(account.id),
    );
    // Only messages that Messente accepted and whose statuses all came from callbacks.
    const stored = rowsOf(
      file,
      `SELECT * FROM omnimessage o WHERE accepted_at IS NOT NULL AND EXISTS (SELECT 1 FROM status_event WHERE omnimessage_seq = o.seq)
         AND NOT EXISTS (SELECT 1 FROM poll WHERE omnimessage_seq = o.seq) ORDER BY seq`,
    );
    expect(stored.length).toBeGreaterThan(300);
    for (const row of stored) {
      const draft = JSON.parse(String(row.draft)) as DraftChain;
      const tags = rowsOf(
        file,
        `SELECT t.name FROM omnimessage_tag mt JOIN tag t ON t.id = mt.tag_id WHERE mt.omnimessage_seq = ${Number(row.seq)}`,
      ).map((tag) => String(tag.name));
      const message: NewMessages = {
        now: Number(row.created_at),
        accountId: String(row.account_id) as AccountId,
        batchId: String(row.batch_id),
        requestKey: String(row.request_key) + String(row.id),
        draft,
        messages: [
          { id: String(row.id) as LocalId, to: String(row.recipient) as E164, country: String(row.country) },
        ],
        resendOf: null,
        tags,
      };
      createMessages(context, message);
      const seq =
        context.get<{ seq: number }>('SELECT seq FROM omnimessage WHERE id = ?', String(row.id))?.seq ?? 0;
      context.run(
        `UPDATE omnimessage SET state = 'pending', next_attempt_at = NULL, omnimessage_id = ?, accepted_at = ?, last_sign_at = ?, callback_url = ? WHERE seq = ?`,
        String(row.omnimessage_id),
        Number(row.accepted_at),
        Number(row.accepted_at),
        String(row.callback_url),
        seq,
      );
      for (const step of rowsOf(file, `SELECT * FROM step WHERE omnimessage_seq = ${Number(row.seq)}`)) {
        context.run(
          'UPDATE step SET message_id = ?, sender_used = ? WHERE omnimessage_seq = ? AND position = ?',
          String(step.message_id),
          String(step.sender_used),
          seq,
          Number(step.position),
        );
      }
      for (const callback of rowsOf(
        file,
        `SELECT * FROM callback WHERE omnimessage_seq = ${Number(row.seq)} ORDER BY received_at`,
      )) {
        keepCallback(
          context,
          callbackOf(Buffer.from(callback.body as Uint8Array).toString(), {
            receivedAt: Number(callback.received_at),
            accountId: String(row.account_id),
            localId: String(row.id) as LocalId,
          }),
        );
        for (const [dirty, { at, sign }] of context.dirty) refold(context, dirty, at, sign);
        context.dirty.clear();
      }
    }
    db.close();
    const columns = `id, recipient, country, draft, preview, state, omnimessage_id, created_at, send_at, next_attempt_at, accepted_at,
      settled_at, last_sign_at, delivered_by, delivered_twice, cost, problem, next_poll_at, poll_count, cost_micros`;
    const ids = `(${stored.map((row) => `'${String(row.id)}'`).join(', ')})`;
    const questions = [
      `SELECT ${columns} FROM omnimessage WHERE id IN ${ids} ORDER BY id`,
      `SELECT o.id, s.position, s.channel, s.sender, s.sender_used, s.text, s.wait_seconds, s.message_id, s.state, s.status, s.err, s.error, s.at
         FROM step s JOIN omnimessage o ON o.seq = s.omnimessage_seq WHERE o.id IN ${ids} ORDER BY 1, 2`,
      `SELECT o.id, e.message_id, e.channel, e.status, e.err, e.error, e.at, e.received_at, e.source, e.part_price, e.parts_count, e.total_price
         FROM status_event e JOIN omnimessage o ON o.seq = e.omnimessage_seq WHERE o.id IN ${ids} ORDER BY 1, e.received_at, e.id`,
      `SELECT o.id, f.kind, f.value FROM message_facet m JOIN facet f ON f.id = m.facet_id JOIN omnimessage o ON o.seq = m.omnimessage_seq
         WHERE o.id IN ${ids} ORDER BY 1, 2, 3`,
      `SELECT o.id FROM message_search s JOIN omnimessage o ON o.seq = s.rowid WHERE message_search MATCH 'order OR kadri OR "372"*' AND o.id IN ${ids} ORDER BY 1`,
    ];
    for (const sql of questions) expect(rowsOf(lived, sql)).toEqual(rowsOf(file, sql));
    expect(databaseFaults(lived, join(temporaryFolder(), 'copy.db'))).toEqual([]);
  });

  it('is added to the existing history', () => {
    const { folder, file } = seeded({ messages: 100, seed: 1 });
    const before = rowsOf(file, 'SELECT id FROM omnimessage ORDER BY seq');
    seedFolder({ folder, now, messages: 50, seed: 2 });
    expect(rowsOf(file, 'SELECT id FROM omnimessage ORDER BY seq LIMIT 100')).toEqual(before);
    expect(rowsOf(file, 'SELECT count(*) AS n FROM omnimessage')).toEqual([{ n: 150 }]);
    expect(databaseFaults(file, join(folder, 'copy.db'))).toEqual([]);
  });
});
