import { readFileSync, writeFileSync } from 'node:fs';
import { type Connection, openConnection } from '../../electron/engine/db/connection.ts';
import { migrate } from '../../electron/engine/db/migrate.ts';
import { migrations } from '../../electron/engine/db/migrations/all.ts';

let template: Uint8Array | null = null;

/**
 * Opens a new, empty database of the newest format, for tests that need thousands: the first one is migrated, the others are
 * copies.
 */
export function openMigrated(file: string): Connection {
  if (template === null) {
    migrate(file, migrations).close();
    template = readFileSync(file);
  }
  writeFileSync(file, template);
  return openFast(file);
}

/** Opens a database whose commits do not wait for the disk: no test ends its process. */
export function openFast(file: string): Connection {
  const db = openConnection(file, 'write');
  db.pragma('synchronous = OFF');
  return db;
}
