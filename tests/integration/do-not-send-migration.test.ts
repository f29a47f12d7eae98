import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrate } from '../../electron/engine/db/migrate.ts';
import { doNotSendRemovals } from '../../electron/engine/db/migrations/0006-do-not-send-removals.ts';
import { migrations } from '../../electron/engine/db/migrations/all.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

it('a database of the previous version keeps its do-not-send list, without any removals', () => {
  const file = join(temporaryFolder(), 'omnideck.db');
  const before = migrate(
    file,
    migrations.filter(({ version }) => version < doNotSendRemovals.version),
  );
  before.exec(`INSERT INTO do_not_send VALUES ('+37255500001', 'asked', 'person', 1000)`);
  before.close();
  migrate(file, migrations).close();
  expect(rowsOf(file, 'SELECT number, added_at FROM do_not_send')).toEqual([
    { number: '+37255500001', added_at: 1000 },
  ]);
  expect(rowsOf(file, 'SELECT * FROM do_not_send_removal')).toEqual([]);
});
