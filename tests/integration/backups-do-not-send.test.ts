/**
 * Tests the do-not-send list after a restore and an import: nobody who opted out is lost, and nobody who
 * opted in again is blocked.
 */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { must, openConsole } from '../helpers/console-fixture.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { done, ownClient } from '../helpers/job-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const first = '+37255500001';
const second = '+37255500002';
const third = '+37255500003';

/** Opens a console whose clock advances by a minute at each step. */
async function clockedConsole() {
  let now = Date.parse('2026-11-01T08:00:00Z');
  const open = await openConsole({ now: () => now });
  const own = ownClient(open.console);
  const numbers = async () => (await own.doNotSend.list()).map(({ number }) => number).toSorted();
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    now += 60_000;
    return work();
  };
  const add = (number: string, reason?: string) =>
    step(async () => must(await own.doNotSend.add({ number, ...(reason === undefined ? {} : { reason }) })));
  const remove = (number: string) => step(async () => must(await own.doNotSend.remove({ number })));
  const backUp = (file = join(temporaryFolder(), 'backup.db')) =>
    step(async () => {
      await done(own, own.backups.backup({ file }));
      return file;
    });
  const restore = (file: string) => step(() => done(own, own.backups.restore({ file })));
  return { ...open, own, numbers, add, remove, backUp, restore, now: () => now };
}

describe('the do-not-send list after a restore', () => {
  it('contains today’s and the backup’s entries; entries removed later stay removed, however often it is restored', async () => {
    const { own, numbers, add, remove, backUp, restore, folder, stop } = await clockedConsole();
    await add(first, 'asked by phone');
    await add(second);
    const older = await backUp();
    await remove(second);
    await add(third, 'a letter');
    const newer = await backUp();
    expect(must(await own.backups.inspect({ file: older }))).toMatchObject({ doNotSend: 2 });
    await restore(older);
    expect(await numbers()).toEqual([first, third]);
    expect(await own.doNotSend.list()).toMatchObject([{ reason: 'a letter' }, { reason: 'asked by phone' }]);
    await restore(newer);
    await restore(older);
    expect(await numbers()).toEqual([first, third]);
    // The number is added again after its removal; the last change counts.
    await add(second);
    const latest = await backUp();
    await restore(older);
    expect(await numbers()).toEqual([first, second, third]);
    await remove(second);
    await restore(latest);
    expect(await numbers()).toEqual([first, third]);
    await stop();
    const kept = rowsOf(join(folder, 'omnideck.db'), 'SELECT * FROM do_not_send_removal');
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept), 'what is kept of it is no number').not.toContain(second.slice(4));
  });

  it('no number of a removed entry comes back with the stamps of a backup', async () => {
    const { numbers, add, remove, backUp, restore, folder, stop } = await clockedConsole();
    await add(first);
    await add(second);
    const file = await backUp();
    await remove(second);
    await restore(file);
    expect(await numbers()).toEqual([first]);
    await stop();
    const stamps = rowsOf(
      join(folder, 'omnideck.db'),
      `SELECT subject FROM register WHERE kind = 'do-not-send'`,
    );
    const subjects = stamps.map(({ subject }) => subject);
    expect(subjects).toContain(first);
    expect(subjects).not.toContain(second);
  });

  it('dates an entry without a time, or with a time in the future, to now', async () => {
    const { own, add, backUp, remove, restore, now } = await clockedConsole();
    await add(first);
    await add(second);
    const file = await backUp();
    await remove(first);
    await remove(second);
    const db = new Database(file);
    db.prepare('UPDATE do_not_send SET added_at = 0 WHERE number = ?').run(first);
    db.prepare('UPDATE do_not_send SET added_at = 99999999999999 WHERE number = ?').run(second);
    db.close();
    await restore(file);
    const list = await own.doNotSend.list();
    expect(list.map(({ number }) => number).toSorted()).toEqual([first, second]);
    for (const { addedAt } of list) expect(addedAt).toBe(now());
  });

  it('on another computer contains both lists', async () => {
    const from = await clockedConsole();
    await from.add(first);
    await from.add(second);
    await from.remove(second);
    const file = await from.backUp();
    const to = await clockedConsole();
    await to.add(second);
    await to.add(third);
    const job = await to.restore(file);
    expect(job).toMatchObject({ optOuts: 3 });
    expect(await to.numbers()).toEqual([first, second, third]);
  });

  it('stays as it is when an export is imported', async () => {
    const { own, numbers, add, remove } = await clockedConsole();
    await add(first);
    await add(second);
    const file = join(temporaryFolder(), 'export.jsonl');
    must(await own.accounts.sandbox());
    must(
      await own.messages.send({
        to: [third],
        chain: { steps: [{ channel: 'sms', text: 'Hi' }] },
        requestKey: 'do-not-send-export',
      }),
    );
    await done(own, own.backups.export({ filter: {}, format: 'jsonl', file }));
    await remove(second);
    await add(third);
    await done(own, own.backups.import({ file }));
    expect(await numbers()).toEqual([first, third]);
  });
});

describe('a number that is added to the do-not-send list again', () => {
  it('gets today’s date and keeps its reason', async () => {
    const { own, add, now } = await clockedConsole();
    await add(first, 'asked by phone');
    const again = await add(first);
    expect(again).toMatchObject({ number: first, reason: 'asked by phone', addedAt: now() });
    expect(await own.doNotSend.list()).toHaveLength(1);
  });
});
