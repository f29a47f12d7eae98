import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../electron/core/store/connection.ts';
import { migrate } from '../../electron/core/store/migrate.ts';
import { migrations } from '../../electron/core/store/migrations/all.ts';
import { listCallbacks } from '../../electron/core/store/read/callbacks.ts';
import type { QueryContext } from '../../electron/core/store/read/context.ts';
import { findMessage, messageDetail } from '../../electron/core/store/read/message-detail.ts';
import { listMessages, messageRows } from '../../electron/core/store/read/message-rows.ts';
import { duePolls, openMessages, outboxWork, pollWork } from '../../electron/core/store/read/work.ts';
import { createStatements, type Parameters } from '../../electron/core/store/statements.ts';
import { beginAttempts } from '../../electron/core/store/write/attempts.ts';
import { createContext, emptyChanges } from '../../electron/core/store/write/context.ts';
import { keepCallback } from '../../electron/core/store/write/reports.ts';
import { callbackOf, localId } from '../helpers/store-fixture.ts';

let folder: string;
let db: Connection;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'omnideck-plans-'));
  db = migrate(join(folder, 'omnideck.db'), migrations);
  // Enough rows, unevenly spread as in life (nearly all settled), that the planner's choice is the one of a big file.
  db.exec(`
    INSERT INTO account (id, name, kind, colour, username, base_url, plain_url, text_store, created_at)
      VALUES ('a', 'A', 'messente', 'blue', 'u', 'b', 'p', 'nostore', 1), ('b', 'B', 'messente', 'blue', 'u', 'b', 'p', 'nostore', 1);
    INSERT INTO account_token VALUES ('t', 'a', 1);
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
    INSERT INTO omnimessage (id, account_id, batch_id, request_key, recipient, draft, preview, state, created_at, next_attempt_at, next_poll_at, omnimessage_id)
      SELECT printf('%016d', i), iif(i % 5 = 0, 'b', 'a'), 'batch' || (i / 100), 'request' || i, printf('+3725%07d', i), '{"steps":[]}', '',
        CASE WHEN i % 500 = 0 THEN 'queued' WHEN i % 200 = 0 THEN 'failed' WHEN i % 100 = 0 THEN 'pending' ELSE 'delivered' END,
        i, iif(i % 500 = 0, i, NULL), iif(i % 100 = 0, i, NULL), 'omni' || i FROM n;
    INSERT INTO step (omnimessage_seq, position, channel, text) SELECT seq, 0, 'sms', 'Tere' FROM omnimessage;
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

/** Runs a query as it is, and explains each statement that it makes. */
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
  });
  return plans;
}

/** No plan reads a whole table of those that grow, nor sorts more than what a page holds. */
function isCheap(plans: readonly string[]): void {
  const growing =
    /^SCAN (?:o|c|omnimessage|callback|status_event|step|attempt|poll)\b(?! USING (?:INTEGER PRIMARY KEY|(?:COVERING )?INDEX))/u;
  expect(plans.filter((plan) => growing.test(plan))).toEqual([]);
}

const page = { after: null, before: null, limit: 50 };
const accounts = ['a', 'b'];

describe('the plan of', () => {
  it('the list walks by its key, newest first, and sorts nothing', () => {
    const plans = plansOf((context) => listMessages(context, { filter: {}, ...page }));
    expect(plans).toContain('SEARCH o USING INTEGER PRIMARY KEY (rowid<?)');
    expect(plans.filter((plan) => plan.includes('TEMP B-TREE'))).toEqual([]);
    isCheap(plans);
  });

  it.each([
    ['one state', { states: ['failed' as const] }, 'omnimessage_state'],
    ['what is open', { group: 'open' as const }, 'omnimessage_state'],
    ['what wants attention', { group: 'attention' as const }, 'omnimessage_twice'],
    ['one account', { accountId: 'b' }, 'omnimessage_account'],
    ['one sending', { batchId: 'batch7' }, 'omnimessage_batch'],
  ])('the list of %s walks an index that is in the page’s order', (_name, filter, index) => {
    const plans = plansOf((context) => listMessages(context, { filter, ...page }));
    expect(plans.some((plan) => plan.includes(index))).toBe(true);
    expect(plans.filter((plan) => plan.includes('TEMP B-TREE FOR ORDER BY'))).toEqual([]);
    isCheap(plans);
  });

  it('a search asks the full-text index, in its own order', () => {
    const plans = plansOf((context) => listMessages(context, { filter: { search: 'tere 5000' }, ...page }));
    expect(plans.some((plan) => /^SCAN s VIRTUAL TABLE INDEX .*M/u.test(plan))).toBe(true);
    expect(plans.some((plan) => plan === 'SEARCH o USING INTEGER PRIMARY KEY (rowid=?)')).toBe(true);
    isCheap(plans);
  });

  it('a message’s rows and detail go by keys only', () => {
    const plans = plansOf((context) => {
      messageRows(context, { ids: [localId(1), localId(2)] });
      messageDetail(context, { id: localId(3) });
      findMessage(context, { id: 'omni9' });
      findMessage(context, { id: '000000000000012' });
    });
    isCheap(plans);
  });

  it('the outbox’s next look walks the queue', () => {
    const plans = plansOf((context) => outboxWork(context, { accounts }));
    expect(plans.some((plan) => plan.includes('omnimessage_queue'))).toBe(true);
    isCheap(plans);
  });

  it('what is due to be asked for walks the index of its times', () => {
    const due = plansOf((context) => duePolls(context, { now: 5_000, limit: 500, accounts }));
    expect(due.some((plan) => plan.includes('omnimessage_poll (next_poll_at'))).toBe(true);
    expect(due.filter((plan) => plan.includes('TEMP B-TREE'))).toEqual([]);
    isCheap(due);
    isCheap(plansOf((context) => openMessages(context, { accounts, limit: 500 })));
    isCheap(plansOf((context) => pollWork(context, { accounts })));
  });

  it('callbacks walk by their key, those of one message and the bad ones by an index of their own', () => {
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

  it('taking the next to send, and keeping a callback, go by indexes', () => {
    const context = createContext(db, emptyChanges());
    const plansOfWrite = (run: (context: ReturnType<typeof createContext>) => unknown): string[] => {
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
    };
    const begin = plansOfWrite((writing) =>
      beginAttempts(writing, { now: 1e12, limit: 16, accounts: [{ id: 'a', callbackBase: null }] }),
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
});
