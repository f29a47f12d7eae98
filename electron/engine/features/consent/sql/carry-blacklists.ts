import type { WriteContext } from '../../../db/write-context.ts';

const tables = ['blacklist_order', 'blacklist_entry', 'blacklist_reading'] as const;

/**
 * Carries what today's database knows about blacklists over to a restored one. That of the backup is dropped: it is
 * outdated, and a forged one could make Omnideck delete entries that it did not write.
 */
export function carryBlacklists(context: WriteContext, today: WriteContext): void {
  for (const table of tables) {
    context.run(`DELETE FROM ${table}`);
    for (const row of today.all<Record<string, string | number | null>>(`SELECT * FROM ${table}`)) {
      // A damaged database may have lost the account.
      if (context.get('SELECT 1 FROM account WHERE id = ?', row.account_id ?? null) === undefined) continue;
      const columns = Object.keys(row);
      context.run(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
        ...Object.values(row),
      );
    }
  }
}
