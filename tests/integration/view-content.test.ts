/** Tests how saved views are stored: one JSON text, to which a version can add fields without a migration. */

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrate } from '../../electron/engine/db/migrate.ts';
import { viewContent } from '../../electron/engine/db/migrations/0009-view-content.ts';
import { migrations } from '../../electron/engine/db/migrations/all.ts';
import { viewOf } from '../../electron/engine/features/messages/sql/list-views.ts';
import { viewContentSchema } from '../../shared/contract/messages.ts';
import { must, openConsole } from '../helpers/console-fixture.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

it('a database of the previous version keeps its saved views and their filters', () => {
  const file = join(temporaryFolder(), 'omnideck.db');
  const before = migrate(
    file,
    migrations.filter(({ version }) => version < viewContent.version),
  );
  const add = before.prepare('INSERT INTO saved_view VALUES (?, ?, ?, ?, 0)');
  add.run('one', 'Failed', '{"states":["failed"],"costAtLeast":"0.10","withinDays":7}', 1);
  add.run('two', 'Damaged', '{"states":', 2);
  before.close();
  migrate(file, migrations).close();
  const db = new Database(file, { readonly: true });
  const rows = db
    .prepare<[], Parameters<typeof viewOf>[0]>('SELECT * FROM saved_view ORDER BY position')
    .all();
  db.close();
  expect(rows.map(viewOf)).toEqual([
    {
      id: 'one',
      name: 'Failed',
      filter: { states: ['failed'], costAtLeast: '0.10', withinDays: 7 },
      position: 1,
    },
    { id: 'two', name: 'Damaged', filter: null, position: 2 },
  ]);
});

it('every field of a saved view except its filter has a default, for views saved before it existed', () => {
  expect(viewContentSchema.safeParse({ filter: {} }).success).toBe(true);
});

it('a field that a newer version stored in a view stays when the view is changed', async () => {
  const { client, folder } = await openConsole();
  const { id } = must(await client.messages.views.save({ name: 'Latvia', filter: { countries: ['LV'] } }));
  const file = join(folder, 'omnideck.db');
  const db = new Database(file);
  db.prepare('UPDATE saved_view SET content = ?').run('{"filter":{"countries":["LV"]},"colour":"red"}');
  db.close();
  expect(await client.messages.views.list()).toMatchObject([
    { name: 'Latvia', filter: { countries: ['LV'] } },
  ]);
  must(await client.messages.views.save({ id, name: 'Lithuania', filter: { countries: ['LT'] } }));
  const [row] = rowsOf(file, 'SELECT content FROM saved_view');
  expect(JSON.parse(String(row?.content))).toEqual({ filter: { countries: ['LT'] }, colour: 'red' });
});

it('the audit log names the changed fields of a view, without their values', async () => {
  const { client } = await openConsole();
  const { id } = must(await client.messages.views.save({ name: 'Calls', filter: { search: 'secret' } }));
  must(await client.messages.views.save({ id, name: 'Calls', filter: { search: 'other' } }));
  must(await client.messages.views.save({ id, name: 'Calls', filter: { search: 'other' } }));
  const { entries } = await client.journal.list({ limit: 10 });
  expect(entries.toReversed().map(({ what, before, after }) => [what, before, after])).toEqual([
    ['view-added', null, { name: 'Calls' }],
    ['view-changed', { name: 'Calls' }, { name: 'Calls', filter: 'changed' }],
  ]);
});
