/** Tests the statements of erasures, the retention rule and restores for inbound messages on real databases. */
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { engineActor } from '../../electron/engine/acting.ts';
import { openConnection } from '../../electron/engine/db/connection.ts';
import { migrate } from '../../electron/engine/db/migrate.ts';
import { migrations } from '../../electron/engine/db/migrations/all.ts';
import { digestOf } from '../../electron/engine/db/number-digest.ts';
import { createContext, emptyChanges } from '../../electron/engine/db/write-context.ts';
import { carryOver } from '../../electron/engine/features/backups/database/prepare-restore.ts';
import { eraseNumber } from '../../electron/engine/features/privacy/sql/erase.ts';
import { retain } from '../../electron/engine/features/privacy/sql/retain.ts';
import { type KeepCallback, keepCallback } from '../../electron/engine/features/reports/sql/keep-reports.ts';
import { postponeCallback } from '../../electron/engine/features/reports/sql/settle-postponed.ts';
import type { E164 } from '../../shared/messaging/types.ts';
import { must } from '../helpers/console-fixture.ts';
import { inboundBody } from '../helpers/inbound-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const person = '+37255501234' as E164;
const other = '+37255500099';
const key = '0f'.repeat(32);

/** Creates a database with an account and the inbound number `n`. */
function database() {
  const file = join(temporaryFolder(), 'omnideck.db');
  migrate(file, migrations).close();
  const db = openConnection(file, 'write');
  onTestFinished(() => void db.close());
  db.exec(`
    INSERT INTO account (id, name, kind, colour, username, base_url, plain_url, text_store, created_at)
      VALUES ('a', 'A', 'messente', 'blue', 'u', 'b', 'p', 'nostore', 1);
    INSERT INTO inbound_number (id, account_id, number, token, created_at) VALUES ('n', 'a', '1234', 't', 1);
  `);
  const context = createContext(db, emptyChanges());
  const texts = () =>
    context
      .all<{ text: string | null }>('SELECT text FROM inbound_message ORDER BY id')
      .map(({ text }) => text);
  return { file, db, context, texts };
}

function request(body: string, receivedAt = 10): KeepCallback {
  return {
    ...{ receivedAt, accountId: 'a', localId: null, inboundId: 'n', method: 'POST', target: '/inbound/t' },
    ...{ headers: '[]', body: Buffer.from(body), verdict: 'verified', secret: 'current', report: null },
  };
}

/** Carries over what today's database has to a restored one. */
function restore(restored: ReturnType<typeof database>, today: ReturnType<typeof database>): void {
  must(
    carryOver({
      ...{ staged: restored.file, current: today.file, keys: [key], now: 1_000, preparedAt: 0 },
      by: engineActor,
    }),
  );
}

describe('an erasure', () => {
  it('removes refused and waiting messages that have the number in another writing', () => {
    const { context } = database();
    for (const text of ['call Mari 5550 1234', 'call Mari 5550\n1234', 'call Jaan 5550 9999']) {
      const body = inboundBody({ sender: other, text });
      keepCallback(context, { ...request(body), verdict: 'forged', secret: null });
      postponeCallback(context, request(body));
    }
    eraseNumber(context, { number: person, now: 100 });
    for (const table of ['callback', 'postponed_callback']) {
      const left = context.all<{ body: string }>(`SELECT CAST(body AS TEXT) AS body FROM ${table}`);
      expect(left.map(({ body }) => body.includes('Jaan'))).toEqual([true]);
    }
  });
});

describe('the retention rule', () => {
  it('removes old bodies that were not verified, also if it only removes texts', () => {
    const { context } = database();
    for (const at of [10, 500])
      keepCallback(context, { ...request(inboundBody({}), at), verdict: 'forged', secret: null });
    retain(context, { kind: 'strip-texts', before: 100, now: 1_000, limit: 25 });
    expect(context.all('SELECT received_at FROM callback')).toEqual([{ received_at: 500 }]);
  });

  it('finds messages with texts by an index, among many without', () => {
    const { context } = database();
    const plan = context.all<{ detail: string }>(
      `EXPLAIN QUERY PLAN SELECT id FROM inbound_message
       WHERE received_at < ? AND (stripped_at IS NULL OR text IS NOT NULL) ORDER BY received_at LIMIT 1000`,
      100,
    );
    expect(plan.map(({ detail }) => detail).join()).toContain('inbound_message_unstripped');
  });
});

describe('a restore', () => {
  it('does not bring back a message whose erasure the backup records', () => {
    const [restored, today] = [database(), database()];
    const body = inboundBody({ sender: person, text: 'known there' });
    keepCallback(restored.context, request(body));
    eraseNumber(restored.context, { number: person, now: 100, digest: digestOf(person, key) });
    keepCallback(today.context, request(body));
    keepCallback(today.context, request(inboundBody({ sender: '5550 1234', text: 'not known there' })));
    keepCallback(today.context, request(inboundBody({ sender: other, text: 'of another person' })));
    keepCallback(today.context, request(inboundBody({ sender: person, text: 'written since' }), 200));
    restore(restored, today);
    expect(restored.texts()).toEqual(['of another person', 'written since']);
  });

  it('gives the next message an id after the newest one of today', () => {
    const [restored, today] = [database(), database()];
    for (let count = 0; count < 5; count += 1) keepCallback(today.context, request(inboundBody({})));
    today.db.exec('DELETE FROM callback; DELETE FROM inbound_message WHERE id <> 3');
    restore(restored, today);
    expect(keepCallback(restored.context, request(inboundBody({}))).newInbound?.id).toBe(6);
  });

  it('skips messages and numbers of a damaged database whose number or account is lost', () => {
    const [restored, today] = [database(), database()];
    keepCallback(today.context, request(inboundBody({ text: 'whole' })));
    today.db.pragma('foreign_keys = OFF');
    today.db.exec(`
      INSERT INTO inbound_message (inbound_id, identity, received_at) VALUES ('lost', 'x', 1);
      INSERT INTO inbound_number (id, account_id, number, token, created_at) VALUES ('m', 'lost', '5', 'u', 1);
      INSERT INTO inbound_message (inbound_id, identity, received_at) VALUES ('m', 'x', 1);
    `);
    restore(restored, today);
    expect(restored.texts()).toEqual(['whole']);
  });
});
