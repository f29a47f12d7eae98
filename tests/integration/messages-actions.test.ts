import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { databaseName } from '../../electron/engine/db/store.ts';
import type { Client } from '../../electron/engine/local-socket/attach.ts';
import {
  codeOf,
  consoleWithSandbox,
  messageOf,
  must,
  requestKey,
  sendOne,
  viberThenSms,
} from '../helpers/console-fixture.ts';
import { databaseFaults, rowsOf } from '../helpers/database-faults.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

/** Messages that stay queued: nothing is sent while the console is paused. */
async function paused(client: Client, count: number): Promise<string[]> {
  await client.outbox.pause();
  const to = Array.from({ length: count }, (_, index) => `+3725${String(5_600_000 + index)}`);
  const sent = must(await client.messages.send({ to, chain: viberThenSms, requestKey: requestKey() }));
  return sent.messages.map(({ id }) => id);
}

const found = async (client: Client, search: string): Promise<string[]> =>
  (await client.messages.list({ filter: { search } })).rows.map(({ id }) => id).sort();

describe('tags of messages', () => {
  it('are written for a thousand messages at once, found by search and by filter, counted, and undone', async () => {
    const { client, folder, stop } = await consoleWithSandbox();
    const ids = await paused(client, 1_000);
    const tagged = must(await client.messages.tag({ ids, add: ['Õpetajad', '  sügis\t2026 '], remove: [] }));
    expect(tagged.added).toHaveLength(2_000);
    expect(tagged.removed).toEqual([]);
    expect(await client.messages.facets()).toMatchObject({
      tags: [
        { name: 'sügis 2026', messages: 1_000 },
        { name: 'Õpetajad', messages: 1_000 },
      ],
    });
    expect(await client.messages.countMatching({ filter: { search: 'opetajad' }, upTo: 5_000 })).toEqual({
      messages: 1_000,
      more: false,
    });
    expect(await client.messages.countMatching({ filter: { search: 'opetajad' }, upTo: 10 })).toEqual({
      messages: 10,
      more: true,
    });
    const [one = ''] = ids;
    must(await client.messages.tag({ ids: [one], add: [], remove: ['õpetajad', 'Õpetajad', 'never there'] }));
    expect((await messageOf(client, one)).tags).toEqual(['sügis 2026']);
    const other = await client.messages.list({ filter: { tags: ['Õpetajad', 'sügis 2026'] }, limit: 500 });
    expect(other.rows.map(({ id }) => id)).not.toContain(one);
    // Undo with the values that were returned.
    must(await client.messages.tag({ ids, add: [], remove: ['Õpetajad', 'sügis 2026'] }));
    expect(await client.messages.facets()).toMatchObject({ tags: [] });
    expect(await found(client, 'opetajad')).toEqual([]);
    await stop();
    const file = join(folder, databaseName);
    expect(rowsOf(file, 'SELECT count(*) AS n FROM tag')).toEqual([{ n: 0 }]);
    expect(databaseFaults(file, join(temporaryFolder(), 'copy.db'))).toEqual([]);
  });

  it('keep their spelling whatever the case of the request, and only changes are returned', async () => {
    const { client } = await consoleWithSandbox();
    const [first = '', second = ''] = await paused(client, 2);
    must(await client.messages.tag({ ids: [first], add: ['VIP'] }));
    const again = must(await client.messages.tag({ ids: [first, second, second], add: ['vip', 'Vip'] }));
    expect(again).toEqual({ added: [{ id: second, tag: 'VIP' }], removed: [] });
    expect((await messageOf(client, second)).tags).toEqual(['VIP']);
    const both = must(await client.messages.tag({ ids: [second], add: ['VIP'], remove: ['vip'] }));
    expect(both).toEqual({ added: [], removed: [] });
  });

  it.each([
    ['', 'tag-empty'],
    [' \u0000\t ', 'tag-empty'],
    ['x'.repeat(51), 'tag-too-long'],
    ['😀'.repeat(51), 'tag-too-long'],
  ])('called %j are refused at the invalid name, and nothing is stored', async (name, code) => {
    const { client } = await consoleWithSandbox();
    const [id = ''] = await paused(client, 1);
    const refused = await client.messages.tag({ ids: [id], add: ['good', name] });
    expect(codeOf(refused)).toBe(code);
    expect(refused).toMatchObject({ problem: { field: 'add[1]' } });
    expect((await messageOf(client, id)).tags).toEqual([]);
  });

  it('may be emoji, composed or not, fifty characters long, and full of quotation marks', async () => {
    const { client } = await consoleWithSandbox();
    const [id = ''] = await paused(client, 1);
    const names = ['😀'.repeat(50), 'e\u0301te\u0301', `"a' OR b*`, 'x'.repeat(50)];
    must(await client.messages.tag({ ids: [id], add: names }));
    expect(new Set((await messageOf(client, id)).tags)).toEqual(
      new Set(['😀'.repeat(50), 'été', `"a' OR b*`, 'x'.repeat(50)]),
    );
    expect(await found(client, 'ete')).toEqual([id]);
    for (const tag of names) {
      expect((await client.messages.list({ filter: { tags: [tag] } })).rows).toHaveLength(1);
    }
  });
});

