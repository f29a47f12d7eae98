import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { databaseName } from '../../electron/core/store/store.ts';
import {
  consoleWithSandbox,
  messageOf,
  openConsole,
  postReport,
  reportUrl,
  sendOne,
} from '../helpers/console-fixture.ts';
import { rowsOf, unsoundness } from '../helpers/database-judge.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const report = (channel: string, status: string, second: number) => ({
  status,
  err: 0,
  channel,
  to: '+37255500000',
  timestamp: `2026-01-01T00:00:0${second}.000000`,
});

/** Leaves a message as a version before this rule has left it: its failed step is on its way again. */
function asBefore(file: string, id: string): void {
  const db = new DatabaseSync(file);
  db.exec(`
    UPDATE omnimessage SET state = 'pending', settled_at = NULL, next_poll_at = NULL WHERE id = '${id}';
    UPDATE step SET state = 'pending', status = 'ACK', at = at + 1000 WHERE channel = 'sms'
      AND omnimessage_seq = (SELECT seq FROM omnimessage WHERE id = '${id}');
    DELETE FROM setting WHERE key = 'folded';
  `);
  db.close();
}

describe('a message that failed', () => {
  it.fails('stays failed when a later report says that it is on its way, also one that an older version took as pending', async () => {
    const { client, accountId, folder, stop } = await consoleWithSandbox();
    await client.outbox.pause();
    const [failed, delivered] = [
      await sendOne(client, '+37255500000'),
      await sendOne(client, '+37255500100'),
    ];
    const path = await reportUrl(client, accountId);
    for (const id of [failed, delivered]) {
      expect(await postReport(`${path}/${id}`, report('viber', 'EXPIRED', 1))).toBe(200);
      expect(await postReport(`${path}/${id}`, report('sms', 'FAILED', 2))).toBe(200);
      expect(await postReport(`${path}/${id}`, report('sms', 'ACK', 3))).toBe(200);
    }
    expect(await postReport(`${path}/${delivered}`, report('sms', 'DELIVRD', 1))).toBe(200);
    const message = await messageOf(client, failed);
    expect(message).toMatchObject({ state: 'failed', settledAt: expect.any(Number) });
    expect(message.steps[1]).toMatchObject({
      state: 'failed',
      status: 'FAILED',
      contradiction: { status: 'ACK' },
    });
    expect(await messageOf(client, delivered)).toMatchObject({ state: 'delivered' });
    const { settledAt } = message;
    await stop();

    const file = join(folder, databaseName);
    asBefore(file, failed);
    expect(rowsOf(file, `SELECT state, messages FROM state_count WHERE state = 'pending'`)).toEqual([
      { state: 'pending', messages: 1 },
    ]);
    const again = await openConsole({ folder });
    await eventually(async () => (await messageOf(again.client, failed)).state).toBe('failed');
    expect(await messageOf(again.client, failed)).toMatchObject({ settledAt });
    expect((await again.client.messages.counts({})).byState).toMatchObject({ failed: 1, delivered: 1 });
    await again.stop();
    expect(unsoundness(file, join(temporaryFolder(), 'copy.db'))).toEqual([]);
  });
});
