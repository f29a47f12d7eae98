/**
 * Measures pages of a history with 1,000,000 messages and 3,000,000 events as the console loads them (through
 * the store's reader worker, until the rows are ready for the window). Compared with the same SQL on the same
 * file in SQLite's own shell (or python3's sqlite3) until all rows are read, in turn and equally warmed up.
 * A ratio compares the p95 of blocks of 40; the result is the median of five blocks. A sample is one page.
 *
 * `npm run -s bench -- history [--messages N] [--data DIR]`; an empty DIR is filled and kept.
 */

import { join } from 'node:path';
import { openConnection } from '../../electron/engine/db/connection.ts';
import { createQueryContext, type QueryContext } from '../../electron/engine/db/query-context.ts';
import { databaseName } from '../../electron/engine/db/store.ts';
import { listPage } from '../../electron/engine/features/messages/message-lists.ts';
import { listMessages } from '../../electron/engine/features/messages/sql/list-messages.ts';
import type { Store } from '../../electron/engine/store.ts';
import type { MessageFilter } from '../../shared/contract/messages.ts';
import { messageSorts } from '../../shared/messaging/message-sorts.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import { workers } from '../helpers/engine-files.ts';
import { openFeatureStore } from '../helpers/open-store.ts';
import { historyFolder } from './history-folder.ts';
import type { BenchOptions, Row } from './rows.ts';
import { type OtherSqlite, openOtherSqlite, type Statement } from './sqlite-shell.ts';
import { figure, median, percentile } from './statistics.ts';

/**
 * Cases are measured in alternating blocks, so that other load on the machine affects both sides or only one
 * block.
 */
const full = { messages: 1_000_000, blocks: 5, blockSize: 40, warmUps: 20 };
const small = { messages: 300, blocks: 1, blockSize: 2, warmUps: 0 };
type Size = typeof full;
const pageSize = 100;
const day = 86_400_000;

type Question = { readonly filter: MessageFilter; readonly after: string | null };
/** A case: the queries that are run in turn. */
type Case = { readonly name: string; readonly questions: readonly Question[] };

export async function bench({ short, words }: BenchOptions): Promise<Row[]> {
  const size = short ? small : full;
  const { folder, messages } = await historyFolder(words, size.messages);
  const file = join(folder.path, databaseName);
  const opened = await openFeatureStore({
    folder: folder.path,
    workers,
    onRestart: (error) => {
      throw error;
    },
    onDeath: (error) => {
      throw error;
    },
  });
  if (!opened.ok) throw new Error(englishText(opened.problem).message);
  const store = opened.value;
  const db = openConnection(file, 'read');
  const context = createQueryContext(db);
  const other = openOtherSqlite(file);
  try {
    const events = context.get<{ n: number }>('SELECT count(*) AS n FROM status_event')?.n ?? 0;
    console.log(`${messages} messages, ${events} events; pages of ${pageSize}`);
    const rows: Row[] = [];
    for (const one of casesOf(context)) {
      const { row, ratioOfMedians } = await measure(one, size, { store, context, other });
      console.log(`${row.what}: ${row.ours} ms, ratio ${row.ratio}; ratio of the medians ${ratioOfMedians}`);
      rows.push(row);
    }
    return rows;
  } finally {
    other.end();
    db.close();
    await store.close();
    await folder.remove();
  }
}

type Sides = { readonly store: Store; readonly context: QueryContext; readonly other: OtherSqlite };

async function measure(one: Case, size: Size, { store, context, other }: Sides) {
  const { blocks, blockSize, warmUps } = size;
  const statements = one.questions.map((question) => statementsOf(context, question));
  const ours: number[] = [];
  const others: number[] = [];
  for (let index = 0; index < warmUps + blocks * blockSize; index += 1) {
    const at = index % one.questions.length;
    const question = one.questions[at];
    const same = statements[at];
    if (question === undefined || same === undefined) throw new Error(`${one.name} asks nothing`);
    const began = performance.now();
    await listPage(store, { ...question, limit: pageSize }, undefined);
    const took = performance.now() - began;
    const theirs = await other.time(same);
    if (index < warmUps) continue;
    ours.push(took);
    others.push(theirs);
  }
  const p95OfBlock = (times: readonly number[], block: number): number =>
    percentile(times.slice(block * blockSize, (block + 1) * blockSize), 0.95);
  const ratios = Array.from(
    { length: blocks },
    (_, block) => p95OfBlock(ours, block) / p95OfBlock(others, block),
  );
  const row: Row = {
    what: `${one.name}, 95th percentile`,
    baselineOf: other.name,
    unit: 'ms',
    ours: figure(percentile(ours, 0.95)),
    baseline: figure(percentile(others, 0.95)),
    ratio: figure(median(ratios)),
    samples: ours.length,
    target: null,
  };
  return { row, ratioOfMedians: figure(median(ours) / median(others)) };
}

