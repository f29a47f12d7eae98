import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../electron/engine/db/migrate.ts';
import { start } from '../../electron/engine/db/migrations/0001-start.ts';
import { migrations } from '../../electron/engine/db/migrations/all.ts';
import { createQueryContext } from '../../electron/engine/db/query-context.ts';
import { databaseName } from '../../electron/engine/db/store.ts';
import { facets } from '../../electron/engine/features/messages/sql/facets.ts';
import { listMessages } from '../../electron/engine/features/messages/sql/list-messages.ts';
import { databaseFaults, rowsOf } from '../helpers/database-faults.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

/** Creates a database of the first version, with some of everything that the second version counts. */
function oldDatabase(): string {
  const file = join(temporaryFolder(), databaseName);
  const db = migrate(file, [start]);
  db.exec(`
    INSERT INTO account (id, name, kind, colour, username, base_url, plain_url, text_store, created_at)
      VALUES ('a', 'A', 'messente', 'blue', 'u', 'b', 'p', 'nostore', 1), ('b', 'B', 'messente', 'blue', 'u', 'b', 'p', 'nostore', 1);
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
    INSERT INTO omnimessage (id, account_id, batch_id, request_key, recipient, country, draft, preview, state, created_at, cost, delivered_twice, next_poll_at)
      SELECT printf('%016d', i), iif(i % 3 = 0, 'b', 'a'), 'batch', 'request' || i, printf('+3725%07d', i),
        CASE WHEN i % 10 = 0 THEN NULL WHEN i % 4 = 0 THEN 'LV' ELSE 'EE' END, '{"steps":[]}', 'x',
        iif(i % 7 = 0, 'failed', 'delivered'), i * 3600000, iif(i % 7 = 0, NULL, '0.0' || (1 + i % 9)), i % 50 = 0, NULL FROM n;
    INSERT INTO step (omnimessage_seq, position, channel, sender, sender_used, text)
      SELECT seq, 0, iif(seq % 20 = 0 AND seq % 3, 'telegram', 'viber'), iif(seq % 2, 'One', NULL), iif(seq % 5, 'One', 'Two'), 'Tere ' || seq FROM omnimessage;
    INSERT INTO step (omnimessage_seq, position, channel, sender, text)
      SELECT seq, 1, 'sms', 'ONE', 'Tere ' || seq FROM omnimessage WHERE seq % 3;
    INSERT INTO tag (name) VALUES ('used'), ('unused');
    INSERT INTO omnimessage_tag SELECT seq, 1 FROM omnimessage WHERE seq % 25 = 0;
    INSERT INTO message_search (rowid, recipient, body, sender, tags) SELECT seq, recipient, body, sender, tags FROM message_text;
  `);
  db.close();
  return file;
}

describe('a database of the first version', () => {
  it('is migrated completely: everything is counted, nothing is changed, and a copy is kept', () => {
    const file = oldDatabase();
    const tables = ['omnimessage', 'step', 'omnimessage_tag', 'state_count'];
    const columns = (table: string): string =>
      rowsOf(file, `SELECT name FROM pragma_table_info('${table}')`)
        .map(({ name }) => String(name))
        .join(', ');
    const before = tables.map((table) => {
      const its = columns(table);
      return { sql: `SELECT ${its} FROM ${table}`, rows: rowsOf(file, `SELECT ${its} FROM ${table}`) };
    });
    const db = migrate(file, migrations);
    const context = createQueryContext(db);
    const counts = facets(context, {});
    const page = listMessages(context, { filter: { sort: 'cost-high' }, after: null, limit: 500 });
    db.close();
    for (const { sql, rows } of before) expect(rowsOf(file, sql)).toEqual(rows);
    expect(databaseFaults(file, join(temporaryFolder(), 'copy.db'))).toEqual([]);
    expect(existsSync(`${file}.before-2`)).toBe(true);
    expect(counts.countries).toEqual([
      { country: 'EE', messages: 350 },
      { country: 'LV', messages: 100 },
    ]);
    expect(counts.tags).toEqual([{ name: 'used', messages: 20 }]);
    expect(page.rows).toHaveLength(500);
    expect(page.rows[0]?.cost).toBe('0.09');
    expect(page.rows.at(-1)?.cost).toBeNull();
  });

  it('keeps Telegram for an account that has used it', () => {
    const file = oldDatabase();
    migrate(file, migrations).close();
    expect(rowsOf(file, 'SELECT id, telegram FROM account ORDER BY id')).toEqual([
      { id: 'a', telegram: 1 },
      { id: 'b', telegram: 0 },
    ]);
  });
});
