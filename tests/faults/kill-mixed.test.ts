import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sandbox } from '../../electron/engine/sandbox/sandbox.ts';
import { attachTo } from '../helpers/console-fixture.ts';
import { count, seed } from '../helpers/counts.ts';
import { databaseFaults, type Row, rowsOf } from '../helpers/database-faults.ts';
import { createMixedLoad, type MixedLoad, unfinishedIn, type WantedFile } from '../helpers/mixed-load.ts';
import { type OmnideckProcess, omnideck, startOmnideck } from '../helpers/omnideck-process.ts';
import { reportFigures } from '../helpers/report-figures.ts';
import { openSandbox } from '../helpers/sandbox-fixture.ts';
import { seedFolder } from '../helpers/seed.ts';
import { seededRandom } from '../helpers/seed-data.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

/**
 * Kills (SIGKILL) under mixed load: sends, delivery reports, exports, imports and backups run at the same
 * time. Here only a few kills; `npm run test:long` makes 60. The sandbox runs in this process, is never
 * killed, and counts the accepted messages.
 */
const kills = count({ short: 6, long: 60 });
const random = seededRandom(seed());
const env = { OMNIDECK_PASSPHRASE: testPassphrase, OMNIDECK_PASSWORD: 'demo' };
const imported = 40 * kills;

let root: string;
let folder: string;
let place: string;
let sandbox: Sandbox;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'omnideck-kill-mixed-'));
  folder = join(root, 'data');
  place = join(root, 'files');
  mkdirSync(place, { mode: 0o700 });
  sandbox = await openSandbox({ speed: 4, seed: seed() });
}, 120_000);
afterAll(async () => {
  await sandbox.stop();
  rmSync(root, { recursive: true, force: true });
});

type Callback = { readonly outcome: string };
type Accepted = {
  readonly dlr_url: string | null;
  readonly steps: readonly { readonly status: string | null }[];
  readonly events: readonly { readonly callbacks: readonly Callback[] }[];
};

async function accepted(): Promise<readonly Accepted[]> {
  const answer = await fetch(`${sandbox.controlUrl}/messages`);
  return ((await answer.json()) as { messages: Accepted[] }).messages;
}

async function acceptedCount(): Promise<number> {
  const answer = await fetch(`${sandbox.controlUrl}/messages?limit=0`);
  return ((await answer.json()) as { count: number }).count;
}

/** Returns the lines of another console's export, to be imported here. */
async function linesOfAnother(): Promise<string[]> {
  const other = join(root, 'other');
  mkdirSync(other, { mode: 0o700 });
  seedFolder({ folder: other, messages: imported, seed: 7 });
  const file = join(root, 'other.jsonl');
  expect(await omnideck(['export', file, '--data', other], { env })).toMatchObject({ code: 0 });
  return readFileSync(file, 'utf8').trimEnd().split('\n');
}

async function serve(): Promise<OmnideckProcess> {
  const started = startOmnideck(['serve', '--no-open', '--data', folder], { env });
  await started.ready();
  return started;
}

async function attached<T>(work: (client: Parameters<MixedLoad['run']>[0]) => Promise<T>): Promise<T> {
  const session = await attachTo(folder);
  try {
    return await work(session.client);
  } finally {
    await session.close();
  }
}

/**
 * Resolves at a random moment during the work: one of several conditions is drawn, with a time limit of some
 * seconds.
 */
