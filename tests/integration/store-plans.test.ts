import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../electron/engine/db/connection.ts';
import { migrate } from '../../electron/engine/db/migrate.ts';
import { migrations } from '../../electron/engine/db/migrations/all.ts';
import type { QueryContext } from '../../electron/engine/db/query-context.ts';
import { createStatements, type Parameters, type Value } from '../../electron/engine/db/statements.ts';
import { createContext, emptyChanges, type WriteContext } from '../../electron/engine/db/write-context.ts';
import { beginAttempts } from '../../electron/engine/features/messages/sql/attempts.ts';
import { countFound, facets } from '../../electron/engine/features/messages/sql/facets.ts';
import { listMessages } from '../../electron/engine/features/messages/sql/list-messages.ts';
import {
  findMessage,
  messageDetail,
  pollsOf,
} from '../../electron/engine/features/messages/sql/message-detail.ts';
import { messageRows } from '../../electron/engine/features/messages/sql/packed-rows.ts';
import {
  duePolls,
  openMessages,
  outboxWork,
  pollWork,
} from '../../electron/engine/features/messages/sql/work.ts';
import { callbackStory } from '../../electron/engine/features/reports/sql/callback-story.ts';
import { listCallbacks, refusedCallbacks } from '../../electron/engine/features/reports/sql/callbacks.ts';
import { keepCallback } from '../../electron/engine/features/reports/sql/keep-reports.ts';
import type { MessageFilter } from '../../shared/contract/messages.ts';
import { noQuietHours } from '../helpers/quiet-facts.ts';
import { callbackOf, localId } from '../helpers/store-fixture.ts';

let folder: string;
let db: Connection;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'omnideck-plans-'));
  db = migrate(join(folder, 'omnideck.db'), migrations);
  // Enough rows with a realistic distribution (nearly all settled), so that the query planner chooses as for
  // a big file.
  db.exec(`
    INSERT INTO account (id, name, kind, colour, username, base_url, plain_url, text_store, created_at)
      VALUES ('a', 'A', 'messente', 'blue', 'u', 'b', 'p', 'nostore', 1), ('b', 'B', 'messente', 'blue', 'u', 'b', 'p', 'nostore', 1);
    INSERT INTO account_token VALUES ('t', 'a', 1);
    INSERT INTO inbound_number (id, account_id, number, token, created_at) VALUES ('n', 'a', '1234', 'inbound', 1);
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
    INSERT INTO omnimessage (id, account_id, batch_id, request_key, recipient, draft, preview, state, created_at, next_attempt_at, next_poll_at, omnimessage_id, country, cost)
      SELECT printf('%016d', i), iif(i % 5 = 0, 'b', 'a'), 'batch' || (i / 100), 'request' || i, printf('+3725%07d', i), '{"steps":[]}', '',
        CASE WHEN i % 500 = 0 THEN 'queued' WHEN i % 200 = 0 THEN 'failed' WHEN i % 100 = 0 THEN 'pending' ELSE 'delivered' END,
        i, iif(i % 500 = 0, i, NULL), iif(i % 100 = 0, i, NULL), 'omni' || i,
        CASE WHEN i % 400 = 0 THEN 'GB' WHEN i % 3 = 0 THEN 'LV' ELSE 'EE' END, iif(i % 900 = 0, '0.5', '0.06') FROM n;
    INSERT INTO step (omnimessage_seq, position, channel, sender, text)
      SELECT seq, 0, iif(seq % 700 = 0, 'telegram', 'sms'), iif(seq % 600 = 0, 'OldName', 'Northwind'), 'Tere' FROM omnimessage;
    INSERT INTO tag (name) VALUES ('VIP'), ('order');
    INSERT INTO omnimessage_tag (omnimessage_seq, tag_id) SELECT seq, 1 + (seq % 2) FROM omnimessage WHERE seq % 50 < 2;
    INSERT INTO callback (received_at, account_id, omnimessage_seq, method, target, headers, body, verdict, outcome)
      SELECT seq, account_id, seq, 'POST', '/', '[]', x'', iif(seq % 400 = 0, 'forged', 'verified'), 'applied' FROM omnimessage;
    INSERT INTO status_event (omnimessage_seq, received_at, source) SELECT seq, seq, 'callback' FROM omnimessage;
    INSERT INTO message_search (rowid, recipient, body, sender, tags) SELECT seq, recipient, body, sender, tags FROM message_text;
  `);
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a query unchanged, and explains each of its statements. */
function plansOf(run: (context: QueryContext) => unknown): string[] {
  const plans: string[] = [];
  const statements = createStatements(db);
  const explain = (sql: string, parameters: Parameters): void => {
    const rows = statements.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...parameters);
    plans.push(...rows.map(({ detail }) => detail));
  };
  run({
    get<Row>(sql: string, ...parameters: Parameters) {
      explain(sql, parameters);
      return statements.get<Row>(sql, ...parameters);
    },
    all<Row>(sql: string, ...parameters: Parameters) {
      explain(sql, parameters);
      return statements.all<Row>(sql, ...parameters);
    },
    rows<Row extends readonly Value[]>(sql: string, ...parameters: Parameters) {
      explain(sql, parameters);
      return statements.rows<Row>(sql, ...parameters);
    },
  });
  return plans;
}

