/**
 * Commands that only read open the database themselves if no console runs: without the lock of the folder, and without
 * sending, requesting or settling anything.
 */
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { takeFolder } from '../../electron/engine/take-folder.ts';
import { jsonLines, omnideck, startOmnideck } from '../helpers/omnideck-process.ts';
import { addTestAccount, createMessage, openTestStore, temporaryFolder } from '../helpers/store-fixture.ts';

const yesterday = new URL('../fixtures/made-by-9c0db04/', import.meta.url).pathname;

/** Returns a folder with one queued message of an account, which nothing has sent yet. */
async function folderWithMessage(): Promise<{ folder: string; file: string; id: string }> {
  const { store, folder, file } = await openTestStore();
  await addTestAccount(store, 'a', 'Shop');
  await store.write('addDoNotSend', {
    numbers: ['+37255500099' as never],
    reason: null,
    source: 'person',
    now: 1,
  });
  const id = await createMessage(store, 1);
  await store.close();
  return { folder, file, id };
}

/** Locks the folder as a console that is starting: it does not listen yet. */
function lock(folder: string): void {
  const taken = takeFolder(folder);
  if (!taken.ok) throw new Error(taken.problem.code);
  onTestFinished(taken.value.release);
}

function stateIn(file: string): unknown {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare('SELECT state FROM omnimessage').pluck().all();
  } finally {
    db.close();
  }
}

describe('a reading command', () => {
  it('reads beside a console that is starting, and beside other reading commands', async () => {
    const { folder, id } = await folderWithMessage();
    lock(folder);
    const read = (...words: string[]) => omnideck([...words, '--data', folder, '--json']);
    const all = await Promise.all([
      read('list'),
      read('search', 'Viber'),
      read('export', '-'),
      read('export', join(folder, 'all.csv')),
      read('runs'),
      read('do-not-send', 'list'),
      read('account', 'list'),
      read('consent', 'show', '+37255500099'),
      read('caps', 'show'),
    ]);
    expect(all.map(({ code }) => code)).toEqual(all.map(() => 0));
    const [list, search, piece, file, runs, doNotSend, accounts, consent] = all.map(({ stdout }) =>
      jsonLines(stdout),
    );
    expect(list).toMatchObject([{ id, state: 'queued', to: '+37255500000' }]);
    expect(search).toEqual(list);
    expect(piece).toMatchObject([{ id }]);
    expect(file).toMatchObject([{ kind: 'export', state: 'done', messages: 1 }]);
    expect(runs).toEqual([]);
    expect(doNotSend).toMatchObject([{ number: '+37255500099' }]);
    expect(consent).toMatchObject([{ number: '+37255500099', may_write: false }]);
    expect(accounts).toMatchObject([{ name: 'Shop', current: true, base_url: 'http://127.0.0.1/v1' }]);
    expect(readdirSync(folder).filter((name) => name.startsWith('unfinished'))).toEqual([]);
  });

  it('starts no console: it sends nothing, and says what waits', async () => {
    const { folder, file, id } = await folderWithMessage();
    const list = await omnideck(['list', '--data', folder]);
    const note = `1 message not sent yet: run \`omnideck serve\` (id ${id}).\n`;
    expect(list).toMatchObject({ code: 0, stderr: note });
    expect(list.stdout).toContain('Not sent yet');
    expect(stateIn(file)).toEqual(['queued']);
    expect(readdirSync(folder)).not.toContain('logs');
    expect(readdirSync(folder)).not.toContain('control.sock');
  });

  it('reads what a killed console committed, and leaves its log to the next console', async () => {
    const folder = temporaryFolder();
    const words = ['--data', folder, '--sandbox', '--json'];
    const console = startOmnideck(['serve', '--no-open', ...words]);
    await console.ready();
    const sent = await omnideck([
      'send',
      '--to',
      '+37255500010',
      '--viber',
      'Hi',
      '--sms',
      'Hi',
      '--wait',
      ...words,
    ]);
    await console.kill();
    const [{ id } = { id: '' }] = jsonLines(sent.stdout);
    const log = join(folder, 'omnideck.db-wal');
    const size = statSync(log).size;
    expect(size).toBeGreaterThan(0);

    const status = await omnideck(['status', String(id), '--data', folder, '--json']);
    expect(status.code).toBe(0);
    expect(jsonLines(status.stdout)).toEqual(jsonLines(sent.stdout));
    expect(statSync(log).size).toBe(size);
  });

  it('creates an empty database in a new folder', async () => {
    const folder = join(temporaryFolder(), 'new');
    expect(await omnideck(['list', '--data', folder])).toMatchObject({
      code: 0,
      stdout: 'No messages yet.\n',
      stderr: '',
    });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('brings an older database up to date first, and keeps a copy', async () => {
    const folder = temporaryFolder();
    cpSync(join(yesterday, 'data'), folder, { recursive: true });
    const first = await omnideck(['list', '--data', folder, '--json']);
    expect(first.code).toBe(0);
    expect(jsonLines(first.stdout).length).toBeGreaterThan(5);
    expect(readdirSync(folder).some((name) => name.startsWith('omnideck.db.before-'))).toBe(true);
    expect((await omnideck(['list', '--data', folder, '--json'])).stdout).toBe(first.stdout);
  });

  it('refuses a newer and a foreign database as a console does', async () => {
    const { folder, file } = await folderWithMessage();
    const db = new Database(file);
    db.pragma('user_version = 999');
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    const codeOf = async (...words: string[]): Promise<unknown> => {
      const ended = await omnideck([...words, '--data', folder, '--json']);
      return { code: ended.code, error: jsonLines(ended.stdout)[0] };
    };
    const newer = await codeOf('list');
    expect(newer).toMatchObject({ code: 2, error: { error: { code: 'database-newer' } } });
    expect(await codeOf('pause')).toEqual(newer);
    writeFileSync(file, 'This is the file of another program, and long enough for a header.'.repeat(9));
    const foreign = await codeOf('list');
    expect(foreign).toMatchObject({ code: 2, error: { error: { code: 'database-unreadable' } } });
    expect(await codeOf('pause')).toEqual(foreign);
  });

  it('reports a damaged database as a console does', async () => {
    const { folder, file } = await folderWithMessage();
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 4096);
    writeFileSync(file, bytes);
    const list = await omnideck(['list', '--data', folder, '--json']);
    expect(list.code).toBe(2);
    expect(jsonLines(list.stdout)).toMatchObject([{ error: { code: 'database-damaged' } }]);
  });

  it('needs no password: an account is listed while its passwords are locked', async () => {
    const { folder } = await folderWithMessage();
    writeFileSync(join(folder, 'secrets.sealed'), 'sealed', { mode: 0o600 });
    const list = await omnideck(['account', 'list', '--data', folder, '--json']);
    expect(list).toMatchObject({ code: 0 });
    expect(jsonLines(list.stdout)).toMatchObject([{ name: 'Shop', password_set: true }]);
  });
});
