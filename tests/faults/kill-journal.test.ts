/**
 * Kills (SIGKILL) under a load of changes that are written to the journal. Afterwards every acknowledged change has
 * exactly one entry, no entry is without its change, and the stamps increase. `npm run test:long` makes more kills.
 */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Client } from '../../electron/engine/local-socket/attach.ts';
import { readStamp } from '../../shared/hybrid-clock.ts';
import { attachTo, must, requestKey, viberThenSms } from '../helpers/console-fixture.ts';
import { count, seed } from '../helpers/counts.ts';
import { databaseFaults, rowsOf } from '../helpers/database-faults.ts';
import { type OmnideckProcess, startOmnideck } from '../helpers/omnideck-process.ts';
import { reportFigures } from '../helpers/report-figures.ts';
import { seededRandom } from '../helpers/seed-data.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

const kills = count({ short: 4, long: 40 });
const random = seededRandom(seed());

/** Kinds of changes, by what the journal calls them. */
const kinds = [
  'do-not-send-added',
  'tag-added',
  'account-changed',
  'setting-changed',
  'note-changed',
] as const;
type Kind = (typeof kinds)[number];

/** Makes changes without a pause until the console is gone. Every change has a value of its own. */
function createLoad({ accountId, messageId }: { readonly accountId: string; readonly messageId: string }) {
  const acknowledged = Object.fromEntries(kinds.map((kind) => [kind, new Set<string>()])) as Record<
    Kind,
    Set<string>
  >;
  let last = 0;
  let total = 0;
  let wanted = { at: 0, resolve: (): void => undefined };
  const change: Record<Kind, (client: Client, n: number) => Promise<string>> = {
    async 'do-not-send-added'(client, n) {
      return must(await client.doNotSend.add({ number: `+3725${1_000_000 + n}` })).number;
    },
    async 'tag-added'(client, n) {
      must(await client.messages.tag({ ids: [messageId], add: [`tag-${n}`], remove: [] }));
      return `tag-${n}`;
    },
    async 'account-changed'(client, n) {
      must(await client.accounts.update({ id: accountId, name: `Account ${n}` }));
      return `Account ${n}`;
    },
    async 'setting-changed'(client, n) {
      must(await client.settings.set({ reconcileBudget: n }));
      return String(n);
    },
    async 'note-changed'(client, n) {
      must(await client.messages.note({ id: messageId, note: n % 2 === 0 ? null : `Note ${n}` }));
      return String(n);
    },
  };
  async function repeat(client: Client, kind: Kind): Promise<void> {
    for (;;) {
      last += 1;
      acknowledged[kind].add(await change[kind](client, last));
      total += 1;
      if (total >= wanted.at) wanted.resolve();
    }
  }
  return {
    acknowledged,
    total: () => total,
    /** Resolves when the console is gone. */
    run: (client: Client) => Promise.allSettled(kinds.map((kind) => repeat(client, kind))),
    /** Resolves once this many more changes were acknowledged. */
    more(changes: number): Promise<void> {
      return new Promise((resolve) => {
        wanted = { at: total + changes, resolve };
      });
    },
  };
}

type Entry = {
  readonly stamp: string;
  readonly what: string;
  readonly subject: string | null;
  readonly number: string | null;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
};

function entriesOf(file: string): Entry[] {
  const parsed = (text: unknown) => JSON.parse(String(text ?? '{}')) as Entry['before'];
  return rowsOf(file, 'SELECT * FROM journal ORDER BY seq').map((row) => ({
    stamp: String(row.stamp),
    what: String(row.what),
    subject: row.subject === null ? null : String(row.subject),
    number: row.number === null ? null : String(row.number),
    before: parsed(row.before),
    after: parsed(row.after),
  }));
}

/** Compares rows that were added with their entries: one entry for each row, and one row for each entry. */
function expectEach(
  rows: readonly string[],
  entries: readonly string[],
  acknowledged: ReadonlySet<string>,
): void {
  expect(entries.toSorted()).toEqual(rows.toSorted());
  expect(new Set(entries).size).toBe(entries.length);
  expect([...acknowledged].filter((one) => !entries.includes(one))).toEqual([]);
}

/** Checks that each change of one value begins with the end of the change before, and that the last one is the value. */
function expectChain(entries: readonly Entry[], name: string, initial: unknown, value: unknown): void {
  const afters = entries.map(({ after }) => after[name]);
  expect(entries.slice(1).map(({ before }) => before[name])).toEqual(afters.slice(0, -1));
  expect(entries.length === 0 ? initial : afters.at(-1)).toEqual(value);
}

