import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, type TestContext } from 'vitest';
import type { E164 } from '../../shared/messaging/types.ts';
import { databaseFaults, rowsOf } from '../helpers/database-faults.ts';
import {
  addTestAccount,
  callbackOf,
  createMessage,
  localId,
  openTestStore,
  temporaryFolder,
} from '../helpers/store-fixture.ts';

describe('writes that are committed together', () => {
  it('fail separately: the others of the group are on disk, and each gets its own answer', async () => {
    const { store, file } = await openTestStore();
    await addTestAccount(store, 'a');
    const answers = await Promise.allSettled(
      Array.from({ length: 60 }, (_, index) =>
        // Every third message belongs to a missing account, which the foreign key refuses.
        createMessage(store, index + 1, { accountId: index % 3 === 0 ? 'nobody' : 'a' }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(
      Array.from({ length: 60 }, (_, index) => (index % 3 === 0 ? 'rejected' : 'fulfilled')),
    );
    const kept = rowsOf(file, 'SELECT id FROM omnimessage ORDER BY seq').map(({ id }) => id);
    expect(kept).toEqual(
      Array.from({ length: 60 }, (_, index) => index)
        .filter((index) => index % 3 !== 0)
        .map((index) => localId(index + 1)),
    );
    expect(rowsOf(file, 'SELECT count(*) AS n FROM step')).toEqual([{ n: 80 }]);
  });

  it('are visible to another program as soon as they are answered', async () => {
    const { store, file } = await openTestStore();
    await addTestAccount(store, 'a');
    for (let number = 1; number <= 20; number += 1) {
      const id = await createMessage(store, number);
      expect(rowsOf(file, `SELECT id FROM omnimessage WHERE id = '${id}'`)).toHaveLength(1);
    }
  });

  it('that were requested before closing are on disk after it', async () => {
    const { store, file } = await openTestStore();
    await addTestAccount(store, 'a');
    const asked = Array.from({ length: 40 }, (_, index) => createMessage(store, index + 1));
    await store.close();
    expect((await Promise.allSettled(asked)).every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(rowsOf(file, 'SELECT count(*) AS n FROM omnimessage')).toEqual([{ n: 40 }]);
    await expect(createMessage(store, 99)).rejects.toThrow('closed');
  });

  it('with the same request key write once, also when they are requested at the same time', async () => {
    const { store, file } = await openTestStore();
    await addTestAccount(store, 'a');
    await Promise.all([1, 2, 3].map((number) => createMessage(store, number, { requestKey: 'the same' })));
    expect(rowsOf(file, 'SELECT id FROM omnimessage')).toEqual([{ id: localId(1) }]);
  });
});

describe('the store on a full disk', () => {
  let mounted: string | null = null;
  beforeEach(() => {
    mounted = null;
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return;
    const folder = mkdtempSync(join(tmpdir(), 'omnideck-small-'));
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m,mode=700', 'omnideck-test', folder]);
    if (status === 0) mounted = folder;
    else rmSync(folder, { recursive: true });
  });
  afterEach(() => {
    if (mounted === null) return;
    spawnSync('umount', ['-l', mounted]);
    rmSync(mounted, { recursive: true, force: true });
  });
  const smallDisk = (context: TestContext): string => {
    if (mounted === null) return context.skip('a small file system can only be mounted by root on Linux');
    return mounted;
  };

  it('keeps what was acknowledged, acknowledges nothing that was not stored, and continues when there is space', async (context) => {
    const folder = smallDisk(context);
    const { store, file } = await openTestStore(folder);
    await addTestAccount(store, 'a');
    const id = await createMessage(store, 1);
    const ballast = join(folder, 'ballast');
    writeFileSync(ballast, Buffer.alloc(600_000));
    const acknowledged: number[] = [];
    let failures = 0;
    let number = 0;
    const keepOne = async (): Promise<boolean> => {
      number += 1;
      const at = `2026-01-01T00:00:00.${String(number).padStart(6, '0')}`;
      const body = {
        status: 'ACK',
        channel: 'viber',
        err: number,
        timestamp: at,
        omnimessage_id: 'o',
        pad: 'x'.repeat(3_000),
      };
      try {
        await store.write('keepCallback', callbackOf(body, { localId: id }));
        acknowledged.push(number);
        return true;
      } catch {
        failures += 1;
        return false;
      }
    };
    while (failures < 20 && number < 5_000) await keepOne();
    expect(failures).toBe(20);
    const keptOnDisk = () => rowsOf(file, 'SELECT err FROM status_event ORDER BY id').map(({ err }) => err);
    expect(keptOnDisk()).toEqual(acknowledged);

    rmSync(ballast);
    while (!(await keepOne())) expect(failures).toBeLessThan(40);
    expect(keptOnDisk()).toEqual(acknowledged);
    await store.close();
    const again = await openTestStore(folder);
    expect(keptOnDisk()).toEqual(acknowledged);
    await again.store.close();
    expect(databaseFaults(file, join(temporaryFolder(), 'copy.db'))).toEqual([]);
  });

  it('does not end the writer if an erasure cannot be removed from the log', async (context) => {
    const folder = smallDisk(context);
    const { store, file } = await openTestStore(folder);
    await addTestAccount(store, 'a');
    const numbers = Array.from({ length: 40 }, (_, index) => index + 1);
    await Promise.all(
      numbers.map((number) => createMessage(store, number, { to: `+3725550${1000 + number}` })),
    );
    let ballast = 0;
    for (let full = false; !full; ) {
      try {
        writeFileSync(join(folder, `ballast-${ballast}`), Buffer.alloc(8_000));
        ballast += 1;
      } catch {
        full = true;
      }
    }
    // Space becomes free step by step: at some point the commit fits and writing the log back does not.
    let erased = false;
    while (!erased && ballast > 0) {
      erased = await store.write('eraseNumber', { number: '+37255501001' as E164, now: 9_000 }).then(
        () => true,
        (error: unknown) => {
          expect(error).toMatchObject({ code: 'SQLITE_FULL' });
          return false;
        },
      );
      ballast -= 1;
      rmSync(join(folder, `ballast-${ballast}`), { force: true });
    }
    for (; ballast > 0; ballast -= 1) rmSync(join(folder, `ballast-${ballast - 1}`), { force: true });
    expect(erased).toBe(true);
    await createMessage(store, 99);
    expect(rowsOf(file, `SELECT id FROM omnimessage WHERE recipient = '+37255501001'`)).toEqual([]);
    for (const name of ['omnideck.db', 'omnideck.db-wal']) {
      expect(readFileSync(join(folder, name)).includes('37255501001'), name).toBe(false);
    }
  });
});