describe('a note of a message', () => {
  it('is stored with its message, returned with the previous note, and removed', async () => {
    const { client, folder } = await consoleWithSandbox();
    const [id = ''] = await paused(client, 1);
    const first = must(await client.messages.note({ id, note: '  Called back.\nWants e-mail. ' }));
    expect(first.before).toBeNull();
    expect(first.detail.note).toBe('Called back.\nWants e-mail.');
    const [row] = (await client.messages.list({})).rows;
    expect(row?.hasNote).toBe(true);
    const second = must(await client.messages.note({ id, note: '   ' }));
    expect(second).toMatchObject({
      before: 'Called back.\nWants e-mail.',
      detail: { note: null, hasNote: false },
    });
    expect(codeOf(await client.messages.note({ id: 'zzzzzzzz', note: 'x' }))).toBe('no-such-message');
    expect(rowsOf(join(folder, databaseName), 'SELECT note FROM omnimessage')).toEqual([{ note: null }]);
  });
});

describe('a saved view', () => {
  it('is kept in order, renamed, replaced, and returned when it is removed', async () => {
    const { client } = await consoleWithSandbox();
    const filter = { states: ['failed' as const], countries: ['LV'] };
    const failed = must(await client.messages.views.save({ name: 'Failed in Latvia', filter }));
    const recent = must(await client.messages.views.save({ name: 'Lately', filter: { withinDays: 7 } }));
    expect(recent.position).toBeGreaterThan(failed.position);
    must(await client.messages.views.save({ id: failed.id, name: 'failed, Latvia', filter }));
    expect(await client.messages.views.list()).toEqual([{ ...failed, name: 'failed, Latvia' }, recent]);
    expect(must(await client.messages.views.remove({ id: failed.id }))).toEqual({
      ...failed,
      name: 'failed, Latvia',
    });
    expect(await client.messages.views.list()).toEqual([recent]);
    expect(codeOf(await client.messages.views.remove({ id: failed.id }))).toBe('no-such-view');
    expect(codeOf(await client.messages.views.save({ id: failed.id, name: 'x', filter: {} }))).toBe(
      'no-such-view',
    );
  });

  it('has a unique name, ignoring case, in any alphabet', async () => {
    const { client } = await consoleWithSandbox();
    const first = must(await client.messages.views.save({ name: 'Õhtu', filter: {} }));
    for (const name of ['Õhtu', 'õhtu', ' ÕHTU ', 'O\u0303htu']) {
      const refused = await client.messages.views.save({ name, filter: {} });
      expect(codeOf(refused)).toBe('name-taken');
      expect(refused).toMatchObject({ problem: { field: 'name' } });
    }
    must(await client.messages.views.save({ id: first.id, name: 'ÕHTU', filter: {} }));
    expect(codeOf(await client.messages.views.save({ name: ' \u0007 ', filter: {} }))).toBe('name-empty');
  });
});