/** Runs a write unchanged, explains each of its statements, and undoes the write. */
function plansOfWrite(run: (context: WriteContext) => unknown): string[] {
  const context = createContext(db, emptyChanges());
  db.exec('BEGIN');
  const plans: string[] = [];
  const explain = (sql: string, parameters: Parameters): void => {
    const rows = context.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...parameters);
    plans.push(...rows.map(({ detail }) => detail));
  };
  run({
    ...context,
    get<Row>(sql: string, ...parameters: Parameters) {
      explain(sql, parameters);
      return context.get<Row>(sql, ...parameters);
    },
    all<Row>(sql: string, ...parameters: Parameters) {
      explain(sql, parameters);
      return context.all<Row>(sql, ...parameters);
    },
    run(sql, ...parameters) {
      explain(sql, parameters);
      return context.run(sql, ...parameters);
    },
  });
  db.exec('ROLLBACK');
  return plans;
}

/** Checks that no plan scans a whole growing table or sorts more than a page. */
function isCheap(plans: readonly string[]): void {
  const growing =
    /^SCAN (?:o|c|omnimessage|callback|status_event|step|attempt|poll)\b(?! USING (?:INTEGER PRIMARY KEY|(?:COVERING )?INDEX))/u;
  expect(plans.filter((plan) => growing.test(plan))).toEqual([]);
}

const page = { after: null, before: null, limit: 50 };
const accounts = ['a', 'b'];

