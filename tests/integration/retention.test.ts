/** Tests the retention rule with drafts, rich content, imported messages and test runs. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { consoleWithSandbox, must, openConsole, requestKey, sendOne } from '../helpers/console-fixture.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { done, ownClient } from '../helpers/job-fixture.ts';
import { runToEnd } from '../helpers/plan-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const day = 24 * 3600_000;
const word = 'quizzical';

function traces(folder: string, what: string = word): string[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith('omnideck.db'))
    .filter((name) => readFileSync(join(folder, name)).toString('latin1').toLowerCase().includes(what));
}

it.each(['strip-texts', 'delete'] as const)(
  'the retention rule “%s” applies to imported messages, the texts of every form, and abandoned drafts',
  async (kind) => {
    const from = await consoleWithSandbox();
    for (const step of [
      { channel: 'sms' as const, text: `Tere ${word}` },
      {
        channel: 'viber' as const,
        text: '',
        content: { text: `Tere ${word}`, button_url: 'https://example.com', button_text: word },
      },
    ])
      await sendOne(from.client, '+37255500000', { chain: { steps: [step] } }).catch(() => undefined);
    const file = join(temporaryFolder(), 'all.jsonl');
    await done(
      ownClient(from.console),
      ownClient(from.console).backups.export({ filter: {}, format: 'jsonl', file }),
    );

    let now = Date.now();
    const { client, console, folder } = await openConsole({ now: () => now });
    await done(ownClient(console), ownClient(console).backups.import({ file }));
    for (const [id, text] of [
      ['draft-old-one', `An old ${word}`],
      ['draft-new-one', 'A new one'],
    ] as const) {
      must(await client.compose.drafts.save({ id, accountId: null, preview: text, content: { text } }));
      now += 20 * day;
    }
    expect(traces(folder)).not.toEqual([]);
    const count = rowsOf(join(folder, 'omnideck.db'), 'SELECT count(*) AS n FROM omnimessage')[0]?.n;
    must(await client.settings.set({ retention: { kind, days: 30 } }));
    await console.parts.retention.apply();
    expect((await client.compose.drafts.list()).map(({ id }) => id)).toEqual(['draft-new-one']);
    const left = kind === 'delete' ? 0 : count;
    expect(rowsOf(join(folder, 'omnideck.db'), 'SELECT count(*) AS n FROM omnimessage')).toEqual([
      { n: left },
    ]);
    expect(traces(folder)).toEqual([]);
  },
);

const plan = (name: string, more = '') => `name: ${name}
# for +372 5551 2400
${more}timeout: 5 s
numbers:
  - number: +37255512300
  - name: Mari Maasikas
    number: +37255512400
chains:
  - steps:
      - sms: Tere ${word}
expect:
  - reaches: sms within 4 s
`;

it.each(['strip-texts', 'delete'] as const)(
  'the retention rule “%s” removes the plan of an old test run and keeps its results; a current run stays as it is',
  async (kind) => {
    let ahead = 0;
    const { client, console, folder, accountId } = await consoleWithSandbox({
      now: () => Date.now() + ahead,
      lateReportsMs: 500,
    });
    const begin = async (text: string) =>
      must(await client.runs.start({ text, accountId, live: false, requestKey: requestKey() })).id;
    const ended = await begin(plan('Calls +37255512300'));
    await runToEnd(client, ended);
    // It has the same age, but its second message still waits.
    const open = await begin(plan('Open', 'pace: 1 per minute\n'));
    await eventually(
      async () => must(await client.runs.get({ id: open })).list[0]?.result ?? null,
    ).not.toBeNull();
    must(await client.runs.pause({ id: open }));
    ahead += 31 * day;
    const fresh = await begin(plan('Fresh'));
    await runToEnd(client, fresh);
    const before = must(await client.runs.get({ id: ended }));
    must(await client.settings.set({ retention: { kind, days: 30 } }));
    await console.parts.retention.apply();

    const run = must(await client.runs.get({ id: ended }));
    const all = kind === 'delete';
    expect(run).toMatchObject({
      plan: '',
      confirm: null,
      name: all ? 'Calls' : 'Calls +37255512300',
      state: 'finished',
      cells: before.cells,
      cost: before.cost,
    });
    expect(run.list.map(({ number }) => number)).toEqual(
      all ? ['–', '– 2'] : ['+37255512300', 'Mari Maasikas'],
    );
    expect(run.list.map(({ result }) => result)).toEqual(before.list.map(({ result }) => result));
    for (const format of ['junit', 'csv', 'json', 'html'] as const) {
      const { text } = must(await client.runs.report({ id: ended, format, showNumbers: true }));
      expect(text).toContain(all ? '– 2' : 'Mari Maasikas');
      expect(text.includes('Mari')).toBe(!all);
    }
    for (const id of [open, fresh]) expect(must(await client.runs.get({ id })).plan).toContain(word);

    // Nothing of the old one remains after the others are removed, too.
    must(await client.runs.stop({ id: open }));
    ahead += 31 * day;
    await console.parts.retention.apply();
    expect(traces(folder)).toEqual([]);
    expect(traces(folder, '5551 2400')).toEqual([]);
    expect(traces(folder, '55512300').length > 0).toBe(!all);
    expect(traces(folder, 'maasikas').length > 0).toBe(!all);
  },
  60_000,
);
