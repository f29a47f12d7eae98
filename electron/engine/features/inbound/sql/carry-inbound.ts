import type { WriteContext } from '../../../db/write-context.ts';

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
    else insert(context, 'inbound_number', number);
  }
  for (const { id, ...message } of today.all<Row & { id: number; inbound_id: string; identity: string }>(
    'SELECT * FROM inbound_message ORDER BY id',
  )) {
    const there = context.get(
      'SELECT 1 FROM inbound_message WHERE inbound_id = ? AND identity = ?',
      message.inbound_id,
      message.identity,
    );
    if (there !== undefined) continue;
    const messageId = insert(context, 'inbound_message', message);
    for (const { id: _, ...callback } of today.all<Row & { id: number }>(
      'SELECT * FROM callback WHERE inbound_message_id = ? ORDER BY id',
      id,
    ))
      insert(context, 'callback', { ...callback, inbound_message_id: messageId });
  }
}
