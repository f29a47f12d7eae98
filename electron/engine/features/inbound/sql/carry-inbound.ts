import { inPages } from '../../../db/in-pages.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { goneKey } from './store-inbound.ts';

type Row = Record<string, string | number | Uint8Array | null>;

function insert(context: WriteContext, table: string, row: Row): number {
  const columns = Object.keys(row);
  const { lastInsertRowid } = context.run(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    ...Object.values(row),
  );
  return Number(lastInsertRowid);
}

/**
 * Carries the numbers and the messages of today's database over to a restored one. The key store of this folder has
 * the secrets of today's numbers only. Each message was answered 200, so nobody sends it again.
 * @param context the restored database
 * @param own the columns that belong to this folder
 */
export function carryInbound(context: WriteContext, today: WriteContext, own: readonly string[]): void {
  context.run('UPDATE inbound_number SET secret_set = 0');
  const known = new Set(context.all<{ id: string }>('SELECT id FROM inbound_number').map(({ id }) => id));
  for (const number of today.all<Row & { id: string; account_id: string; number: string; token: string }>(
    'SELECT * FROM inbound_number',
  )) {
    // Two numbers must not have one address, and two in use must not be one: today's stays.
    context.run(
      `UPDATE inbound_number SET token = 'replaced ' || id WHERE token = ? AND id <> ?`,
      number.token,
      number.id,
    );
    if (number.removed_at === null)
      context.run(
        `UPDATE inbound_number SET removed_at = created_at WHERE account_id = ? AND number = ? AND id <> ? AND removed_at IS NULL`,
        number.account_id,
        number.number,
        number.id,
      );
    if (known.has(number.id))
      context.run(
        `UPDATE inbound_number SET ${own.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
        ...own.map((column) => number[column] ?? null),
        number.id,
      );
    // A damaged database may have lost the number's account.
    else if (context.get('SELECT 1 FROM account WHERE id = ?', number.account_id) !== undefined)
      insert(context, 'inbound_number', number);
  }
  carryMessages(context, today);
}

function carryMessages(context: WriteContext, today: WriteContext): void {
  type Message = Row & { readonly id: number; readonly inbound_id: string; readonly identity: string };
  for (const page of inPages<Message>(
    today,
    'SELECT * FROM inbound_message WHERE id > ? ORDER BY id LIMIT 200',
  )) {
    for (const { id, ...message } of page) {
      // A damaged database may have lost a message's number.
      const skipped = context.get(
        `SELECT 1 WHERE EXISTS (SELECT 1 FROM inbound_message WHERE inbound_id = ?1 AND identity = ?2)
           OR EXISTS (SELECT 1 FROM erased_message WHERE id = ?3)
           OR NOT EXISTS (SELECT 1 FROM inbound_number WHERE id = ?1)`,
        message.inbound_id,
        message.identity,
        goneKey(message.inbound_id, message.identity),
      );
      if (skipped !== undefined) {
        // What was decided since the backup stays decided.
        if (message.decided_at !== null)
          context.run(
            `UPDATE inbound_message SET decision = ?, decided_at = ? WHERE inbound_id = ? AND identity = ? AND decided_at IS NULL`,
            ...[message.decision ?? null, message.decided_at ?? null, message.inbound_id, message.identity],
          );
        continue;
      }
      const messageId = insert(context, 'inbound_message', message);
      for (const { id: _, ...callback } of today.all<Row & { id: number }>(
        'SELECT * FROM callback WHERE inbound_message_id = ? ORDER BY id',
        id,
      ))
        insert(context, 'callback', { ...callback, inbound_message_id: messageId });
    }
  }
  // A carried message has a new id. A program that follows the messages waits for one after today's newest.
  const newest = today.get<{ seq: number }>(`SELECT seq FROM sqlite_sequence WHERE name = 'inbound_message'`);
  if (newest === undefined) return;
  const { changes } = context.run(
    `UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'inbound_message'`,
    newest.seq,
  );
  if (changes === 0)
    context.run(`INSERT INTO sqlite_sequence (name, seq) VALUES ('inbound_message', ?)`, newest.seq);
}
