/**
 * Tests that an impossible filter finds nothing or is refused: it never lists, counts, exports or selects
 * more.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FilterOptions, readFilter } from '../../electron/cli/commands/filters.ts';
import { databaseName } from '../../electron/engine/db/store.ts';
import type { Client } from '../../electron/engine/local-socket/attach.ts';
import type { MessageFilter } from '../../shared/contract/messages.ts';
import { must, requestKey } from '../helpers/console-fixture.ts';
import { openConsole } from '../helpers/open-console.ts';
import { openSandbox } from '../helpers/sandbox-fixture.ts';

let client: Client;
let folder = '';
const close: (() => Promise<unknown>)[] = [];
const texts = ['Party 🎉 on Friday', 'Party on Saturday', 'Tom & Jerry', '50 € off', 'Hello'] as const;

beforeAll(async () => {
  const sandbox = await openSandbox();
  close.push(() => sandbox.stop());
  folder = mkdtempSync(join(tmpdir(), 'omnideck-filters-'));
  const open = await openConsole(folder);
  close.unshift(() => open.stop());
  client = createRouterClient(open.router);
  must(
    await client.accounts.add({
      name: 'Shop',
      username: 'demo',
      password: 'demo',
      baseUrl: sandbox.baseUrl,
    }),
  );
  await client.outbox.pause();
  for (const text of texts) {
    must(
      await client.messages.send({
        to: ['+37255501411'],
        chain: { steps: [{ channel: 'sms', text }] },
        requestKey: requestKey(),
        tags: ['order'],
      }),
    );
  }
});

afterAll(async () => {
  for (const end of close) await end();
  rmSync(folder, { recursive: true, force: true });
});

/** Returns what a filter lists, counts and exports, which must be the same. */
async function found(filter: MessageFilter): Promise<string[]> {
  const { rows } = await client.messages.list({ filter });
  const previews = rows.map(({ preview }) => preview);
  expect(await client.messages.countMatching({ filter, upTo: 100 })).toEqual({
    messages: rows.length,
    more: false,
  });
  const piece = await client.backups.exportPiece({ filter, format: 'jsonl', after: null });
  expect(piece.messages).toBe(rows.length);
  return previews;
}

async function refused(options: FilterOptions): Promise<string | null> {
  const read = await readFilter({ client }, options);
  return read.ok ? null : read.problem.field;
}

describe('a search without letters and digits', () => {
  test.each(['🎉', '👍🏽', '***', '( ) - .', '"', '""', '\u0000', '\u200b', '\u0301', '…'])(
    'finds nothing: %j',
    async (search) => {
      expect(await found({ search })).toEqual([]);
    },
  );

  test('filters by its special characters what its words find', async () => {
    expect(await found({ search: 'party' })).toHaveLength(2);
    expect(await found({ search: 'party 🎉' })).toEqual(['Party 🎉 on Friday']);
    expect(await found({ search: '"party 🎉"' })).toEqual(['Party 🎉 on Friday']);
    expect(await found({ search: 'party🎉' })).toEqual(['Party 🎉 on Friday']);
    expect(await found({ search: 'party 🚚' })).toEqual([]);
    expect(await found({ search: 'tom & jerry' })).toEqual(['Tom & Jerry']);
    expect(await found({ search: 'tom – jerry' })).toEqual([]);
    expect(await found({ search: '50€' })).toEqual(['50 € off']);
    expect(await found({ search: '50 $' })).toEqual([]);
  });

  test('is refused by the command line, at its field', async () => {
    for (const search of ['🎉', '***', '', '   ', '\u200b']) {
      expect(await refused({ search }), JSON.stringify(search)).toBe('search');
    }
    expect(await refused({ search: 'party 🎉' })).toBeNull();
  });
});

describe('a filter without a value', () => {
  test('is refused by the command line, at its field', async () => {
    expect(await refused({ tag: [] })).toBe('tag');
    expect(await refused({ state: [] })).toBe('state');
    expect(await refused({ channel: [] })).toBe('channel');
    expect(await refused({ sender: [] })).toBe('sender');
    expect(await refused({ country: [] })).toBe('country');
    for (const field of ['account', 'to', 'from', 'before'] as const) {
      expect(await refused({ [field]: '' })).toBe(field);
    }
    expect(await refused({ costMin: '' })).toBe('cost-min');
  });

  test('finds nothing', async () => {
    for (const field of ['tags', 'states', 'channels', 'senders', 'countries'] as const) {
      expect(await found({ [field]: [] }), field).toEqual([]);
    }
  });
});

describe('an unknown filter', () => {
  test('is refused, because a newer command may call an older console', async () => {
    const filter = { search: 'party', colour: 'red' } as MessageFilter;
    await expect(client.messages.list({ filter })).rejects.toThrow();
    await expect(client.messages.countMatching({ filter, upTo: 10 })).rejects.toThrow();
    await expect(client.backups.export({ filter, format: 'csv' })).rejects.toThrow();
    await expect(client.messages.views.save({ name: 'Red', filter })).rejects.toThrow();
  });

  test('does not turn a saved view into a view of everything', async () => {
    must(await client.messages.views.save({ name: 'Newer', filter: { search: 'party' } }));
    const db = new Database(join(folder, databaseName));
    db.prepare('UPDATE saved_view SET content = ? WHERE name = ?').run(
      '{"filter":{"colour":"red"}}',
      'Newer',
    );
    db.close();
    const views = await client.messages.views.list();
    expect(views.find(({ name }) => name === 'Newer')?.filter).toBeNull();
  });
});

describe('the sandbox account', () => {
  test('is what --sandbox filters by, also in a search and an export', async () => {
    const read = must(await readFilter({ client }, { sandbox: true }));
    expect(await found(read)).toEqual([]);
  });
});
