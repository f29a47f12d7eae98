/** Tests commands on a folder in which a crash interrupted an erasure. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openConsole } from '../helpers/console-fixture.ts';
import { jsonLines, omnideck } from '../helpers/omnideck-process.ts';

async function folderWith(stored: string): Promise<string> {
  const { folder, stop } = await openConsole();
  await stop();
  const db = new Database(join(folder, 'omnideck.db'));
  db.prepare(`INSERT INTO setting (key, value) VALUES ('unfinished_erasures', ?)`).run(stored);
  db.close();
  return folder;
}

it.each(['["0123456789abcdef"]', 'not JSON'])(
  'a command that did its work ends as such, and notes the erasure %s',
  async (stored) => {
    const folder = await folderWith(stored);
    const sent = await omnideck([
      'send',
      '--sandbox',
      '--to',
      '+37255500010',
      '--sms',
      'Hi',
      '--data',
      folder,
      '--json',
    ]);
    expect(sent.stderr).toContain('An erasure was interrupted');
    expect(sent.code).toBe(0);
    expect(jsonLines(sent.stdout)).toMatchObject([{ to: '+37255500010' }]);
  },
);
