import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { databaseName } from '../../electron/engine/db/store.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { type Folder, makeFolder, seedFolder } from '../helpers/e2e-console.ts';

/**
 * Returns a data folder with the number of messages that the arguments request: `--messages N` (or only N) in
 * a temporary folder; `--data DIR` uses the content of DIR, or fills and keeps DIR if it is empty.
 */
export async function historyFolder(
  words: readonly string[],
  many: number,
): Promise<{ readonly folder: Folder; readonly messages: number }> {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: { messages: { type: 'string' }, data: { type: 'string' } },
    allowPositionals: true,
  });
  const wanted = Number(values.messages ?? positionals[0] ?? many);
  if (!Number.isInteger(wanted) || wanted < 1) throw new Error('--messages: a whole number above 0');
  if (values.data === undefined) {
    console.log(`Filling a folder with ${wanted} messages first.`);
    return { folder: await makeFolder({ messages: wanted }), messages: wanted };
  }
  const path = resolve(values.data);
  const file = join(path, databaseName);
  if (!existsSync(file)) {
    console.log(`Filling ${path} with ${wanted} messages first; it is kept.`);
    await mkdir(path, { recursive: true, mode: 0o700 });
    await seedFolder(path, wanted);
  }
  const [row] = rowsOf(file, 'SELECT coalesce(sum(messages), 0) AS messages FROM state_count');
  return { folder: { path, remove: async () => undefined }, messages: Number(row?.messages) };
}
