/**
 * Files written by the code of 29 November 2026 (9c0db04) must open forever: a database, a backup, exports,
 * the sandbox's journal, encrypted passwords, settings and drafts. The files are never regenerated.
 */
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openSecretStore } from '../../electron/engine/features/accounts/secrets/secret-store.ts';
import type { Client } from '../../electron/engine/local-socket/attach.ts';
import { parseDraft } from '../../renderer/features/compose/draft-schema.ts';
import type { AccountId } from '../../shared/messaging/types.ts';
import { must, openConsole, openTestSandbox } from '../helpers/console-fixture.ts';
import { databaseFaults } from '../helpers/database-faults.ts';
import { done, ownClient } from '../helpers/job-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const files = new URL('../fixtures/made-by-9c0db04/', import.meta.url).pathname;
const passphrase = 'the passphrase of 29 November';

type ShownMessage = {
  readonly id: string;
  readonly to: string;
  readonly state: string;
  readonly deliveredBy: string | null;
  readonly deliveredTwice: boolean;
  readonly cost: string | null;
  readonly tags: readonly string[];
};

type Shown = {
  readonly ids: Readonly<Record<string, string>>;
  readonly accounts: { readonly shop: string; readonly sandbox: string };
  readonly counts: { readonly all: number; readonly byState: Readonly<Record<string, number>> };
  readonly messages: readonly ShownMessage[];
  readonly run: readonly (readonly unknown[])[];
};
const shown = JSON.parse(readFileSync(join(files, 'shown.json'), 'utf8')) as Shown;

/** Returns a copy of the data folder, to be opened. */
function copyOfData(): string {
  const folder = temporaryFolder();
  cpSync(join(files, 'data'), folder, { recursive: true });
  return folder;
}

/** The sandbox continues where it stopped: delivered messages may have been seen since. */
function reached(state: string): string {
  return state === 'seen' ? 'delivered' : state;
}

async function listed(client: Client): Promise<ShownMessage[]> {
  const { rows } = await client.messages.list({ limit: 500 });
  return rows.map(({ id, to, state, deliveredBy, deliveredTwice, cost, tags }) => ({
    id,
    to,
    state: reached(state),
    deliveredBy,
    deliveredTwice,
    cost,
    tags,
  }));
}

/** Messente's reason for refusing a message, as the version of that day stored it with other field names. */
const invalidData = {
  code: 'invalid-data',
  field: 'to',
  message: 'Messente found something invalid in the request: Invalid recipient (to).',
  hint: 'Correct what it names and try again.',
  httpStatus: 400,
  apiCode: '105',
  detail: 'Invalid recipient',
};

async function expectRefused(client: Client): Promise<void> {
  const refused = must(await client.messages.get({ id: '6xky0pypsadqxzbk' }));
  expect(refused.problem).toEqual(invalidData);
  expect(refused.attempts.map(({ problem }) => problem)).toEqual([invalidData]);
  const { rows } = await client.messages.list({ limit: 500 });
  expect(rows.find(({ id }) => id === refused.id)?.problem).toEqual(invalidData);
}

const shownMessages = shown.messages.map((message) => ({ ...message, state: reached(message.state) }));

