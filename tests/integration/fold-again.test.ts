import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../electron/engine/db/migrate.ts';
import { migrations } from '../../electron/engine/db/migrations/all.ts';
import { databaseName } from '../../electron/engine/db/store.ts';
import {
  consoleWithSandbox,
  messageOf,
  openConsole,
  postReport,
  reportUrl,
  sendOne,
} from '../helpers/console-fixture.ts';
import { databaseFaults, rowsOf } from '../helpers/database-faults.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { openTestStore, temporaryFolder } from '../helpers/store-fixture.ts';

const report = (channel: string, status: string, second: number) => ({
  status,
  err: 0,
  channel,
  to: '+37255500000',
  timestamp: `2026-01-01T00:00:0${second}.000000`,
});

/**
 * Puts a message into the state that the previous version would have stored: its failed step is in progress
 * again.
 */
function asBefore(file: string, id: string): void {
  const db = new Database(file);
  db.exec(`
    UPDATE omnimessage SET state = 'pending', settled_at = NULL, next_poll_at = NULL WHERE id = '${id}';
    UPDATE step SET state = 'pending', status = 'ACK', at = at + 1000 WHERE channel = 'sms'
      AND omnimessage_seq = (SELECT seq FROM omnimessage WHERE id = '${id}');
    DELETE FROM setting WHERE key = 'folded';
  `);
  db.close();
}

describe('a message that failed', () => {
  it('stays failed when a later report says that it is in progress, also if an older version stored it as pending', async () => {
    const { client, accountId, folder, stop } = await consoleWithSandbox();
    await client.outbox.pause();
    const [failed, delivered] = [
      await sendOne(client, '+37255500000'),
      await sendOne(client, '+37255500100'),
    ];
    const path = await reportUrl(client, accountId);
    for (const id of [failed, delivered]) {
      expect(await postReport(`${path}/${id}`, report('viber', 'EXPIRED', 1))).toBe(200);
      expect(await postReport(`${path}/${id}`, report('sms', 'FAILED', 2))).toBe(200);
      expect(await postReport(`${path}/${id}`, report('sms', 'ACK', 3))).toBe(200);
    }
    expect(await postReport(`${path}/${delivered}`, report('sms', 'DELIVRD', 1))).toBe(200);
    const message = await messageOf(client, failed);
    expect(message).toMatchObject({ state: 'failed', settledAt: expect.any(Number) });
    expect(message.steps[1]).toMatchObject({
      state: 'failed',
      status: 'FAILED',
      contradiction: { status: 'ACK' },
    });
    expect(await messageOf(client, delivered)).toMatchObject({ state: 'delivered' });
    await stop();

    const file = join(folder, databaseName);
    asBefore(file, failed);
    expect(rowsOf(file, `SELECT state, messages FROM state_count WHERE state = 'pending'`)).toEqual([
      { state: 'pending', messages: 1 },
    ]);
    const again = await openConsole({ folder });
    await eventually(async () => (await messageOf(again.client, failed)).state).toBe('failed');
    expect(await messageOf(again.client, failed)).toMatchObject({ settledAt: expect.any(Number) });
    expect((await again.client.messages.counts({})).byState).toMatchObject({ failed: 1, delivered: 1 });
    await again.stop();
    expect(databaseFaults(file, join(temporaryFolder(), 'copy.db'))).toEqual([]);
  });
});

/**
 * Creates a database of this many messages as the previous version left it: one in five failed and is in
 * progress again.
 */
function oldDatabase(folder: string, messages: number): string {
  const file = join(folder, databaseName);
  const db = migrate(file, migrations);
  db.exec(`
    INSERT INTO account (id, name, kind, colour, username, base_url, plain_url, text_store, created_at)
      VALUES ('a', 'A', 'messente', 'blue', 'u', 'https://a.example', 'https://a.example', 'nostore', 1);
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${messages})
    -- Half of them below zero, as imported ones are.
    INSERT INTO omnimessage (seq, id, account_id, batch_id, request_key, recipient, draft, preview, state, created_at, accepted_at, origin)
      SELECT i - ${messages / 2}, printf('%016d', i), 'a', 'b', 'r' || i, printf('+3725%07d', i), '{"steps":[]}', 'x',
        CASE i % 5 WHEN 1 THEN 'delivered' ELSE 'pending' END, i, i, iif(i <= ${messages / 2}, 'import', NULL) FROM n;
    INSERT INTO step (omnimessage_seq, position, channel, state, status, at)
      SELECT seq, 0, 'sms', state, CASE state WHEN 'delivered' THEN 'DELIVRD' ELSE 'ACK' END, 20 FROM omnimessage;
    INSERT INTO status_event (omnimessage_seq, channel, status, at, received_at, source)
      SELECT o.seq, 'sms', e.status, e.at, 100 + e.at, 'callback' FROM omnimessage o
        JOIN (SELECT 0 AS kind, 'FAILED' AS status, 10 AS at UNION ALL SELECT 0, 'ACK', 20 UNION ALL SELECT 1, 'DELIVRD', 20
          UNION ALL SELECT 2, 'ACK', 20) e ON e.kind = CAST(substr(o.id, -6) AS INTEGER) % 5;
    INSERT INTO message_search (rowid, recipient, body, sender, tags) SELECT seq, recipient, body, sender, tags FROM message_text;
  `);
  db.close();
  return file;
}

describe('messages that an earlier version stored', () => {
  it('are folded again in batches, each once, even if a kill interrupts this, and counts stay right', async () => {
    const folder = temporaryFolder();
    const messages = 3_000;
    const file = oldDatabase(folder, messages);
    const before = rowsOf(file, `SELECT seq, state FROM omnimessage WHERE seq % 5 <> 0 ORDER BY seq`);
    let folded = 0;
    let calls = 0;
    for (let more = true; more; ) {
      // Each start is like another process: nothing about its progress is in memory.
      const { store } = await openTestStore(folder);
      for (let batch = 0; batch < 3 && more; batch += 1) {
        const done = await store.write('foldAgain', { now: 1_000 });
        expect(done.folded).toBeLessThanOrEqual(100);
        folded += done.folded;
        calls += 1;
        more = done.more;
      }
      await store.close();
    }
    expect(folded).toBe(messages / 5);
    expect(calls).toBeGreaterThanOrEqual(messages / 5 / 100);
    expect(
      rowsOf(file, `SELECT DISTINCT state, settled_at, next_poll_at FROM omnimessage WHERE seq % 5 = 0`),
    ).toEqual([{ state: 'failed', settled_at: 120, next_poll_at: null }]);
    expect(rowsOf(file, `SELECT DISTINCT state, status, at FROM step WHERE omnimessage_seq % 5 = 0`)).toEqual(
      [{ state: 'failed', status: 'FAILED', at: 10 }],
    );
    // Messages that are not affected are unchanged, also imported ones about which less is stored than shown.
    expect(rowsOf(file, `SELECT seq, state FROM omnimessage WHERE seq % 5 <> 0 ORDER BY seq`)).toEqual(
      before,
    );
    expect(databaseFaults(file, join(temporaryFolder(), 'copy.db'))).toEqual([]);
    const { store } = await openTestStore(folder);
    expect(await store.write('foldAgain', { now: 2_000 })).toEqual({ folded: 0, more: false });
  });
});
