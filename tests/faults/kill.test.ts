import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { count, seed } from '../helpers/counts.ts';
import { databaseFaults, rowsOf, shellRows } from '../helpers/database-faults.ts';
import { jsonLines, type OmnideckProcess, omnideck, startOmnideck } from '../helpers/omnideck-process.ts';
import { type Figure, reportFigures } from '../helpers/report-figures.ts';
import { freshNumbers } from '../helpers/sandbox-numbers.ts';
import { seededRandom } from '../helpers/seed-data.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

/**
 * The main guarantee: whatever is killed at whatever time, each message is either sent or shown as unknown;
 * none is sent twice, none is forgotten. Uses real processes and SIGKILL, and a sandbox in its own process
 * that is never killed and counts the accepted messages.
 */

const random = seededRandom(seed());
const between = (low: number, high: number): number => low + random() * (high - low);

const numbers = freshNumbers(random);

type Accepted = {
  readonly omnimessage_id: string;
  readonly to: string;
  readonly dlr_url: string | null;
  readonly steps: readonly { readonly status: string | null }[];
  readonly events: readonly { readonly callbacks: readonly { readonly outcome: string }[] }[];
};

let root: string;
let folder: string;
let sandbox: OmnideckProcess;
let baseUrl: string;
let controlUrl: string;
const env = { OMNIDECK_PASSPHRASE: testPassphrase, OMNIDECK_PASSWORD: 'demo' };
/** Ids that a command printed before it was killed. */
const acknowledged = new Set<string>();
let kills = 0;
/** How often a sending command is killed, and how often a console with attached commands is killed. */
const senders = count({ short: 6, long: 40 });
const consoles = count({ short: 3, long: 10 });

const chain = ['--viber', 'Tere', '--viber-ttl', '60', '--sms', 'Tere', '--sms-validity', '5'];
const sendWords = (to: readonly string[], more: readonly string[] = []): string[] => [
  ...['send', '--data', folder, '--json', '--to', ...to],
  ...chain,
  ...more,
];

async function accepted(): Promise<Accepted[]> {
  const answer = await fetch(`${controlUrl}/messages`);
  return ((await answer.json()) as { messages: Accepted[] }).messages;
}

async function acceptedCount(): Promise<number> {
  const answer = await fetch(`${controlUrl}/messages?limit=0`);
  return ((await answer.json()) as { count: number }).count;
}

function noteTold(stdout: string): void {
  // The kill may have cut off the last line.
  const whole = stdout.slice(0, stdout.lastIndexOf('\n') + 1);
  for (const line of jsonLines(whole)) if (typeof line.id === 'string') acknowledged.add(line.id);
}

/**
 * Resolves after a time, or once the sandbox has accepted this many more messages, i.e. at a moment during
 * sending.
 */
async function moment(process: OmnideckProcess, latestMs: number, more: number | null): Promise<void> {
  const until = performance.now() + latestMs;
  const from = more === null ? 0 : await acceptedCount();
  while (performance.now() < until) {
    if (more !== null && (await acceptedCount()) >= from + more) break;
    const over = await Promise.race([
      process.ended.then(() => true),
      new Promise<false>((resolve) =>
        setTimeout(resolve, more === null ? Math.max(1, until - performance.now()) : 2, false),
      ),
    ]);
    if (over) return;
  }
}

async function killAndNote(process: OmnideckProcess): Promise<void> {
  const { stdout, code } = await process.kill();
  // A process that ended before the kill does not count.
  if (code === null) kills += 1;
  noteTold(stdout);
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'omnideck-kill-'));
  folder = join(root, 'data');
  sandbox = startOmnideck([
    'sandbox',
    ...['--port', '0', '--data', join(root, 'sandbox'), '--speed', '4', '--seed', String(seed())],
  ]);
  const ready = await sandbox.ready();
  baseUrl = String(ready.base_url);
  controlUrl = String(ready.control_url);
});
afterAll(async () => {
  await sandbox.kill();
  rmSync(root, { recursive: true, force: true });
});

