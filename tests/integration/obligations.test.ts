/** Every table and column of the real database is declared by a feature, and every declaration is of something real. */

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrations } from '../../electron/engine/db/migrations/all.ts';
import { composeDefaults } from '../../electron/engine/features/settings/settings.ts';
import { allObligations, obligations } from '../../electron/engine/obligations-registry.ts';
import { settingsSchema } from '../../shared/contract/settings.ts';
import { must, openConsole } from '../helpers/console-fixture.ts';
import { rowsOf } from '../helpers/database-faults.ts';

type Declared = {
  readonly personal?: Readonly<Record<string, unknown>>;
  readonly plain?: readonly string[];
};

function newestSchema(more = ''): Database.Database {
  const db = new Database(':memory:');
  for (const { sql } of migrations) db.exec(sql);
  db.exec(more);
  return db;
}

/** Columns of all tables, also virtual and shadow ones, that can hold text or bytes. */
function columnsOf(db: Database.Database): string[] {
  return db
    .prepare<[], { name: string }>(
      `SELECT t.name || '.' || c.name AS name FROM pragma_table_list t JOIN pragma_table_xinfo(t.name) c
       WHERE t.schema = 'main' AND t.type <> 'view' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
         AND c.type NOT IN ('INTEGER', 'REAL')`,
    )
    .all()
    .map(({ name }) => name);
}

function tablesOf(db: Database.Database): string[] {
  return db
    .prepare<[], { name: string }>(
      `SELECT name FROM pragma_table_list
       WHERE schema = 'main' AND type <> 'view' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    .all()
    .map(({ name }) => name);
}

/** What the schema has and nobody declares, what is declared and is not there, and what is declared twice. */
function differences(db: Database.Database): Record<'undeclared' | 'unknown' | 'twice', string[]> {
  const tables = allObligations.flatMap((one) => Object.entries<Declared>(one.tables));
  const declared = [
    ...tables.map(([table]) => table),
    ...tables.flatMap(([table, { personal = {}, plain = [] }]) =>
      [...Object.keys(personal), ...plain].map((column) => `${table}.${column}`),
    ),
  ];
  const real = [...tablesOf(db), ...columnsOf(db)];
  return {
    undeclared: real.filter((name) => !declared.includes(name)),
    unknown: declared.filter((name) => !real.includes(name)),
    twice: declared.filter((name, index) => declared.indexOf(name) !== index),
  };
}

it('each table and each column that can hold text is declared by exactly one feature', () => {
  expect(differences(newestSchema())).toEqual({ undeclared: [], unknown: [], twice: [] });
});

it('a table, a column or a search index that nobody declares is found', () => {
  const planted = newestSchema(`
    CREATE TABLE contact (number TEXT, visits INTEGER) STRICT;
    ALTER TABLE draft ADD COLUMN signature TEXT;
    ALTER TABLE draft ADD COLUMN opened_at INTEGER;
    CREATE VIRTUAL TABLE note_search USING fts5 (note)`);
  const { undeclared } = differences(planted);
  expect(undeclared).toEqual(
    expect.arrayContaining([
      ...['contact', 'contact.number', 'draft.signature', 'note_search', 'note_search.note'],
      ...['note_search_content', 'note_search_content.c0', 'note_search_data.block'],
    ]),
  );
  expect(undeclared).not.toContain('draft.opened_at');
});

it('each value that a console keeps by name is declared by exactly one feature', async () => {
  const { client, folder, stop } = await openConsole({ callbackPort: 0 });
  must(await client.accounts.sandbox());
  must(await client.settings.set({ theme: 'dark' }));
  must(await client.privacy.erase({ number: '+37255500001' }));
  await client.outbox.pause();
  must(
    await client.accounts.add({
      name: 'Shop',
      username: 'demo',
      password: 'demo',
      baseUrl: 'http://127.0.0.1:9/v1',
      unchecked: true,
    }),
  );
  await stop();
  const kept = rowsOf(join(folder, 'omnideck.db'), 'SELECT key FROM setting').map(({ key }) => String(key));
  const declared = allObligations.flatMap(({ settings = {} }) => Object.keys(settings));
  expect(kept.length).toBeGreaterThan(4);
  expect(kept.filter((key) => !declared.includes(key))).toEqual([]);
  expect(declared.filter((key, index) => declared.indexOf(key) !== index)).toEqual([]);
});

it('each setting is declared by exactly one feature, with a default within its limits', () => {
  const declared = allObligations.flatMap(({ choices = {} }) => Object.keys(choices));
  expect(declared.toSorted()).toEqual(Object.keys(settingsSchema.shape).toSorted());
  expect(() => composeDefaults(allObligations)).not.toThrow();
});

it('a setting that nobody declares, and a default outside its limits, are found', () => {
  const { messages, ...others } = obligations;
  expect(() => composeDefaults(Object.values(others))).toThrow('reconcileBudget');
  const planted = { ...messages, choices: { reconcileBudget: { default: -1 } } };
  expect(() => composeDefaults([...Object.values(others), planted])).toThrow('reconcileBudget');
});

it('a feature whose columns an erasure searches has an erasure, and names the numbers in them', () => {
  for (const [feature, one] of Object.entries(obligations)) {
    const { tables, erase, named, eraseWithMessage } = one as (typeof allObligations)[number];
    const removals = Object.values(tables).flatMap(({ personal = {} }) => Object.values(personal));
    const missing = [
      ...(removals.includes('searched') && (erase === undefined || named === undefined) ? ['erase'] : []),
      ...(removals.includes('with-message') && eraseWithMessage === undefined ? ['eraseWithMessage'] : []),
    ];
    expect({ feature, missing }).toEqual({ feature, missing: [] });
  }
});

it('an erasure reaches templates, and the number does not come back', async () => {
  const { client } = await openConsole();
  must(
    await client.compose.templates.save({
      name: 'For +372 5550 0001',
      chain: { steps: [{ channel: 'sms', text: 'Call 5550 0001 or +37255500001' }] },
    }),
  );
  must(await client.privacy.erase({ number: '+37255500001' }));
  const [template] = await client.compose.templates.list();
  expect(template?.name).toBe('For');
  expect(JSON.stringify(template)).not.toMatch(/5550 ?0001/u);
});
