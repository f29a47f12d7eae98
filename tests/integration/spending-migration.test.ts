import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrate } from '../../electron/engine/db/migrate.ts';
import { spending } from '../../electron/engine/db/migrations/0018-spending.ts';
import { migrations } from '../../electron/engine/db/migrations/all.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

it('a database of the previous version keeps its messages, and nothing is booked for them', () => {
  const file = join(temporaryFolder(), 'omnideck.db');
  const before = migrate(
    file,
    migrations.filter(({ version }) => version < spending.version),
  );
  before.exec(`INSERT INTO account (id, name, kind, colour, username, base_url, plain_url, text_store, created_at)
    VALUES ('a', 'Shop', 'messente', 'blue', 'demo', 'https://api.messente.com/v1', 'https://api2.messente.com', 'nostore', 1)`);
  before.exec(`INSERT INTO omnimessage (id, account_id, batch_id, request_key, recipient, draft, preview, state, created_at, cost)
    VALUES ('m', 'a', 'b', 'r', '+37255500001', '{"steps":[]}', '', 'delivered', 1, '0.05')`);
  before.close();
  migrate(file, migrations).close();
  expect(rowsOf(file, 'SELECT id, cost, booked_on, reserved, booked, held_by FROM omnimessage')).toEqual([
    { id: 'm', cost: '0.05', booked_on: null, reserved: null, booked: null, held_by: null },
  ]);
  expect(rowsOf(file, 'SELECT * FROM spent_day')).toEqual([]);
});