describe('several messages of a history', () => {
  it('are cancelled, each with its own outcome, and one that is too late stops no other', async () => {
    const { client } = await consoleWithSandbox();
    const there = await sendOne(client, '+37255500010');
    await eventually(async () => (await messageOf(client, there)).state).toBe('delivered');
    const queued = await paused(client, 3);
    const outcomes = await client.messages.cancelMany({
      ids: [queued[0] ?? '', there, 'nonsense', ...queued.slice(1)],
    });
    expect(outcomes.map(({ id, problem }) => [id, problem?.code ?? null])).toEqual([
      [queued[0], null],
      [there, 'too-late'],
      ['nonsense', 'no-such-message'],
      [queued[1], null],
      [queued[2], null],
    ]);
    for (const id of queued) expect((await messageOf(client, id)).state).toBe('cancelled');
  });

  it('are resent, linked to the old ones; a repeated request stores them once', async () => {
    const { client } = await consoleWithSandbox();
    const delivered = await sendOne(client, '+37255500010');
    await eventually(async () => (await messageOf(client, delivered)).state).toBe('delivered');
    const cancelled = await paused(client, 2);
    must(await client.messages.tag({ ids: cancelled, add: ['second try'] }));
    await client.messages.cancelMany({ ids: cancelled });
    const ids = [...cancelled, delivered];
    const key = requestKey();
    const first = await client.messages.resendMany({ ids, evenIfTwice: false, requestKey: key });
    expect(first.map(({ problem }) => problem?.code ?? null)).toEqual([null, null, 'may-reach-twice']);
    const again = await client.messages.resendMany({ ids, evenIfTwice: false, requestKey: key });
    expect(again).toEqual(first);
    const all = await client.messages.resendMany({ ids: [delivered], evenIfTwice: true, requestKey: key });
    expect(all[0]).toMatchObject({ id: delivered, problem: null });
    expect((await client.messages.counts({})).all).toBe(6);
    const made = await messageOf(client, first[0]?.madeId ?? '');
    expect(made).toMatchObject({ resendOf: cancelled[0], tags: ['second try'] });
    expect((await messageOf(client, cancelled[0] ?? '')).resentAs).toEqual([made.id]);
  });

  it('are announced to other windows when they change', async () => {
    const { client } = await consoleWithSandbox();
    const ids = await paused(client, 2);
    const abort = new AbortController();
    const changed = new Set<string>();
    const changes = await client.console.changes(undefined, { signal: abort.signal });
    const listening = (async () => {
      for await (const change of changes) {
        if (change.type !== 'messages') continue;
        for (const id of change.ids) changed.add(id);
      }
    })().catch(() => undefined);
    must(await client.messages.tag({ ids: ids.slice(0, 1), add: ['x'] }));
    must(await client.messages.note({ id: ids[1] ?? '', note: 'y' }));
    await eventually(async () => [...changed].sort()).toEqual([...ids].sort());
    abort.abort();
    await listening;
  });
});

describe('the detail of a message', () => {
  it('marks a delivery that happened after the next channel was tried', async () => {
    const { client } = await consoleWithSandbox();
    const id = await sendOne(client, '+37255500020');
    await eventually(async () => (await messageOf(client, id)).deliveredTwice).toBe(true);
    const { steps } = await messageOf(client, id);
    const late = steps.map((step) => step.events.filter((event) => event.late).map(({ status }) => status));
    expect(late).toEqual([['DELIVRD'], []]);
  });

  it('has the answers to GET status as received, newest first, even if there was no delivery report', async () => {
    const { client, sandbox } = await consoleWithSandbox();
    const id = await sendOne(client, '+37255500010');
    await eventually(async () => (await messageOf(client, id)).state).toBe('delivered');
    expect(must(await client.messages.polls({ id }))).toEqual({ polls: [], more: false });
    must(await client.messages.ask({ id }));
    await sandbox.stop();
    await client.messages.ask({ id });
    const { polls } = must(await client.messages.polls({ id: id.slice(0, 8) }));
    expect(polls[0]).toMatchObject({ httpStatus: null, body: null });
    expect(polls[0]?.problem).not.toBeNull();
    const answered = polls.at(-1);
    expect(answered).toMatchObject({ httpStatus: 200, problem: null });
    const { omnimessageId } = await messageOf(client, id);
    expect(JSON.parse(answered?.body ?? '')).toMatchObject({ omnimessage_id: omnimessageId });
    expect(codeOf(await client.messages.polls({ id: 'nothing' }))).toBe('no-such-message');
  });

  it('of a message that Messente refused contains the error', async () => {
    const { client } = await consoleWithSandbox();
    const id = await sendOne(client, '+37255500040');
    await eventually(async () => (await messageOf(client, id)).state).toBe('refused');
    const { rows } = await client.messages.list({
      filter: { states: ['refused'], recipient: '+37255500040' },
    });
    expect(rows).toMatchObject([{ id, problem: { field: 'to', httpStatus: 400 } }]);
  });
});

describe('a sender in Messente’s answer', () => {
  it('is found by the filter, as is the requested sender', async () => {
    const { client } = await consoleWithSandbox();
    const id = await sendOne(client, '+37255500010', {
      chain: { steps: [{ channel: 'sms', text: 'Tere', sender: 'Northwind' }] },
    });
    const without = await sendOne(client, '+37255500011', {
      chain: { steps: [{ channel: 'sms', text: 'Tere' }] },
    });
    await eventually(async () => (await messageOf(client, without)).acceptedAt).not.toBeNull();
    const named = (await messageOf(client, without)).steps[0]?.sender ?? '';
    expect(named).not.toBe('');
    const list = async (senders: string[]) =>
      (await client.messages.list({ filter: { senders } })).rows.map((row) => row.id);
    expect(await list(['Northwind'])).toContain(id);
    expect(await list([named])).toContain(without);
    expect(await list(['nobody'])).toEqual([]);
  });
});
