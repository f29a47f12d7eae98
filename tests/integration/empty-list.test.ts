import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrate } from '../../electron/engine/db/migrate.ts';
import { migrations } from '../../electron/engine/db/migrations/all.ts';
import { createContext, emptyChanges } from '../../electron/engine/db/write-context.ts';
import { within } from '../../electron/engine/features/messages/sql/list-messages.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

it('a list without messages has nothing to examine, whatever its filter', () => {
  const db = migrate(join(temporaryFolder(), 'omnideck.db'), migrations);
  const whole = { first: Number.MIN_SAFE_INTEGER, last: Number.MAX_SAFE_INTEGER };
  const empty = within(createContext(db, emptyChanges()), whole);
  expect(empty.last).toBeLessThan(empty.first);
  db.close();
});
