/**
 * Mixed load on a console that is killed repeatedly: sends, delivery reports, exports, backups and imports at
 * the same time. Records what the console acknowledged, so that a test can check that nothing acknowledged is
 * lost.
 */

import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '../../electron/engine/local-socket/attach.ts';
import type { Job } from '../../shared/contract/backups.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import { postReport, viberThenSms } from './console-fixture.ts';
import { freshNumbers } from './sandbox-numbers.ts';

/** A file that an export or a backup should write, and the messages that it must contain. */
export type WantedFile = {
  readonly kind: 'export' | 'backup';
  readonly path: string;
  readonly ids: ReadonlySet<string>;
  /** Whether the console reported success. */
  isDone: boolean;
};

export type MixedLoad = {
  /** Ids of messages whose sending was acknowledged. */
  readonly acknowledged: ReadonlySet<string>;
  /** Markers of reports that were answered with 200. */
  readonly answered: ReadonlySet<string>;
  readonly files: readonly WantedFile[];
  /** The number of import pieces that were imported. */
  importsDone(): number;
  /** Puts load on a console until the console is gone. */
  run(client: Client, reports: string): Promise<void>;
  /** Repeats what a kill interrupted: sends with the same keys, and the remaining imports. */
  finish(client: Client): Promise<void>;
};

/**
 * Each console is given this many messages by each of the two senders: at 150 requests a second, more would wait for minutes after the last kill.
 */
const mostMessages = 60;

/** The store keeps this many reports that match no message, so no more are posted. */
const mostReports = 8_000;

export function createMixedLoad(options: {
  /** The folder of exports, backups and pieces of the import. */
  readonly place: string;
  readonly random: () => number;
  /** Lines of another console's export. */
  readonly importLines: readonly string[];
  readonly pieces: number;
}): MixedLoad {
  const { place, random } = options;
  const numbers = freshNumbers(random);
  const acknowledged = new Set<string>();
  const answered = new Set<string>();
  const files: WantedFile[] = [];
  const open = new Map<string, readonly string[]>();
  const imports = cut(options.importLines, options.pieces).map((lines, index) => {
    const path = join(place, `import-${index}.jsonl`);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  });
  let reports = 0;

  async function send(client: Client, requestKey: string, to: readonly string[]): Promise<void> {
    const sent = await client.messages.send({ to: [...to], chain: viberThenSms, requestKey });
    if (!sent.ok) throw new Error(englishText(sent.problem).message);
    open.delete(requestKey);
    for (const { id } of sent.value.messages) acknowledged.add(id);
  }

  async function sendAgain(client: Client): Promise<void> {
    for (const [key, to] of [...open]) await send(client, key, to);
  }

  async function keepSending(client: Client): Promise<void> {
    await sendAgain(client);
    for (let given = 0; given < mostMessages; ) {
      const key = `mixed-load-${acknowledged.size}-${open.size}-${Math.floor(random() * 1e9)}`;
      const to = numbers(1 + Math.floor(random() * 8));
      given += to.length;
      open.set(key, to);
      await send(client, key, to);
    }
  }

  async function keepReporting(url: string): Promise<void> {
    while (reports < mostReports) {
      reports += 1;
      const mark = `report-${reports}`;
      const body = { omnimessage_id: mark, message_id: mark, status: 'DELIVRD', channel: 'sms', err: '0' };
      if ((await postReport(url, body)) === 200) answered.add(mark);
    }
  }

  async function keepWriting(client: Client, kind: WantedFile['kind']): Promise<void> {
    for (;;) {
      const path = join(place, `${kind}-${files.length}.${kind === 'export' ? 'jsonl' : 'db'}`);
      const wanted: WantedFile = { kind, path, ids: new Set(acknowledged), isDone: false };
      files.push(wanted);
      const started =
        kind === 'export'
          ? await client.backups.export({ filter: {}, format: 'jsonl', file: path })
          : await client.backups.backup({ file: path });
      if (!started.ok) throw new Error(englishText(started.problem).message);
      wanted.isDone = (await endOf(client, started.value)).state === 'done';
    }
  }

  async function importNext(client: Client): Promise<void> {
    const [file] = imports;
    if (file === undefined) return;
    const started = await client.backups.import({ file });
    if (!started.ok) throw new Error(englishText(started.problem).message);
    const job = await endOf(client, started.value);
    if (job.state === 'done' && job.rejectedCount === 0) imports.shift();
  }

  return {
    acknowledged,
    answered,
    files,
    importsDone: () => options.pieces - imports.length,
    async run(client, url) {
      // Each round has exactly one import; the other kinds of work repeat until the console is gone.
      await Promise.allSettled([
        keepSending(client),
        keepSending(client),
        keepReporting(url),
        keepReporting(url),
        keepReporting(url),
        keepWriting(client, 'export'),
        keepWriting(client, 'backup'),
        importNext(client),
      ]);
    },
    async finish(client) {
      await sendAgain(client);
      while (imports.length > 0) await importNext(client);
    },
  };
}

function cut<T>(items: readonly T[], pieces: number): T[][] {
  const size = Math.ceil(items.length / pieces);
  return Array.from({ length: pieces }, (_, index) => items.slice(index * size, (index + 1) * size));
}

async function endOf(client: Client, started: Job): Promise<Job> {
  for (;;) {
    const job = (await client.backups.jobs()).find(({ id }) => id === started.id);
    if (job !== undefined && job.state !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Returns the names of unfinished files in a folder. */
export function unfinishedIn(place: string): string[] {
  return existsSync(place)
    ? readdirSync(place).filter((name) => !/^[a-z]+-\d+\.(?:jsonl|db)$/u.test(name))
    : [];
}