describe('the data folder of 29 November 2026', () => {
  it('opens with every message, count, verdict, tag and note as they were shown', async () => {
    const { client, folder } = await openConsole({ folder: copyOfData(), passphrase });
    expect(await listed(client)).toEqual(shownMessages);
    const counts = await client.messages.counts({});
    expect(counts.all).toBe(shown.counts.all);
    const { delivered = 0, seen = 0, ...others } = shown.counts.byState;
    expect(counts.byState).toMatchObject(others);
    expect((counts.byState.delivered ?? 0) + (counts.byState.seen ?? 0)).toBe(delivered + seen);
    const run = must(await client.runs.get({ id: shown.ids.run ?? '' }));
    expect(run.list.map((cell) => [cell.chain, cell.number, cell.round, cell.result?.verdict])).toEqual(
      shown.run,
    );
    const found = run.list.flatMap(({ result }) => result?.judgements.map((one) => one.found) ?? []);
    expect(found).not.toEqual([]);
    for (const one of found) expect(one).toEqual({ text: expect.any(String) });
    expect(must(await client.messages.get({ id: shown.ids.delivered ?? '' })).note).toBe('helistada tagasi');
    expect(databaseFaults(join(folder, 'omnideck.db'), join(temporaryFolder(), 'copy.db'))).toEqual([]);
  });

  it('opens with the message and the hint of each problem', async () => {
    const { client } = await openConsole({ folder: copyOfData(), passphrase });
    await expectRefused(client);
  });

  it('opens with the pauses of accounts and of all sending', async () => {
    const folder = copyOfData();
    const database = new Database(join(folder, 'omnideck.db'));
    const pause = JSON.stringify({
      reason: 'no-credit',
      problem: { code: 'no-credit', field: null, sentence: 'The account has no credit.', mend: 'Top it up.' },
      at: 1,
    });
    database.prepare('UPDATE account SET pause = ? WHERE id = ?').run(pause, shown.accounts.shop);
    database.prepare("INSERT OR REPLACE INTO setting (key, value) VALUES ('pause', ?)").run(pause);
    database.close();
    const { client } = await openConsole({ folder, passphrase });
    const problem = { code: 'no-credit', message: 'The account has no credit.', hint: 'Top it up.' };
    const shop = (await client.accounts.list()).find(({ id }) => id === shown.accounts.shop);
    expect(shop?.pause).toMatchObject({ problem });
    expect((await client.console.overview()).pause).toMatchObject({ problem });
  });

  it('opens with its settings, drafts, templates, views, plan, scenario and do-not-send list', async () => {
    const { client } = await openConsole({ folder: copyOfData(), passphrase });
    expect(await client.settings.get()).toMatchObject({
      theme: 'dark',
      language: 'et',
      density: 'compact',
      defaultCountry: 'EE',
      reconcileBudget: 500,
      retention: { kind: 'strip-texts', days: 3650 },
    });
    const draft = must(await client.compose.drafts.get({ id: 'draft-of-yesterday' }));
    expect(parseDraft(draft.content)).toMatchObject({
      recipients: [{ written: '+37255500000', values: { Eesnimi: 'Mari' }, row: 2 }],
      typed: '5550',
      steps: [{ channel: 'sms', text: 'Tere, {Eesnimi}!', sender: 'Shop', waitSeconds: 60 }],
      tags: ['kampaania'],
    });
    expect(await client.compose.templates.list()).toMatchObject([{ name: 'Tellimus valmis' }]);
    expect(await client.messages.views.list()).toMatchObject([
      { name: 'Ebaõnnestunud', filter: { states: ['failed'], withinDays: 30 } },
    ]);
    expect((await client.runs.keptPlan())?.text).toContain('Everything that can happen');
    expect((await client.sandbox.scenarios()).map(({ name }) => name)).toContain('Minu ilm');
    const list = await client.doNotSend.list();
    expect(list.map(({ number, reason }) => [number, reason]).toSorted()).toEqual([
      ['+37255544400', 'palus'],
      ['+37255544401', null],
    ]);
  });

  it('opens with its encrypted passwords, also if their passphrase is weak', async () => {
    const open = (dir: string, given: string) =>
      openSecretStore({ dir, dataFolderId: 'any', passphrase: given, keyring: null });
    const store = await open(copyOfData(), passphrase);
    expect(must(await store.get(shown.accounts.shop as AccountId))).toEqual({
      current: 'yesterday-s3cret',
      earlier: [],
    });
    const weak = temporaryFolder();
    cpSync(join(files, 'weak'), weak, { recursive: true });
    const weakStore = await open(weak, 'abc12');
    expect(must(await weakStore.get('shop' as AccountId))).toEqual({ current: 'weakly-kept', earlier: [] });
  });

  it('opens with its sandbox, which still has the scheduled messages', async () => {
    const folder = copyOfData();
    const sandbox = await openTestSandbox({ dataDir: join(folder, 'sandbox') });
    const answer = await fetch(`${sandbox.controlUrl}/messages`);
    const { messages } = (await answer.json()) as { messages: { to: string }[] };
    expect(messages.map(({ to }) => to)).toContain('+37255522200');
    expect(messages.map(({ to }) => to)).not.toContain('+37255511100');
  });

  it('adds nothing when its own export is imported again', async () => {
    const { client, console } = await openConsole({ folder: copyOfData(), passphrase });
    const own = ownClient(console);
    const job = await done(own, own.backups.import({ file: join(files, 'export.jsonl') }));
    expect(job).toMatchObject({ added: 0, skipped: shown.counts.all, rejectedCount: 0 });
    expect(await listed(client)).toEqual(shownMessages);
  });
});

describe('in an empty console', () => {
  it('the backup of 29 November 2026 is inspected and restored', async () => {
    const { client, console } = await openConsole();
    const own = ownClient(console);
    const file = join(files, 'backup.db');
    expect(must(await own.backups.inspect({ file }))).toMatchObject({
      version: 3,
      messages: shown.counts.all,
      accounts: expect.arrayContaining(['Lilleäri']),
    });
    await done(own, own.backups.restore({ file }));
    const ids = (await listed(client)).map(({ id }) => id);
    expect(ids).toEqual(shown.messages.map(({ id }) => id));
    expect((await client.doNotSend.list()).map(({ number }) => number)).toEqual(
      expect.arrayContaining(['+37255544400', '+37255544401']),
    );
  });

  it.each(['export.jsonl', 'export.csv'])('%s of 29 November 2026 is imported completely', async (name) => {
    const { client, console } = await openConsole();
    const own = ownClient(console);
    const job = await done(own, own.backups.import({ file: join(files, name) }));
    expect(job).toMatchObject({ added: shown.counts.all, rejectedCount: 0 });
    const ids = (await listed(client)).map(({ id }) => id);
    if (name === 'export.jsonl') await expectRefused(client);
    expect(ids.toSorted()).toEqual(shown.messages.map(({ id }) => id).toSorted());
  });
});
