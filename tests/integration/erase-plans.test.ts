/**
 * Tests a person whose number is only in test plans, saved views and saved scenarios: it is shown, erased,
 * and removed from every backup.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Client } from '../../electron/engine/local-socket/attach.ts';
import { codeOf, consoleWithSandbox, must, requestKey } from '../helpers/console-fixture.ts';
import { rowsOf, shellRows } from '../helpers/database-faults.ts';
import { done, ownClient } from '../helpers/job-fixture.ts';
import { runToEnd } from '../helpers/plan-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const person = '+37255512300';
const other = '+37255560100';
const name = 'Maarika Quizzical';

/** Ways in which the person's number may be typed in a plan. */
const spellings = [
  ['as it is', `- number: ${person}`],
  ['with spaces and a name', `- name: ${name}\n    number: +372 5551 2300`],
  ['with 00 and dashes, and a name', `- number: 00372-5551-2300\n    name: "${name}"`],
  ['with escapes', String.raw`- number: "\x2b37255\u0035123\x300"`],
  ['over two lines', `- name: ${name}\n    number: >-\n      +372 5551\n      2300`],
  ['in full-width digits', '- number: ＋３７２ ５５５１ ２３００'],
] as const;

function planOf(numbers: string, more = ''): string {
  return `name: Small\ntimeout: 5 s\n${more}numbers:\n  ${numbers}\n  - name: other\n    number: ${other}
chains:
  - steps:
      - sms: Hello
expect:
  - reaches: sms within 4 s
`;
}

/**
 * Returns every notation of the number in the raw bytes of the folder's files, including logs and backups.
 */
function traces(folder: string): string[] {
  const writings = ['55512300', '5551 2300', '5551-2300', '5551\n      2300', '123\\x300', '２３００', name];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((file) => {
      const bytes = readFileSync(file);
      return writings
        .filter((writing) => bytes.includes(Buffer.from(writing)))
        .map((writing) => `${writing} in ${file.slice(folder.length + 1)}`);
    });
}

/** Opens a console with an account at its own sandbox, so that several runs can be active at once. */
async function withRuns() {
  const open = await consoleWithSandbox({ lateReportsMs: 500 });
  const begin = async (text: string) =>
    must(
      await open.client.runs.start({
        text,
        accountId: open.accountId,
        live: false,
        requestKey: requestKey(),
      }),
    ).id;
  return { ...open, own: ownClient(open.console), begin };
}

const keepScenario = async (client: Client, reply: string) =>
  must(
    await client.sandbox.keepScenario({
      text: `name: Rain\nanswers:\n  - ending: "00"\n    text: ${reply}\n    after: 5 s\n`,
      replace: false,
    }),
  );

