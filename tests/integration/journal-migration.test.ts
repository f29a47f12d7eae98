import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrate } from '../../electron/engine/db/migrate.ts';
import { journal } from '../../electron/engine/db/migrations/0008-journal.ts';
import { migrations } from '../../electron/engine/db/migrations/all.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

it('a database of the previous version keeps its rows, and begins with an empty journal', () => {
  const file = join(temporaryFolder(), 'omnideck.db');
  const before = migrate(
    file,
    migrations.filter(({ version }) => version < journal.version),
  );
  before.exec(`INSERT INTO setting VALUES ('settings', '{"theme":"dark"}')`);
  before.exec(`INSERT INTO do_not_send VALUES ('+37255500001', 'asked', 'person', 1000)`);
  before.close();
  migrate(file, migrations).close();
  expect(rowsOf(file, 'SELECT key, value FROM setting')).toEqual([
    { key: 'settings', value: '{"theme":"dark"}' },
  ]);
  expect(rowsOf(file, 'SELECT number FROM do_not_send')).toEqual([{ number: '+37255500001' }]);
  expect(rowsOf(file, 'SELECT * FROM journal')).toEqual([]);
  expect(rowsOf(file, 'SELECT * FROM register')).toEqual([]);
});