/** Returns every statement that a page needs, with its values. */
function statementsOf(context: QueryContext, question: Question): Statement[] {
  const statements: Statement[] = [];
  const recording: QueryContext = {
    get(sql, ...values) {
      statements.push({ sql, values });
      return context.get(sql, ...values);
    },
    all(sql, ...values) {
      statements.push({ sql, values });
      return context.all(sql, ...values);
    },
    rows(sql, ...values) {
      statements.push({ sql, values });
      return context.rows(sql, ...values);
    },
  };
  let left = pageSize;
  let { after } = question;
  do {
    const page = listMessages(recording, { filter: question.filter, after, limit: left });
    left -= page.rows.length;
    after = page.next;
  } while (left > 0 && after !== null);
  return statements;
}

function casesOf(context: QueryContext): Case[] {
  const bounds = context.get<{ last: number; newest: number }>(
    'SELECT max(seq) AS last, max(created_at) AS newest FROM omnimessage',
  );
  const { last = 0, newest = 0 } = bounds ?? {};
  const depths = Array.from({ length: 20 }, (_, index) => Math.floor((last * (index + 0.5)) / 20));
  const some = depths.flatMap((seq) => {
    const row = context.get<{ recipient: string; batch: string; account: string }>(
      'SELECT recipient, batch_id AS batch, account_id AS account FROM omnimessage WHERE seq >= ? LIMIT 1',
      seq,
    );
    return row === undefined ? [] : [row];
  });
  const [anyone] = some;
  const of = (name: string, ...filters: MessageFilter[]): Case => ({
    name,
    questions: filters.map((filter) => ({ filter, after: null })),
  });
  const searches = (name: string, ...texts: string[]): Case =>
    of(`search: ${name}`, ...texts.map((search) => ({ search })));
  return [
    ...messageSorts.map((sort) => of(`first page, ${sort}`, { sort })),
    { name: 'deep page', questions: depths.map((seq) => ({ filter: {}, after: String(seq) })) },
    {
      name: 'deep page of delivered ones',
      questions: depths.map((seq) => ({ filter: { states: ['delivered', 'seen'] }, after: String(seq) })),
    },
    {
      name: 'deep page by cost',
      questions: depths.map((seq) => ({ filter: { sort: 'cost-high' }, after: `60000:${seq}` })),
    },
    of('state', { states: ['failed'] }, { states: ['refused'] }, { states: ['delivered'] }),
    of('group', { group: 'attention' }, { group: 'open' }, { group: 'scheduled' }),
    of('account', { accountId: anyone?.account ?? '' }),
    of('one sending', ...some.map(({ batch }) => ({ batchId: batch }))),
    of('recipient', ...some.map(({ recipient }) => ({ recipient }))),
    of('country', { countries: ['EE'] }, { countries: ['IS'] }, { countries: ['LV', 'LT', 'FI'] }),
    of('channel', { channels: ['telegram'] }, { channels: ['viber', 'whatsapp'] }),
    of('sender', { senders: ['OldName'] }, { senders: ['NORTHWIND'] }, { senders: ['Harbour', 'Pakiabi'] }),
    of('tag', { tags: ['order'] }, { tags: ['lost parcel'] }, { tags: ['order', 'VIP'] }),
    of(
      'time',
      { createdFrom: newest - 7 * day },
      { createdFrom: newest - 50 * day, createdBefore: newest - 40 * day },
      { createdFrom: newest - 30 * day, createdBefore: newest - 30 * day + 3_600_000 },
    ),
    of('cost', { costAtLeast: '0.2' }, { costAtMost: '0.03' }, { costAtLeast: '0.05', costAtMost: '0.07' }),
    of(
      'state and country',
      { states: ['failed'], countries: ['GB'] },
      { states: ['failed'], countries: ['IS'] },
    ),
    of('sender and time', {
      senders: ['OldName'],
      createdFrom: newest - 40 * day,
      createdBefore: newest - 30 * day,
    }),
    of('what never meets', { states: ['refused'], costAtLeast: '0.01' }),
    of('state by cost', { states: ['failed'], sort: 'cost-high' }),
    searches('word', 'tellimus', 'restoranis', 'warehouse', 'hambaarsti'),
    searches('prefix', 'te', 'tel', 'hamb', 'invoi'),
    searches('phrase', '"parcel is at the"', '"teel ja jouab"', '"order left"'),
    searches('number', ...some.map(({ recipient }) => recipient)),
    searches('end of a number', ...some.map(({ recipient }) => recipient.slice(-5))),
    searches(
      'number as dialled',
      ...some.map(({ recipient }) => `tel:${recipient.slice(0, 4)} ${recipient.slice(4)}`),
    ),
    searches('amount, date or code', '19.90', '24.12.2026', '600 1234', '12-3456', '14:30'),
    searches('two words', 'kadri order', 'zoe booking'),
    searches('sender', 'northwind', 'harbour'),
    of('search and filter', { search: 'order', states: ['failed'], countries: ['GB'] }),
  ];
}
