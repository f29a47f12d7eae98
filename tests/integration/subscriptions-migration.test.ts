import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrate } from '../../electron/engine/db/migrate.ts';
import { subscriptions } from '../../electron/engine/db/migrations/0019-subscriptions.ts';
import { migrations } from '../../electron/engine/db/migrations/all.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

it('a database of the previous version keeps its do-not-send list, and has no subscriptions', () => {
  const file = join(temporaryFolder(), 'omnideck.db');
  const before = migrate(
    file,
    migrations.filter(({ version }) => version < subscriptions.version),
  );
  before.exec(`INSERT INTO do_not_send VALUES ('+37255500001', 'asked', 'person', 1000)`);
  before.close();
  migrate(file, migrations).close();
  expect(rowsOf(file, 'SELECT number, reason, source, added_at FROM do_not_send')).toEqual([
    { number: '+37255500001', reason: 'asked', source: 'person', added_at: 1000 },
  ]);
  expect(
    rowsOf(
      file,
      'SELECT (SELECT count(*) FROM subscription) + (SELECT count(*) FROM subscription_address) + (SELECT count(*) FROM subscription_seen) AS n',
    ),
  ).toEqual([{ n: 0 }]);
});