describe('a process that is killed at any moment', () => {
  it('during the first start leaves a folder that the next start opens', async () => {
    const began = performance.now();
    const whole = await omnideck(['list', '--data', join(root, 'first')], { env });
    expect(whole).toMatchObject({ code: 0, stderr: '' });
    const takes = performance.now() - began;
    for (let round = 0; round < count({ short: 2, long: 5 }); round += 1) {
      const data = join(root, `first-${round}`);
      const start = startOmnideck(['list', '--data', data], { env });
      await moment(start, between(0.3, 1) * takes, null);
      await start.kill();
      expect(await omnideck(['list', '--data', data], { env })).toMatchObject({ code: 0, stderr: '' });
      expect(databaseFaults(join(data, 'omnideck.db'), join(root, `first-${round}.copy`))).toEqual([]);
    }
  });

  it('while it sends leaves each message sent once or marked unknown, none sent twice, none forgotten', {
    timeout: 900_000,
  }, async () => {
    const added = await omnideck(
      ['account', 'add', '--data', folder, '--name', 'T', '--username', 'demo', '--base-url', baseUrl],
      { env },
    );
    expect(added).toMatchObject({ code: 0 });
    const began = performance.now();
    const first = await omnideck(sendWords(numbers(3)), { env });
    expect(jsonLines(first.stdout)).toHaveLength(3);
    noteTold(first.stdout);
    const takes = performance.now() - began;

    // Commands that run without a console and are the console themselves.
    while (kills < senders) {
      const command = startOmnideck(sendWords(numbers(Math.ceil(between(1, 40)))), { env });
      if (random() < 0.5) await moment(command, between(0.25, 1.1) * takes, null);
      else await moment(command, takes * 3, Math.ceil(between(1, 25)));
      await killAndNote(command);
    }

    // A console with attached commands; either the console or all processes are killed.
    for (let round = 0; round < consoles; round += 1) {
      const serve = startOmnideck(['serve', '--no-open', '--data', folder], { env });
      await serve.ready();
      const attached = [0, 1].map(() => startOmnideck(sendWords(numbers(15), ['--wait=4']), { env }));
      await moment(serve, takes * 3, Math.ceil(between(1, 30)));
      await killAndNote(serve);
      if (random() < 0.5) for (const command of attached) await killAndNote(command);
      else
        for (const { stdout } of await Promise.all(attached.map((command) => command.ended)))
          noteTold(stdout);
    }
    expect(kills).toBeGreaterThanOrEqual(senders + consoles);

    // Let all pending work finish.
    const last = startOmnideck(['serve', '--no-open', '--data', folder], { env });
    await last.ready();
    const file = join(folder, 'omnideck.db');
    const open = () =>
      rowsOf(file, `SELECT id FROM omnimessage WHERE state IN ('queued', 'sending', 'pending', 'scheduled')`)
        .length;
    // An unknown message becomes open if a report about it arrives later, so no reports may be pending
    // either.
    const toCome = async () =>
      (await accepted())
        .flatMap((message) => message.events.flatMap((event) => event.callbacks))
        .filter((callback) => callback.outcome === 'waiting').length;
    await expect.poll(async () => (await toCome()) + open(), { timeout: 150_000, interval: 500 }).toBe(0);
    last.signal('SIGTERM');
    expect((await last.ended).code).toBe(0);

    const atSandbox = new Map<string, Accepted[]>();
    for (const message of await accepted()) {
      const id = message.dlr_url?.split('/').at(-1) ?? 'none';
      atSandbox.set(id, [...(atSandbox.get(id) ?? []), message]);
    }
    const sql = 'SELECT id, recipient, state, omnimessage_id FROM omnimessage ORDER BY seq';
    const rows = rowsOf(file, sql);
    const byShell = shellRows(file, sql);
    if (byShell === null) console.log('kill.test: there is no sqlite3 shell here; node:sqlite judges alone');
    else expect(byShell).toEqual(rows.map((row) => ({ ...row })));
    const ours = new Map(rows.map((row) => [String(row.id), row]));

    const twice = [...atSandbox.values()].filter((messages) => messages.length > 1);
    const strangers = [...atSandbox.keys()].filter((id) => !ours.has(id));
    const forgotten = [...acknowledged].filter((id) => !ours.has(id));
    const recipients = rows.map((row) => row.recipient);
    expect(recipients.length, 'the kills came in the middle of sending').toBeGreaterThan(kills);
    expect(new Set(recipients).size, 'every number was written to once').toBe(recipients.length);

    const wrong: unknown[] = [];
    const counts: Record<string, number> = {};
    for (const row of rows) {
      const [there] = atSandbox.get(String(row.id)) ?? [];
      const state = String(row.state);
      counts[`${state}, ${there ? 'accepted' : 'not accepted'}`] =
        (counts[`${state}, ${there ? 'accepted' : 'not accepted'}`] ?? 0) + 1;
      if (there === undefined) {
        if (state !== 'unknown' && state !== 'refused') wrong.push({ row, there });
        continue;
      }
      const truth = there.steps.some((step) => step.status === 'DELIVRD') ? 'delivered' : 'failed';
      // Unknown is correct as long as no report contained the id that is needed to poll the status.
      if (state !== truth && !(state === 'unknown' && row.omnimessage_id === null))
        wrong.push({ row, there });
    }
    reportFigures('Kills of commands and consoles that send', [
      ['kills', kills],
      ['messages in the database', rows.length],
      ['messages acknowledged, and missing afterwards', `${acknowledged.size}, ${forgotten.length}`],
      ['messages accepted by the sandbox', [...atSandbox.values()].flat().length],
      ['messages sent twice', twice.length],
      ['messages accepted by the sandbox, but missing in the database', strangers.length],
      ['messages in a state that the sandbox contradicts', wrong.length],
      ...Object.entries(counts)
        .sort()
        .map(([state, count]): Figure => [`messages ${state}`, count]),
    ]);
    expect(twice, 'accepted twice').toEqual([]);
    expect(strangers, 'accepted by the sandbox, and missing from the database').toEqual([]);
    expect(forgotten, 'acknowledged, and missing from the database').toEqual([]);
    expect(wrong).toEqual([]);
    expect(databaseFaults(file, join(root, 'copy.db'))).toEqual([]);
  });
});