function expectWhole(file: string, { acknowledged }: ReturnType<typeof createLoad>): Entry[] {
  const entries = entriesOf(file);
  const stamps = entries.map(({ stamp }) => stamp);
  expect(stamps.filter((stamp) => readStamp(stamp) === null)).toEqual([]);
  expect(stamps.filter((stamp, index) => index > 0 && stamp <= (stamps[index - 1] ?? ''))).toEqual([]);
  const of = (kind: Kind, subject?: string) =>
    entries.filter((one) => one.what === kind && (subject === undefined || one.subject === subject));
  const values = (sql: string): string[] => rowsOf(file, sql).map(({ value }) => String(value));
  expectEach(
    values('SELECT number AS value FROM do_not_send'),
    of('do-not-send-added').map(({ number }) => String(number)),
    acknowledged['do-not-send-added'],
  );
  expectEach(
    values('SELECT name AS value FROM tag JOIN omnimessage_tag ON tag_id = tag.id'),
    of('tag-added').map(({ after }) => String(after.tag)),
    acknowledged['tag-added'],
  );
  const names = of('account-changed');
  expectChain(names, 'name', 'Sandbox', values('SELECT name AS value FROM account')[0]);
  expectEach(
    names.map(({ after }) => String(after.name)),
    [...new Set(names.map(({ after }) => String(after.name)))],
    acknowledged['account-changed'],
  );
  const budgets = of('setting-changed', 'reconcileBudget');
  const [settings] = values("SELECT value FROM setting WHERE key = 'settings'");
  expectChain(
    budgets,
    'value',
    undefined,
    (JSON.parse(settings ?? '{}') as { reconcileBudget?: number }).reconcileBudget,
  );
  expectEach(
    budgets.map(({ after }) => String(after.value)),
    [...new Set(budgets.map(({ after }) => String(after.value)))],
    acknowledged['setting-changed'],
  );
  const notes = of('note-changed');
  expectChain(notes, 'note', false, rowsOf(file, 'SELECT note FROM omnimessage')[0]?.note !== null);
  return entries;
}

it(`the journal has one entry for each change after kills under a load of changes (seed ${seed()})`, {
  timeout: 120_000 + kills * 60_000,
}, async () => {
  const root = temporaryFolder();
  const folder = join(root, 'data');
  const file = join(folder, 'omnideck.db');
  const serve = async (): Promise<OmnideckProcess> => {
    const env = { OMNIDECK_PASSPHRASE: testPassphrase };
    const started = startOmnideck(['serve', '--no-open', '--data', folder], { env });
    await started.ready();
    return started;
  };

  let serving = await serve();
  const first = await attachTo(folder);
  await first.client.outbox.pause();
  const account = must(await first.client.accounts.sandbox());
  const sent = must(
    await first.client.messages.send({
      ...{ accountId: account.id, to: ['+37255500000'], chain: viberThenSms, requestKey: requestKey() },
    }),
  );
  await first.close();
  const load = createLoad({ accountId: account.id, messageId: sent.messages[0]?.id ?? '' });

  for (let kill = 0; kill < kills; kill += 1) {
    const session = await attachTo(folder);
    const enough = load.more(1 + Math.floor(random() * 120));
    const under = load.run(session.client);
    await enough;
    expect((await serving.kill()).code, 'it was killed, and had not ended before').toBeNull();
    await under;
    await session.close();
    expectWhole(file, load);
    serving = await serve();
  }

  const last = await attachTo(folder);
  const stored = entriesOf(file).map(({ stamp }) => stamp);
  const listed: string[] = [];
  for (;;) {
    const after = listed.at(-1);
    const page = await last.client.journal.list({ limit: 500, ...(after === undefined ? {} : { after }) });
    expect(page.total).toBe(stored.length);
    if (page.entries.length === 0) break;
    listed.push(...page.entries.map(({ stamp }) => stamp));
  }
  expect(listed).toEqual(stored.toReversed());
  await last.close();
  serving.signal('SIGTERM');
  expect((await serving.ended).code).toBe(0);
  const entries = expectWhole(file, load);
  expect(databaseFaults(file, join(root, 'copy.db'))).toEqual([]);
  reportFigures('Kills under a load of changes', [
    ['kills', kills],
    // A note that is removed twice in a row is changed once.
    ['requests acknowledged, some of which remove a note that is not there', load.total()],
    ['entries in the journal', entries.length],
    ['changes without an entry, entries without a change, and changes with two entries', 0],
  ]);
});
