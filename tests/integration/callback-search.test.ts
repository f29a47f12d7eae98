/**
 * Tests the search of callbacks: it finds callbacks by their content, with limited work however many there
 * are.
 */
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { callbacksSearched } from '../../electron/engine/features/reports/sql/callback-search.ts';
import type { Store } from '../../electron/engine/store.ts';
import {
  addTestAccount,
  callbackOf,
  createMessage,
  localId,
  openTestStore,
  type TestStore,
} from '../helpers/store-fixture.ts';

type More = { before?: number; verdict?: string; messageId?: string; limit?: number };

function search(store: Store, text: string, more: More = {}) {
  return store.read('searchCallbacks', {
    search: text,
    before: more.before ?? null,
    limit: more.limit ?? 100,
    verdict: more.verdict ?? null,
    messageId: more.messageId ?? null,
  });
}

async function statusesOf(store: Store, text: string, more: More = {}) {
  return (await search(store, text, more)).rows.map(({ status }) => status);
}

/** Stores two messages with three callbacks, and a forged callback. */
async function some(): Promise<TestStore> {
  const open = await openTestStore();
  const { store } = open;
  await addTestAccount(store, 'a');
  await createMessage(store, 1, { to: '+37255501411' });
  await createMessage(store, 2, { to: '+37255508800' });
  const report = { channel: 'viber', err: 0, omnimessage_id: 'om-100%_sure', message_id: 'me-1' };
  const received = [
    callbackOf({ ...report, to: '+37255501411', status: 'ACK' }, { localId: localId(1) }),
    callbackOf({ ...report, to: '+37255501411', status: 'DELIVRD' }, { localId: localId(1) }),
    callbackOf(
      {
        channel: 'sms',
        to: '+37255508800',
        status: 'FAILED',
        error: 'Absent Subscriber',
        timestamp: '2030-01-02T03:04:05',
      },
      { localId: localId(2) },
    ),
    callbackOf('{"to":"+37255508800","status":"SEEN"}', { localId: localId(2), verdict: 'forged' }),
  ];
  for (const one of received) await store.write('keepCallback', one);
  return open;
}

/** Stores many callbacks that belong to no message, as other programs with the same API key would cause. */
function fill(file: string, count: number): void {
  const db = new Database(file);
  const insert = db.prepare(
    `INSERT INTO callback (received_at, account_id, method, target, headers, body, verdict, secret, outcome, status)
     VALUES (?, 'a', 'POST', '/dlr/token', '[]', CAST('{"status":"ACK","n":' || ? || '}' AS BLOB), 'verified', 'current', 'unknown-message', 'ACK')`,
  );
  db.transaction(() => {
    for (let index = 0; index < count; index += 1) insert.run(10_000 + index, index);
  })();
  db.close();
}

describe('a search of callbacks', () => {
  test('finds a callback by its number in any notation, and by part of the number', async () => {
    const { store } = await some();
    const ways = [
      '+37255501411',
      '37255501411',
      '+372 5550 1411',
      '(+372) 5550-14',
      '5550-1411',
      '1411',
      'tel:5550–1411',
      '５５５０１４１１',
    ];
    for (const text of ways) {
      expect(await statusesOf(store, text)).toEqual(['DELIVRD', 'ACK']);
    }
  });

  test('finds a callback by our id, Messente’s ids, status, channel and words, and by all of them together', async () => {
    const { store } = await some();
    expect(await statusesOf(store, localId(1))).toEqual(['DELIVRD', 'ACK']);
    expect(await statusesOf(store, 'om-100%_sure')).toEqual(['DELIVRD', 'ACK']);
    expect(await statusesOf(store, 'me-1 delivrd')).toEqual(['DELIVRD']);
    expect(await statusesOf(store, 'sms subscriber ABSENT')).toEqual(['FAILED']);
    expect(await statusesOf(store, 'viber subscriber')).toEqual([]);
    expect(await statusesOf(store, '2030-01-02')).toEqual(['FAILED']);
  });

  test('treats wildcard characters as plain text', async () => {
    const { store } = await some();
    expect(await statusesOf(store, '100%_s')).toEqual(['DELIVRD', 'ACK']);
    expect(await statusesOf(store, '1__%')).toEqual([]);
    expect(await statusesOf(store, '\\')).toEqual([]);
    expect(await statusesOf(store, "' OR 1=1 --")).toEqual([]);
  });

  test('finds nothing for a text with a NUL character', async () => {
    const { store } = await some();
    for (const text of ['\u0000', 'SEEN\u0000zzz', '\u0000zzz'])
      expect(await statusesOf(store, text)).toEqual([]);
  });

  test('finds a callback with a wrong signature, and can be limited to a verdict and a message', async () => {
    const { store } = await some();
    const forged = await search(store, '55508800', { verdict: 'forged' });
    expect(forged.rows.map(({ verdict }) => verdict)).toEqual(['forged']);
    expect(await statusesOf(store, '55508800', { verdict: 'verified' })).toEqual(['FAILED']);
    expect(await statusesOf(store, 'ack', { messageId: localId(1) })).toEqual(['ACK']);
    expect(await statusesOf(store, 'ack', { messageId: localId(2) })).toEqual([]);
  });

  test('returns page after page, each callback once', async () => {
    const { store, file } = await some();
    fill(file, 250);
    const found: number[] = [];
    let before: number | null = null;
    do {
      const page = await search(store, 'ack', { limit: 100, ...(before === null ? {} : { before }) });
      found.push(...page.rows.map(({ id }) => id));
      before = page.next;
    } while (before !== null);
    expect(found).toHaveLength(251);
    expect(found).toEqual([...new Set(found)].toSorted((one, other) => other - one));
  });

  test('examines a limited number of callbacks per call, reports this, and continues from there', async () => {
    const { store, file } = await some();
    fill(file, callbacksSearched + 500);
    const first = await search(store, 'subscriber');
    expect(first.rows).toEqual([]);
    expect(first.searched).toMatchObject({ callbacks: callbacksSearched });
    expect(first.next).not.toBeNull();
    const second = await search(store, 'subscriber', { before: first.next ?? 0 });
    expect(second.rows.map(({ status }) => status)).toEqual(['FAILED']);
    expect(second).toMatchObject({ next: null, searched: null });
  });

  test('finds a whole number and a whole id, however old they are', async () => {
    const { store, file } = await some();
    fill(file, callbacksSearched + 500);
    for (const text of ['+372 5550 1411', localId(1), 'om-100%_sure']) {
      const page = await search(store, text);
      expect(page.rows.map(({ status }) => status)).toEqual(['DELIVRD', 'ACK']);
      // A callback that has the number only in its body may still be further back.
      expect(page.searched).not.toBeNull();
    }
  });
});
