/**
 * Threads of the store that die while the console works, ended in this process as a crash would end them: under a load
 * of delivery reports, sends and reads. Every report that was answered 200 is kept, and every message is sent once.
 */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Client } from '../../electron/engine/local-socket/attach.ts';
import {
  acceptedBy,
  codeOf,
  consoleWithSandbox,
  isFree,
  openConsole,
  postReport,
  reportUrl,
  requestKey,
  viberThenSms,
} from '../helpers/console-fixture.ts';
import { count, seed } from '../helpers/counts.ts';
import { damageTable } from '../helpers/damage-table.ts';
import { databaseFaults, rowsOf } from '../helpers/database-faults.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { freshNumbers } from '../helpers/sandbox-numbers.ts';
import { seededRandom } from '../helpers/seed-data.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';
import { watchStoreThreads } from '../helpers/store-threads.ts';

const random = seededRandom(seed());
/** Numbers that the sandbox delivers to, so that whatever is unknown comes from a death. */
const numbers = freshNumbers(() => 0);
const rounds = count({ short: 3, long: 30 });

/** Of each of the two senders: enough to be under way at the deaths, and all sent soon. */
const mostSends = 25;

/** Reports and sends at the same time, until it is stopped. It remembers what was acknowledged. */
function startLoad(client: Client, url: string) {
  const answered = new Map<number, string[]>();
  const acknowledged: string[] = [];
  let reports = 0;
  let stopping = false;
  const total = (): number => [...answered.values()].reduce((sum, { length }) => sum + length, 0);
  async function report(): Promise<void> {
    while (!stopping) {
      const mark = `report-${reports++}`;
      const body = { omnimessage_id: mark, message_id: mark, status: 'DELIVRD', channel: 'sms', err: '0' };
      const status = await postReport(url, body);
      answered.set(status, [...(answered.get(status) ?? []), mark]);
    }
  }
  async function send(): Promise<void> {
    for (let sends = 0; sends < mostSends && !stopping; sends += 1) {
      const to = numbers(3);
      const key = requestKey();
      // Of a send that was interrupted nobody knows whether it was written; with its key it is written once.
      for (let written = false; !written && !stopping; ) {
        const sent = await client.messages.send({ to: [...to], chain: viberThenSms, requestKey: key });
        written = sent.ok;
        if (sent.ok) acknowledged.push(...sent.value.messages.map(({ id }) => id));
        else expect(sent.problem.code).toBe('part-died');
      }
    }
  }
  const running = Promise.all([report(), report(), report(), report(), send(), send()]);
  return {
    answered: (status: number): readonly string[] => answered.get(status) ?? [],
    acknowledged,
    /** Resolves once this many more reports have been answered. */
    async more(reports: number): Promise<void> {
      const until = total() + reports;
      await eventually(total).toBeGreaterThanOrEqual(until);
    },
    async stop(): Promise<void> {
      stopping = true;
      await running;
    },
  };
}

const partsCheck = async (client: Client) =>
  (await client.doctor.run({})).checks.find(({ name }) => name === 'parts');

function expectKept(folder: string, marks: readonly string[]): void {
  const kept = new Set(
    rowsOf(join(folder, 'omnideck.db'), 'SELECT body FROM callback').map(
      ({ body }) => /report-\d+/u.exec(Buffer.from(body as Uint8Array).toString())?.[0],
    ),
  );
  expect(marks.filter((mark) => !kept.has(mark))).toEqual([]);
  expect(databaseFaults(join(folder, 'omnideck.db'), join(temporaryFolder(), 'copy.db'))).toEqual([]);
}

it(`a reader that dies is started again, and no read fails (seed ${seed()})`, async () => {
  const threads = watchStoreThreads();
  const { client, stop } = await openConsole();
  expect(threads.started('reader')).toBe(2);
  for (let round = 1; round <= 3; round += 1) {
    const reads = Array.from({ length: 50 }, () => client.doNotSend.list());
    await threads.terminate('reader');
    expect(await Promise.all(reads)).toEqual(reads.map(() => []));
    await eventually(() => threads.started('reader')).toBe(2 + round);
  }
  expect((await client.console.overview()).troubles).toEqual([]);
  expect(await partsCheck(client)).toMatchObject({ state: 'ok' });
  await stop();
});