describe('erasing a person who is in a test plan', () => {
  it('removes the number from every backup, also a restored one from elsewhere, in any notation', async () => {
    const { client, own, begin, folder } = await withRuns();
    const ids = await Promise.all(spellings.map(([, written]) => begin(planOf(written))));
    const mentions = await begin(
      planOf(
        '- number: +37255560101',
        `description: ask ${name} at 5551 2300\n# or +372 5551 2300\n`,
      ).replaceAll(name, 'her'),
    );
    for (const id of [...ids, mentions]) await runToEnd(client, id);
    must(await client.messages.views.save({ name: 'Of one', filter: { recipient: person } }));
    must(await client.messages.views.save({ name: 'About 5551 2300', filter: { search: 'Tere' } }));
    await keepScenario(client, '"call 5551 2300"');
    const elsewhere = join(temporaryFolder(), 'elsewhere.db');
    await done(own, own.backups.backup({ file: elsewhere }));
    const exported = join(temporaryFolder(), 'all.jsonl');
    await done(own, own.backups.export({ filter: {}, format: 'jsonl', file: exported }));
    await done(client, client.backups.backup({}));
    await done(client, client.backups.backup({}));
    expect(traces(folder).filter((trace) => trace.includes('backups/')).length).toBeGreaterThan(10);

    const there = { messages: 6, runs: 7, views: 2, scenarios: 1 };
    expect(must(await client.privacy.about({ number: person }))).toMatchObject(there);
    const erased = must(await client.privacy.erase({ number: person }));
    expect(erased).toMatchObject({ ...there, backups: 2, backupsNotReached: [] });
    expect(traces(folder)).toEqual([]);
    const plans = `SELECT count(*) AS n FROM run WHERE plan <> ''`;
    const cells = `SELECT group_concat(DISTINCT number_name) AS names FROM run_cell WHERE position = 0`;
    for (const { file } of await client.backups.backups()) {
      for (const rows of [rowsOf, shellRows]) {
        const backup = join(folder, 'backups', file);
        expect(rows(backup, plans) ?? [{ n: 1 }]).toEqual([{ n: 1 }]);
        expect(rows(backup, cells) ?? [{ names: '–,+37255560101' }]).toEqual([{ names: '–,+37255560101' }]);
      }
    }

    await done(own, own.backups.restore({ file: elsewhere }));
    for (const id of ids) {
      const run = must(await client.runs.get({ id }));
      expect(run.plan).toBe('');
      expect(run.list.map(({ number, result }) => [number, result?.verdict])).toEqual([
        ['–', 'passed'],
        ['other', 'passed'],
      ]);
    }
    // In a plan that only mentions the number, just the number is removed.
    expect(must(await client.runs.get({ id: mentions })).plan).toContain('description: ask her at \n# or \n');
    expect(await client.messages.views.list()).toEqual([]);
    expect(must(await client.privacy.about({ number: person }))).toMatchObject({
      ...{ messages: 0, runs: 0, views: 0, scenarios: 0, drafts: 0 },
    });
    expect(traces(folder)).toEqual([]);
    const job = await done(own, own.backups.import({ file: exported }));
    expect(job).toMatchObject({ added: 0, erased: 6 });
    expect(traces(folder)).toEqual([]);
  });

  it('finds the person by the cells if the plan was already removed for somebody else, and keeps both apart', async () => {
    const { client, begin, folder } = await withRuns();
    const id = await begin(planOf(`- number: ${person}\n  - name: ${name}\n    number: +37255560102`));
    await runToEnd(client, id);
    expect(must(await client.privacy.erase({ number: other })).runs).toBe(1);
    const { list } = must(await client.runs.get({ id }));
    expect(list.map(({ number }) => number)).toEqual([person, name, '–']);
    expect(list.map(({ result }) => result?.message === null)).toEqual([false, false, true]);
    expect(must(await client.privacy.about({ number: person })).runs).toBe(1);
    expect(must(await client.privacy.erase({ number: person })).runs).toBe(1);
    // The cell's message shows whose name it is.
    expect(must(await client.privacy.erase({ number: '+37255560102' })).runs).toBe(1);
    const run = must(await client.runs.get({ id }));
    expect(run.list.map(({ number }) => number)).toEqual(['– 2', '– 3', '–']);
    // Messente's ids of the messages are erased with the names.
    expect(run.list.map(({ result }) => result?.message)).toEqual([null, null, null]);
    expect(run.cells).toMatchObject({ all: 3, passed: 3 });
    expect(traces(folder)).toEqual([]);
  });

  it('stops an active run with the reason, and the next run can start', async () => {
    const { client } = await withRuns();
    const account = must(await client.accounts.sandbox());
    const start = async (text: string) =>
      client.runs.start({ text, accountId: account.id, live: false, requestKey: requestKey() });
    const { id } = must(await start(planOf(`- number: ${person}`, 'pace: 1 per minute\n')));
    const sent = async () => must(await client.runs.get({ id })).list[0]?.messageId ?? null;
    await eventually(sent).not.toBeNull();
    await eventually(async () => (await client.privacy.erase({ number: person })).ok).toBe(true);
    const run = must(await client.runs.get({ id }));
    expect(run).toMatchObject({ plan: '', state: 'stopped', problem: { code: 'plan-unreadable' } });
    expect(run.list[0]).toMatchObject({ number: '–', result: { verdict: 'failed' } });
    expect(run.list[1]).toMatchObject({ number: 'other', messageId: null });
    expect(codeOf(await client.runs.resume({ id }))).toBe('plan-unreadable');
    expect(codeOf(await client.runs.retryFailed({ id }))).toBe('plan-unreadable');
    expect(must(await client.runs.get({ id }))).toEqual(run);
    for (const format of ['junit', 'csv', 'json', 'html'] as const)
      expect(must(await client.runs.report({ id, format, showNumbers: true })).text).not.toContain('5551');
    expect((await start(planOf('- number: +37255560103'))).ok).toBe(true);
  });

  it('leaves the number out of what a run under way still sends', async () => {
    const { client, begin, folder } = await withRuns();
    const text = planOf('- number: +37255560104', 'repeat: 2\npace: 1 per second\n');
    const id = await begin(text.replace('sms: Hello', 'sms: Call 55512300'));
    const sent = async () =>
      must(await client.runs.get({ id })).list.filter((cell) => cell.messageId !== null).length;
    await eventually(sent).toBeGreaterThan(0);
    await eventually(async () => (await client.privacy.erase({ number: person })).ok).toBe(true);
    const before = await sent();
    await runToEnd(client, id);
    const drafts = rowsOf(join(folder, 'omnideck.db'), 'SELECT draft FROM omnimessage ORDER BY seq');
    expect(drafts).toHaveLength(4);
    expect(JSON.stringify(drafts.slice(before))).not.toContain('55512300');
  });
});
