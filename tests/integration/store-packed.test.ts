import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connection, openConnection } from '../../electron/engine/db/connection.ts';
import { createQueryContext, type QueryContext } from '../../electron/engine/db/query-context.ts';
import { databaseName } from '../../electron/engine/db/store.ts';
import { listMessages, type MessagePage } from '../../electron/engine/features/messages/sql/list-messages.ts';
import { messageDetail } from '../../electron/engine/features/messages/sql/message-detail.ts';
import { askPacked, unpackAnswer } from '../../electron/engine/features/messages/sql/packed-answers.ts';
import { messageRows } from '../../electron/engine/features/messages/sql/packed-rows.ts';
import { type MessageRow, messageRowSchema } from '../../shared/contract/messages.ts';
import { seedFolder } from '../helpers/seed.ts';

let folder: string;
let db: Connection;
let context: QueryContext;
/** Characters that JSON could damage. */
const preview = 'NUL \u0000, “õ”, 👋, \u2028, \\n, "quoted"\n\ttab, שלום';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'omnideck-packed-'));
  seedFolder({ folder, messages: 1_500, seed: 12 });
  const file = join(folder, databaseName);
  const writing = openConnection(file, 'write');
  writing.prepare('UPDATE omnimessage SET preview = ? WHERE seq % 7 = 0').run(preview);
  writing.prepare('UPDATE omnimessage SET note = ? WHERE seq % 5 = 0').run('a note');
  writing
    .prepare("UPDATE omnimessage SET problem = ?, state = 'pending', settled_at = NULL WHERE seq % 11 = 0")
    .run(JSON.stringify({ code: 'a', field: null, message: '“b”', hint: 'c' }));
  writing.prepare("UPDATE step SET state = 'pending' WHERE omnimessage_seq % 11 = 0 AND position = 0").run();
  writing.close();
  db = openConnection(file, 'read');
  context = createQueryContext(db);
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const crossed = (query: string, input: unknown): unknown =>
  unpackAnswer(query, askPacked(context, query, input) ?? 'not packed');

describe('rows that are sent as text from the reader’s thread', () => {
  it('equal each message’s own detail, which is read in another way', () => {
    const { rows } = crossed('listMessages', { filter: {}, after: null, limit: 1_500 }) as MessagePage;
    expect(rows).toHaveLength(1_500);
    for (const row of rows) {
      expect(messageRowSchema.parse(row)).toEqual(row);
      const { steps, ...rest } = row;
      const detail = messageDetail(context, { id: row.id });
      const same = Object.fromEntries(Object.keys(rest).map((key) => [key, Reflect.get(detail ?? {}, key)]));
      expect(rest).toEqual(same);
      expect(steps.map(({ channel }) => channel)).toEqual(detail?.steps.map(({ channel }) => channel));
      expect(steps.map(({ status }) => status)).toEqual(detail?.steps.map(({ status }) => status));
    }
    expect(rows.filter((row) => row.preview === preview).length).toBeGreaterThan(100);
    for (const has of [
      (row: MessageRow) => row.tags.length > 1,
      (row: MessageRow) => row.hasNote,
      (row: MessageRow) => row.running !== null,
      (row: MessageRow) => row.problem?.message === '“b”',
      (row: MessageRow) => row.steps.length > 1,
    ]) {
      expect(rows.some(has)).toBe(true);
    }
  });

  it('are in the requested order, page after page, and the same as without the conversion', () => {
    for (const sort of ['newest', 'oldest', 'cost-high', 'cost-low'] as const) {
      let after: string | null = null;
      const ids: string[] = [];
      do {
        const input: Parameters<typeof listMessages>[1] = { filter: { sort }, after, limit: 333 };
        const page = crossed('listMessages', input) as MessagePage;
        expect(page).toEqual(listMessages(context, input));
        ids.push(...page.rows.map(({ id }) => id));
        after = page.next;
      } while (after !== null);
      expect(new Set(ids).size).toBe(1_500);
    }
  });

  it('are those that were requested by id; no ids give no rows', () => {
    const { rows } = listMessages(context, { filter: {}, after: null, limit: 3 });
    const ids = rows.map(({ id }) => id);
    expect(crossed('messageRows', { ids: [...ids.toReversed(), 'nobody'] })).toEqual(rows);
    expect(messageRows(context, { ids })).toEqual(rows);
    expect(crossed('messageRows', { ids: [] })).toEqual([]);
    expect(crossed('listMessages', { filter: { recipient: '+1' }, after: null, limit: 5 })).toEqual({
      rows: [],
      next: null,
    });
  });

  it('are only pages of rows; other answers are sent as they are', () => {
    expect(askPacked(context, 'countMessages', { accountId: null })).toBeNull();
    expect(() => unpackAnswer('countMessages', '{}')).toThrow('countMessages');
  });
});