describe('a writer that dies under a load of reports and sends', () => {
  it.each(Array.from({ length: rounds }, (_, round) => round))(
    `is started again: every 200 is kept and every message is sent once (%s, seed ${seed()})`,
    async () => {
      const threads = watchStoreThreads();
      const { client, folder, accountId, sandbox, stop } = await consoleWithSandbox();
      const load = startLoad(client, await reportUrl(client, accountId));
      await load.more(20 + Math.floor(random() * 100));
      await threads.terminate('writer');
      await load.more(100);
      await load.stop();
      expect(threads.started('writer')).toBe(2);
      expect((await client.console.overview()).troubles).toMatchObject([
        { kind: 'lasting', problem: { code: 'writer-restarted' } },
      ]);
      expect(await partsCheck(client)).toMatchObject({
        state: 'warning',
        problem: { code: 'writer-restarted' },
      });
      // Nothing stays between the states: what was interrupted was finished, or queued again and sent.
      await eventually(async () => {
        const { byState } = await client.messages.counts({});
        return (byState.queued ?? 0) + (byState.sending ?? 0);
      }).toBe(0);
      const unknown = rowsOf(
        join(folder, 'omnideck.db'),
        "SELECT problem, count(*) AS n FROM omnimessage WHERE state = 'unknown' GROUP BY problem",
      );
      expect(unknown).toEqual([]);
      const sent = (await acceptedBy(sandbox)).map(({ dlr_url: url }) => url?.split('/').at(-1));
      expect(new Set(sent).size).toBe(sent.length);
      expect(load.acknowledged.filter((id) => !sent.includes(id))).toEqual([]);
      await stop();
      expectKept(folder, load.answered(200));
    },
  );

  it('twice makes the console broken: reports are answered 503, and every 200 is kept', async () => {
    const threads = watchStoreThreads();
    const { client, folder, accountId, stop } = await consoleWithSandbox();
    const url = await reportUrl(client, accountId);
    const load = startLoad(client, url);
    await load.more(50);
    await threads.terminate('writer');
    await load.more(100);
    await threads.terminate('writer');
    const before = load.answered(200).length;
    await load.more(50);
    await load.stop();
    expect(load.answered(200).length).toBe(before);
    expect(threads.started('writer')).toBe(2);
    expect(await postReport(url, { status: 'SEEN', err: 0, channel: 'sms' })).toBe(503);
    expect((await client.console.overview()).troubles[0]).toMatchObject({
      kind: 'fatal',
      problem: { code: 'writer-died' },
    });
    expect(await partsCheck(client)).toMatchObject({ state: 'failed', problem: { code: 'writer-died' } });
    expect(
      codeOf(
        await client.messages.send({ to: ['+37255500000'], chain: viberThenSms, requestKey: requestKey() }),
      ),
    ).toBe('part-died');
    await stop();
    expect(isFree(folder), 'the folder is free').toBe(true);
    expectKept(folder, load.answered(200));
  });
});

it('a writer that dies is not started again on a damaged database', async () => {
  const threads = watchStoreThreads();
  const { client, folder, accountId, stop } = await consoleWithSandbox();
  const url = await reportUrl(client, accountId);
  damageTable(join(folder, 'omnideck.db'), 'template');
  await threads.terminate('writer');
  expect(await postReport(url, { status: 'SEEN', err: 0, channel: 'sms' })).toBe(503);
  await eventually(async () =>
    (await client.console.overview()).troubles.map(({ kind, problem }) => [kind, problem.code]),
  ).toEqual([
    ['fatal', 'writer-died'],
    ['lasting', 'database-damaged'],
  ]);
  await stop();
});