async function moment(serving: OmnideckProcess, load: MixedLoad): Promise<void> {
  const latest = performance.now() + 500 + random() * 4_000;
  const doneOf = (kind: WantedFile['kind']) =>
    load.files.filter((wanted) => wanted.kind === kind && wanted.isDone).length;
  const before = {
    accepted: await acceptedCount(),
    answered: load.answered.size,
    exports: doneOf('export'),
    backups: doneOf('backup'),
  };
  const more = Math.ceil(random() * 25);
  const kinds: readonly (() => boolean | Promise<boolean>)[] = [
    () => false,
    async () => (await acceptedCount()) >= before.accepted + more,
    () => load.answered.size >= before.answered + more,
    () => unfinishedIn(place).some((name) => name.startsWith('export-')),
    () => unfinishedIn(place).some((name) => name.startsWith('backup-')),
    () => doneOf('export') > before.exports,
    () => doneOf('backup') > before.backups,
  ];
  const isThere = kinds[Math.floor(random() * kinds.length)] ?? (() => false);
  const isOver = { value: false };
  void serving.ended.then(() => {
    isOver.value = true;
  });
  while (performance.now() < latest && !isOver.value && !(await isThere())) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/**
 * Returns what is wrong with a file under its final name, or null; the file must be valid however its console
 * ended.
 */
function faultOf({ kind, path, ids }: WantedFile): string | null {
  try {
    const found =
      kind === 'export'
        ? exportedIds(readFileSync(path, 'utf8'))
        : new Set(rowsOf(path, 'SELECT id FROM omnimessage').map(({ id }) => String(id)));
    if (kind === 'backup') {
      const [sound] = rowsOf(path, 'PRAGMA integrity_check');
      if (sound?.integrity_check !== 'ok') return `${path}: ${JSON.stringify(sound)}`;
    }
    const missing = [...ids].filter((id) => !found.has(id));
    return missing.length === 0 ? null : `${path}: ${missing.length} messages are missing`;
  } catch (error) {
    return `${path}: ${String(error)}`;
  }
}

/** Returns the ids in an export. @throws if the export is not complete */
function exportedIds(text: string): Set<string> {
  if (text !== '' && !text.endsWith('\n')) throw new Error('the last line is cut');
  const lines = text.split('\n').filter((line) => line !== '');
  return new Set(lines.map((line) => String(Reflect.get(JSON.parse(line) as object, 'id'))));
}

/** Waits until no message is open and no report is pending. */
async function settle(): Promise<void> {
  const file = join(folder, 'omnideck.db');
  const open = `SELECT id FROM omnimessage WHERE origin IS NOT 'import' AND state IN ('queued', 'sending', 'pending', 'scheduled')`;
  const toCome = async () =>
    (await accepted())
      .flatMap(({ events }) => events.flatMap(({ callbacks }) => callbacks))
      .filter(({ outcome }) => outcome === 'waiting').length;
  const left = async () => (await toCome()) + rowsOf(file, open).length;
  await expect.poll(left, { timeout: 240_000, interval: 250 }).toBe(0);
}

/** Returns the messages whose state contradicts the sandbox's. */
function wrongStates(rows: readonly Row[], there: ReadonlyMap<string, readonly Accepted[]>): Row[] {
  return rows.filter(({ id, state, omnimessage_id: known }) => {
    const [message] = there.get(String(id)) ?? [];
    if (message === undefined) return state !== 'unknown' && state !== 'refused';
    const truth = message.steps.some(({ status }) => status === 'DELIVRD') ? 'delivered' : 'failed';
    // Unknown is correct as long as no report contained the id that is needed to poll the status.
    return state !== truth && !(state === 'unknown' && known === null);
  });
}

it(`${kills} kills under mixed load lose nothing, send nothing twice, and leave no unfinished file`, {
  timeout: 120_000 + kills * 60_000,
}, async () => {
  const words = ['--data', folder, '--name', 'T', '--username', 'demo', '--base-url', sandbox.baseUrl];
  expect(await omnideck(['account', 'add', ...words], { env })).toMatchObject({ code: 0 });
  const load = createMixedLoad({ place, random, importLines: await linesOfAnother(), pieces: kills });
  const faults: string[] = [];
  const whole = { export: 0, backup: 0 };
  const cut = { export: 0, backup: 0 };
  const judged = new Set<string>();
  const judgeFiles = (): void => {
    for (const wanted of load.files) {
      if (judged.has(wanted.path)) continue;
      judged.add(wanted.path);
      if (!existsSync(wanted.path)) {
        if (wanted.isDone) faults.push(`${wanted.path}: it was said to be done, and is not there`);
        else cut[wanted.kind] += 1;
        continue;
      }
      const fault = faultOf(wanted);
      if (fault === null) whole[wanted.kind] += 1;
      else faults.push(fault);
      rmSync(wanted.path);
    }
  };

  for (let kill = 0; kill < kills; kill += 1) {
    const serving = await serve();
    const under = attached(async (client) => {
      const [account] = await client.accounts.list();
      const url = await client.accounts.callbackUrl({ id: account?.id ?? '' });
      await load.run(client, url.ok ? url.value.localUrl : '');
    }).catch(() => undefined);
    await moment(serving, load);
    expect((await serving.kill()).code, 'it was killed, and had not ended by itself').toBeNull();
    await under;
    judgeFiles();
  }

  const last = await serve();
  await attached((client) => load.finish(client));
  await settle();
  // Omnideck polls the final statuses itself, half a minute after the last report of a message.
  const sent = "SELECT id, state, omnimessage_id FROM omnimessage WHERE origin IS NOT 'import'";
  const byId = async () =>
    Map.groupBy(await accepted(), ({ dlr_url }) => dlr_url?.split('/').at(-1) ?? 'none');
  await expect
    .poll(async () => wrongStates(rowsOf(join(folder, 'omnideck.db'), sent), await byId()), {
      timeout: 120_000,
      interval: 2_000,
    })
    .toEqual([]);
  last.signal('SIGTERM');
  expect((await last.ended).code).toBe(0);

  const file = join(folder, 'omnideck.db');
  const all = rowsOf(file, 'SELECT id, recipient, state, omnimessage_id, origin FROM omnimessage');
  const rows = all.filter(({ origin }) => origin !== 'import');
  const ours = new Set(rows.map(({ id }) => String(id)));
  const there = await byId();
  const bodies = rowsOf(file, 'SELECT CAST(body AS TEXT) AS body FROM callback').map(({ body }) =>
    String(body),
  );
  const kept = new Set(
    bodies.map((body) => String(Reflect.get(JSON.parse(body) as object, 'omnimessage_id'))),
  );
  const missing = [...load.acknowledged].filter((id) => !ours.has(id));
  const counts = {
    kills,
    messages: rows.length,
    acknowledged: load.acknowledged.size,
    accepted: [...there.values()].flat().length,
    sentTwice: [...there.values()].filter((messages) => messages.length > 1).length,
    writtenTwice: rows.length - new Set(rows.map(({ recipient }) => recipient)).size,
    forgotten: [...new Set([...load.acknowledged, ...there.keys()])].filter((id) => !ours.has(id)).length,
    wrongState: wrongStates(rows, there).length,
    unknown: rows.filter(({ state }) => state === 'unknown').length,
    reportsAnswered200: load.answered.size,
    reportsLost: [...load.answered].filter((mark) => !kept.has(mark)).length,
    exportsWhole: whole.export,
    exportsCut: cut.export,
    backupsWhole: whole.backup,
    backupsCut: cut.backup,
    filesBroken: faults.length,
    halfFilesLeft: unfinishedIn(place).length,
    imported: all.length - rows.length,
  };
  reportFigures('Kills under mixed load', [
    ['kills', counts.kills],
    ['messages in the database that this computer sent', counts.messages],
    ['messages acknowledged, and missing afterwards', `${counts.acknowledged}, ${missing.length}`],
    ['messages accepted by the sandbox', counts.accepted],
    ['messages sent twice', counts.sentTwice + counts.writtenTwice],
    [
      'messages accepted by the sandbox or acknowledged by a command, but missing in the database',
      counts.forgotten,
    ],
    ['messages in a state that the sandbox contradicts', counts.wrongState],
    [
      'messages left as *unknown* (the answer was cut, and no report has brought an id from Messente)',
      counts.unknown,
    ],
    ['delivery reports answered 200, and lost', `${counts.reportsAnswered200}, ${counts.reportsLost}`],
    ['exports completed, and interrupted by a kill', `${counts.exportsWhole}, ${counts.exportsCut}`],
    ['backups completed, and interrupted by a kill', `${counts.backupsWhole}, ${counts.backupsCut}`],
    ['exports and backups incomplete under their final name', counts.filesBroken],
    ['messages imported, of those in the files', `${counts.imported} of ${imported}`],
    ['unfinished files left after the next start', counts.halfFilesLeft],
  ]);
  expect(faults).toEqual([]);
  expect(unfinishedIn(place), 'left half written').toEqual([]);
  const nothing = {
    sentTwice: 0,
    writtenTwice: 0,
    forgotten: 0,
    wrongState: 0,
    reportsLost: 0,
    halfFilesLeft: 0,
  };
  expect(counts).toMatchObject({ ...nothing, imported });
  expect(counts.messages, 'the kills came in the middle of sending').toBeGreaterThan(kills);
  expect(counts.reportsAnswered200).toBeGreaterThan(kills);
  expect(counts.exportsWhole + counts.backupsWhole).toBeGreaterThan(0);
  expect(databaseFaults(file, join(root, 'copy.db'))).toEqual([]);
});
