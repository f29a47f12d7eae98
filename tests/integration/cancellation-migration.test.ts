import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrate } from '../../electron/engine/db/migrate.ts';
import { cancellations } from '../../electron/engine/db/migrations/0004-cancellations.ts';
import { migrations } from '../../electron/engine/db/migrations/all.ts';
import { databaseName } from '../../electron/engine/db/store.ts';
import { createContext, emptyChanges } from '../../electron/engine/db/write-context.ts';
import { addDoNotSend } from '../../electron/engine/features/consent/sql/do-not-send.ts';
import type { E164 } from '../../shared/messaging/types.ts';
import { databaseFaults, rowsOf } from '../helpers/database-faults.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const now = Date.UTC(2026, 10, 29);
const hour = 60 * 60 * 1000;

it('a database of the previous version keeps its messages, and its scheduled messages can be cancelled', () => {
  const file = join(temporaryFolder(), databaseName);
  const before = migrations.filter(({ version }) => version < cancellations.version);
  const old = migrate(file, before);
  old.exec(`
    INSERT INTO account (id, name, kind, colour, username, base_url, plain_url, text_store, created_at)
      VALUES ('a', 'A', 'messente', 'blue', 'u', 'b', 'p', 'nostore', 1);
    INSERT INTO omnimessage (id, account_id, batch_id, request_key, recipient, draft, preview, state, created_at, send_at, omnimessage_id)
      VALUES ('scheduled', 'a', 'b', 'r1', '+37255512300', '{"steps":[]}', 'x', 'scheduled', ${now}, ${now + hour}, 'theirs'),
        ('lost', 'a', 'b', 'r2', '+37255512300', '{"steps":[]}', 'x', 'unknown', ${now}, ${now + hour}, NULL),
        ('long-ago', 'a', 'b', 'r3', '+37255512300', '{"steps":[]}', 'x', 'unknown', ${now - 999 * hour}, NULL, NULL);
    INSERT INTO step (omnimessage_seq, position, channel, wait_seconds) SELECT seq, 0, 'sms', 60 FROM omnimessage;
    INSERT INTO message_search (rowid, recipient, body, sender, tags) SELECT seq, recipient, body, sender, tags FROM message_text;
  `);
  old.close();
  const db = migrate(file, migrations);
  const context = createContext(db, emptyChanges());
  const ordered = addDoNotSend(context, {
    numbers: ['+37255512300' as E164],
    reason: null,
    source: 'person',
    now,
  });
  db.close();
  expect(ordered).toEqual({ withdrawn: 0, ids: ['scheduled', 'lost'] });
  expect(rowsOf(file, 'SELECT id, state FROM omnimessage ORDER BY id')).toEqual([
    { id: 'long-ago', state: 'unknown' },
    { id: 'lost', state: 'unknown' },
    { id: 'scheduled', state: 'scheduled' },
  ]);
  const until = now + hour + 60_000 + 120_000;
  expect(
    rowsOf(file, 'SELECT message_id, omnimessage_id, until_at, next_try_at FROM cancellation ORDER BY 1'),
  ).toEqual([
    { message_id: 'lost', omnimessage_id: null, until_at: until, next_try_at: null },
    { message_id: 'scheduled', omnimessage_id: 'theirs', until_at: until, next_try_at: now },
  ]);
  expect(existsSync(`${file}.before-${cancellations.version}`)).toBe(true);
  expect(databaseFaults(file, join(temporaryFolder(), 'copy.db'))).toEqual([]);
});