describe('the query plan of', () => {
  it('the list walks its key, newest first, and sorts nothing', () => {
    const plans = plansOf((context) => listMessages(context, { filter: {}, ...page }));
    expect(plans).toContain('SEARCH d USING COVERING INDEX omnimessage_facts (seq>? AND seq<?)');
    expect(plans.filter((plan) => plan.includes('TEMP B-TREE'))).toEqual([]);
    isCheap(plans);
  });

  it.each<[string, MessageFilter, string]>([
    ['one state', { states: ['failed'] }, 'omnimessage_state'],
    ['several states', { states: ['failed', 'pending'] }, 'omnimessage_state'],
    ['what is open', { group: 'open' }, 'omnimessage_state'],
    ['what wants attention', { group: 'attention' }, 'omnimessage_twice'],
    ['one account', { accountId: 'b' }, 'omnimessage_account'],
    ['one sending', { batchId: 'batch7' }, 'omnimessage_batch'],
    ['one recipient', { recipient: '+37250000007' }, 'omnimessage_recipient'],
    ['one country', { countries: ['GB'] }, 'SEARCH d USING PRIMARY KEY (facet_id='],
    ['several countries', { countries: ['GB', 'LV'] }, 'SEARCH d USING PRIMARY KEY (facet_id='],
    ['one channel', { channels: ['telegram'] }, 'SEARCH d USING PRIMARY KEY (facet_id='],
    ['several senders', { senders: ['OldName', 'Northwind'] }, 'SEARCH d USING PRIMARY KEY (facet_id='],
    ['one tag', { tags: ['VIP'] }, 'omnimessage_tag_tag (tag_id='],
    ['a long time', { createdFrom: 1, createdBefore: 86_400_000 }, 'omnimessage_facts (seq>'],
    ['two that many meet', { accountId: 'a', countries: ['EE'] }, 'omnimessage_facts (seq>'],
    ['a rare sender in a state', { senders: ['OldName'], states: ['delivered'] }, 'omnimessage_facts (seq='],
    ['a state in a rare country', { states: ['failed'], countries: ['GB'] }, 'omnimessage_facts (seq='],
    ['two tags', { tags: ['VIP', 'order'] }, 'omnimessage_facts (seq='],
  ])('the list of %s walks an index in the order of the page', (_name, filter, index) => {
    for (const sort of ['newest', 'oldest'] as const) {
      const plans = plansOf((context) => listMessages(context, { filter: { ...filter, sort }, ...page }));
      expect(plans.filter((plan) => plan.includes(index))).not.toEqual([]);
      const walks = filter.states?.length === 2 || Object.values(filter).flat().length > 1 || filter.group;
      // Several walks are merged by sorting their small results.
      if (!walks) expect(plans.filter((plan) => plan.includes('TEMP B-TREE'))).toEqual([]);
      expect(plans.filter((plan) => plan.includes('TEMP B-TREE FOR LAST'))).toEqual([]);
      isCheap(plans);
      // A candidate's conditions are never read from its row.
      expect(plans.filter((plan) => /^SEARCH f USING (?:INDEX|INTEGER)/u.test(plan))).toEqual([]);
    }
  });

  it.each<[string, MessageFilter, string]>([
    ['a short time', { createdFrom: 100, createdBefore: 200 }, 'omnimessage_created (created_at>'],
    ['a rare cost', { costAtLeast: '0.4' }, 'omnimessage_cost (cost_micros>'],
  ])('the list of %s sorts only the few rows of its index', (_name, filter, index) => {
    const plans = plansOf((context) => listMessages(context, { filter, ...page }));
    expect(plans.filter((plan) => plan.includes(index))).not.toEqual([]);
    isCheap(plans);
  });

  it('the list of scheduled messages finds them by state, and sorts only these', () => {
    for (const filter of [{}, { group: 'scheduled' }, { accountId: 'a' }] satisfies MessageFilter[]) {
      for (const after of [null, '100:5']) {
        const plans = plansOf((context) =>
          listMessages(context, { filter: { ...filter, sort: 'goes-out' }, ...page, after }),
        );
        expect(plans.filter((plan) => plan.includes('omnimessage_state (state='))).not.toEqual([]);
        expect(plans.filter((plan) => plan.startsWith('SCAN m') || plan.startsWith('SCAN d'))).toEqual([]);
      }
    }
  });

  it('the list by cost walks the index of costs, and starts each page where the previous one ended', () => {
    for (const sort of ['cost-high', 'cost-low'] as const) {
      for (const after of [null, '60000:500', ':500']) {
        const plans = plansOf((context) => listMessages(context, { filter: { sort }, ...page, after }));
        expect(plans.filter((plan) => plan.includes('omnimessage_cost'))).not.toEqual([]);
        expect(plans.filter((plan) => plan.includes('TEMP B-TREE'))).toEqual([]);
        isCheap(plans);
      }
    }
  });

  it('a search uses the full-text index in its own order, and looks up only short facts', () => {
    const search = 'tere 5000';
    const plain = plansOf((context) => listMessages(context, { filter: { search }, ...page }));
    const filtered = plansOf((context) =>
      listMessages(context, { filter: { search, states: ['delivered'], senders: ['Northwind'] }, ...page }),
    );
    for (const plans of [plain, filtered]) {
      expect(plans.some((plan) => /^SCAN s VIRTUAL TABLE INDEX .*M/u.test(plan))).toBe(true);
      expect(plans.filter((plan) => plan.includes('TEMP B-TREE'))).toEqual([]);
      isCheap(plans);
    }
    expect(filtered.some((plan) => plan.includes('COVERING INDEX omnimessage_facts (seq=?)'))).toBe(true);
  });

  it('a search among few messages looks up only these in the full text', () => {
    const plans = plansOf((context) =>
      listMessages(context, { filter: { search: 'tere', batchId: 'batch7' }, ...page }),
    );
    expect(plans.some((plan) => plan.includes('omnimessage_batch'))).toBe(true);
    expect(plans.some((plan) => /^SCAN message_search (?:EXISTS )?VIRTUAL TABLE INDEX .*=/u.test(plan))).toBe(
      true,
    );
    isCheap(plans);
  });

  it('the filter values are read from the counts', () => {
    const plans = plansOf((context) => facets(context, {}));
    isCheap(plans);
    expect(plans.filter((plan) => /message_facet|omnimessage/u.test(plan))).toEqual([]);
    for (const filter of [
      {},
      { states: ['failed'] },
      { tags: ['VIP'] },
      { senders: ['OldName'] },
    ] as MessageFilter[]) {
      const counting = plansOf((context) => countFound(context, { filter, after: null, upTo: 1e6 }));
      expect(counting.filter((plan) => /message_facet|omnimessage/u.test(plan))).toEqual([]);
    }
  });

  it('a message’s rows and detail are read by keys only', () => {
    const plans = plansOf((context) => {
      messageRows(context, { ids: [localId(1), localId(2)] });
      messageDetail(context, { id: localId(3) });
      findMessage(context, { id: 'omni9' });
      findMessage(context, { id: '000000000000012' });
      pollsOf(context, { id: localId(3) });
    });
    isCheap(plans);
  });

  it('the outbox’s next look walks the queue', () => {
    const plans = plansOf((context) => outboxWork(context, { accounts }));
    expect(plans.some((plan) => plan.includes('omnimessage_queue'))).toBe(true);
    isCheap(plans);
  });

  it('the messages that are due for polling are found by the index of their times', () => {
    const due = plansOf((context) => duePolls(context, { now: 5_000, limit: 500, accounts }));
    expect(due.some((plan) => plan.includes('omnimessage_poll (next_poll_at'))).toBe(true);
    expect(due.filter((plan) => plan.includes('TEMP B-TREE'))).toEqual([]);
    isCheap(due);
    isCheap(plansOf((context) => openMessages(context, { accounts, limit: 500 })));
    isCheap(plansOf((context) => pollWork(context, { accounts })));
  });

  it('callbacks are read by their key; those of one message and the bad ones by their own index', () => {
    const all = plansOf((context) => listCallbacks(context, { ...page, verdict: null, messageId: null }));
    expect(all).toContain('SEARCH c USING INTEGER PRIMARY KEY (rowid<?)');
    const bad = plansOf((context) => listCallbacks(context, { ...page, verdict: 'forged', messageId: null }));
    expect(bad.some((plan) => plan.includes('callback_bad'))).toBe(true);
    const own = plansOf((context) =>
      listCallbacks(context, { ...page, verdict: null, messageId: localId(5) }),
    );
    expect(own.some((plan) => plan.includes('callback_message'))).toBe(true);
    for (const plans of [all, bad, own]) {
      expect(plans.filter((plan) => plan.includes('TEMP B-TREE'))).toEqual([]);
      isCheap(plans);
    }
  });

  it('taking the next message to send, and storing a callback, use indexes', () => {
    const begin = plansOfWrite((writing) =>
      beginAttempts(writing, {
        ...{ now: 1e12, limit: 16, accounts: [{ id: 'a', callbackBase: null }], quiet: noQuietHours },
      }),
    );
    expect(begin.some((plan) => plan.includes('omnimessage_queue'))).toBe(true);
    isCheap(begin);
    const body = {
      status: 'DELIVRD',
      channel: 'sms',
      message_id: 'm',
      omnimessage_id: 'omni9',
      timestamp: '2026-01-01T00:00:00',
    };
    for (const more of [{ localId: localId(9) }, { localId: null }, { verdict: 'forged' as const }]) {
      isCheap(plansOfWrite((writing) => keepCallback(writing, callbackOf(body, more))));
    }
  });

  it('callbacks without a valid signature have an index of reports and an index of inbound messages', () => {
    for (const [inboundId, index] of [
      [null, 'callback_refused (account_id=?'],
      ['n', 'callback_inbound_refused (inbound_id=?'],
    ] as const) {
      const plans = [
        ...plansOf((context) => refusedCallbacks(context, { accountId: 'a', inboundId })),
        ...plansOfWrite((context) =>
          keepCallback(context, callbackOf('{}', { verdict: 'forged', inboundId })),
        ),
      ].filter((plan) => /^(?:SEARCH|SCAN) callback\b/u.test(plan));
      expect(plans.filter((plan) => plan.includes(index))).toHaveLength(3);
      expect(plans).toHaveLength(3);
    }
  });

  it('the story of a callback looks for its other tries by these indexes', () => {
    const insert = db.prepare<[string | null], { id: number }>(
      `INSERT INTO callback (received_at, account_id, inbound_id, method, target, headers, body, verdict, outcome)
       VALUES (1, 'a', ?, 'POST', '/', '[]', x'7b', 'forged', 'not-applied') RETURNING id`,
    );
    const [report, message] = [insert.get(null)?.id ?? 0, insert.get('n')?.id ?? 0];
    for (const id of [report, message]) {
      const plans = plansOf((context) => {
        expect(callbackStory(context, { id })?.tries.map((one) => one.id)).toEqual([id]);
      });
      expect(plans.filter((plan) => plan.includes('callback_refused (account_id=?'))).toHaveLength(1);
      expect(plans.filter((plan) => plan.includes('callback_inbound_refused (inbound_id=?'))).toHaveLength(1);
      isCheap(plans);
    }
  });

  it('the number of stray reports is limited by an index without inbound messages', () => {
    const plans = plansOfWrite((context) => keepCallback(context, callbackOf('{}'))).filter((plan) =>
      /^(?:SEARCH|SCAN) callback\b/u.test(plan),
    );
    expect(plans.filter((plan) => plan.includes('callback_loose (account_id=?'))).toHaveLength(2);
    expect(plans).toHaveLength(2);
    // The index cannot answer a query that includes inbound messages.
    expect(() =>
      db.prepare(
        `SELECT id FROM callback INDEXED BY callback_loose
         WHERE outcome IN ('unknown-message', 'unreadable') AND omnimessage_seq IS NULL`,
      ),
    ).toThrow('no query solution');
  });
});
