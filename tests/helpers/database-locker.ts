/**
 * Another program that has a database open and locked. It is a separate process, because SQLite's locks are
 * per process.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

const program = `
  const { DatabaseSync } = require('node:sqlite');
  const db = new DatabaseSync(process.argv[1]);
  db.exec('BEGIN IMMEDIATE');
  process.stdout.write('locked');
  process.stdin.resume().on('end', () => { db.exec('ROLLBACK'); db.close(); });
`;

/** Locks a database against writing. @returns a function that unlocks it and ends the other program */
export async function lockDatabase(file: string): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, ['--no-warnings', '-e', program, file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await Promise.race([
    once(child.stdout, 'data'),
    ended.then(() => Promise.reject(new Error('the database could not be locked'))),
  ]);
  let unlocked: Promise<void> | null = null;
  const unlock = (): Promise<void> => {
    unlocked ??= (async () => {
      child.stdin.end();
      await ended;
    })();
    return unlocked;
  };
  onTestFinished(unlock);
  return unlock;
}
