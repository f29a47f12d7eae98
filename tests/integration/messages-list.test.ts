/**
 * Compares the list's filters and orders with a reference that uses no index: every row is read by
 * SQL alone, then filtered and sorted in plain JavaScript. Search is compared with words extracted from the
 * rows.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connection, openConnection } from '../../electron/engine/db/connection.ts';
import { createQueryContext, type QueryContext } from '../../electron/engine/db/query-context.ts';
import { databaseName } from '../../electron/engine/db/store.ts';
import { countFound, facets } from '../../electron/engine/features/messages/sql/facets.ts';
import { listMessages } from '../../electron/engine/features/messages/sql/list-messages.ts';
import type { MessageFilter } from '../../shared/contract/messages.ts';
import { messageSorts } from '../../shared/messaging/message-sorts.ts';
import { channels, messageStates } from '../../shared/messaging/types.ts';
import { count } from '../helpers/counts.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { seedFolder } from '../helpers/seed.ts';

const now = Date.UTC(2026, 10, 1, 12);
const day = 86_400_000;

type Judged = {
  readonly id: string;
  readonly seq: number;
  readonly accountId: string;
  readonly batchId: string;
  readonly recipient: string;
  readonly country: string | null;
  readonly state: string;
  readonly twice: boolean;
  readonly createdAt: number;
  readonly sendAt: number | null;
  readonly cost: number | null;
  readonly channels: readonly string[];
  readonly senders: readonly string[];
  readonly tags: readonly string[];
  readonly words: readonly string[];
};

let folder: string;
let db: Connection;
let context: QueryContext;
let all: Judged[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'omnideck-messages-'));
  seedFolder({ folder, messages: 1_500, seed: 3, now, raw: 0 });
  const file = join(folder, databaseName);
  // Some messages are scheduled, in another order than they were written.
  const writing = openConnection(file, 'write');
  writing.exec(
    `UPDATE omnimessage SET state = 'scheduled', send_at = ${now} + (seq * 7919 % 12) * ${day} WHERE seq % 37 = 0`,
  );
  writing.close();
  all = judgedRows(file);
  db = openConnection(file, 'read');
  context = createQueryContext(db);
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

function judgedRows(file: string): Judged[] {
  const grouped = (sql: string): Map<number, string[]> => {
    const groups = new Map<number, string[]>();
    for (const row of rowsOf(file, sql)) {
      if (row.value === null) continue;
      const seq = Number(row.seq);
      groups.set(seq, [...(groups.get(seq) ?? []), String(row.value)]);
    }
    return groups;
  };
  const stepChannels = grouped('SELECT omnimessage_seq AS seq, channel AS value FROM step');
  const senders = grouped(
    'SELECT omnimessage_seq AS seq, sender AS value FROM step UNION ALL SELECT omnimessage_seq, sender_used FROM step',
  );
  const texts = grouped('SELECT omnimessage_seq AS seq, text AS value FROM step');
  const tags = grouped(
    'SELECT mt.omnimessage_seq AS seq, t.name AS value FROM omnimessage_tag mt JOIN tag t ON t.id = mt.tag_id',
  );
  const sent = grouped('SELECT omnimessage_seq AS seq, sender AS value FROM step');
  return rowsOf(file, 'SELECT * FROM omnimessage').map((row) => {
    const seq = Number(row.seq);
    return {
      id: String(row.id),
      seq,
      accountId: String(row.account_id),
      batchId: String(row.batch_id),
      recipient: String(row.recipient),
      country: row.country === null ? null : String(row.country),
      state: String(row.state),
      twice: row.delivered_twice === 1,
      createdAt: Number(row.created_at),
      sendAt: row.send_at === null ? null : Number(row.send_at),
      cost: row.cost === null ? null : Number(row.cost),
      channels: stepChannels.get(seq) ?? [],
      senders: senders.get(seq) ?? [],
      tags: tags.get(seq) ?? [],
      words: wordsOf(
        [...(texts.get(seq) ?? []), ...(sent.get(seq) ?? []), ...(tags.get(seq) ?? [])].join(' '),
      ),
    };
  });
}

/** Returns the words of a text without case and accents. */
function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

function isFound(row: Judged, filter: MessageFilter): boolean {
  const any = (wanted: readonly string[] | undefined, has: readonly string[]): boolean =>
    wanted === undefined || wanted.some((value) => has.includes(value));
  const group = filter.group;
  return (
    any(filter.states, [row.state]) &&
    (group !== 'open' || ['queued', 'sending', 'pending'].includes(row.state)) &&
    (group !== 'scheduled' || row.state === 'scheduled') &&
    (group !== 'attention' || row.twice || ['failed', 'refused', 'unknown'].includes(row.state)) &&
    (filter.sort !== 'goes-out' || row.state === 'scheduled') &&
    (filter.accountId === undefined || row.accountId === filter.accountId) &&
    (filter.batchId === undefined || row.batchId === filter.batchId) &&
    (filter.recipient === undefined || row.recipient === filter.recipient) &&
    any(filter.countries, row.country === null ? [] : [row.country]) &&
    any(filter.channels, row.channels) &&
    any(filter.senders, row.senders) &&
    (filter.tags ?? []).every((tag) => row.tags.includes(tag)) &&
    row.createdAt >= (filter.createdFrom ?? 0) &&
    row.createdAt < (filter.createdBefore ?? Number.POSITIVE_INFINITY) &&
    (filter.costAtLeast === undefined || (row.cost !== null && row.cost >= Number(filter.costAtLeast))) &&
    (filter.costAtMost === undefined || (row.cost !== null && row.cost <= Number(filter.costAtMost))) &&
    (filter.search === undefined ||
      wordsOf(filter.search).every((typed) => row.words.some((word) => word.startsWith(typed))))
  );
}

function expected(filter: MessageFilter): string[] {
  const none = (row: Judged): number => (row.cost === null ? 1 : 0);
  const orders: Record<(typeof messageSorts)[number], (a: Judged, b: Judged) => number> = {
    newest: (a, b) => b.seq - a.seq,
    oldest: (a, b) => a.seq - b.seq,
    'cost-high': (a, b) => none(a) - none(b) || (b.cost ?? 0) - (a.cost ?? 0) || b.seq - a.seq,
    'cost-low': (a, b) => none(a) - none(b) || (a.cost ?? 0) - (b.cost ?? 0) || a.seq - b.seq,
    'goes-out': (a, b) => (a.sendAt ?? a.createdAt) - (b.sendAt ?? b.createdAt) || a.seq - b.seq,
  };
  return all
    .filter((row) => isFound(row, filter))
    .sort(orders[filter.sort ?? 'newest'])
    .map((row) => row.id);
}

/** Returns every page of a list, one after the other. */
function listed(filter: MessageFilter, limit: number, candidates?: number): string[] {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const page: ReturnType<typeof listMessages> = listMessages(context, {
      filter,
      after,
      limit,
      ...(candidates === undefined ? {} : { candidates }),
    });
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    ids.push(...page.rows.map((row) => row.id));
    after = page.next;
  } while (after !== null);
  return ids;
}

function counted(filter: MessageFilter, candidates: number): number {
  let messages = 0;
  let after: string | null = null;
  do {
    const part: ReturnType<typeof countFound> = countFound(context, {
      filter,
      after,
      upTo: 5_000,
      candidates,
    });
    messages += part.messages;
    after = part.next;
  } while (after !== null);
  return messages;
}

const cost = fc.constantFrom('0', '0.02', '0.055', '0.06', '0.075', '0.1', '0.171', '9', '0.0550001');
const time = fc.integer({ min: now - 61 * day, max: now + day });

/** Generates filters as users set them; each kind is usually absent. */
function anyFilter(): fc.Arbitrary<MessageFilter> {
  const some = fc.constantFrom(...all.filter((_, index) => index % 40 === 0));
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
  return fc
    .record({
      states: maybe(fc.subarray([...messageStates], { minLength: 1 })),
      group: maybe(fc.constantFrom('open' as const, 'attention' as const, 'scheduled' as const)),
      accountId: maybe(fc.constantFrom(all[0]?.accountId ?? '', 'nobody')),
      batchId: maybe(some.map((row) => row.batchId)),
      recipient: maybe(some.map((row) => row.recipient)),
      countries: maybe(fc.uniqueArray(fc.constantFrom('EE', 'LV', 'GB', 'ES', 'XX'), { minLength: 1 })),
      channels: maybe(fc.subarray([...channels], { minLength: 1 })),
      senders: maybe(
        fc.uniqueArray(
          fc.constantFrom('NORTHWIND', 'Harbour', 'Pakiabi', 'Messente', '+37255500111', 'Nobody'),
          {
            minLength: 1,
          },
        ),
      ),
      tags: maybe(
        fc.uniqueArray(fc.constantFrom('order', 'VIP', 'invoice', 'sügiskampaania', 'none'), {
          minLength: 1,
        }),
      ),
      createdFrom: maybe(time),
      createdBefore: maybe(time),
      costAtLeast: maybe(cost),
      costAtMost: maybe(cost),
      search: maybe(
        fc.constantFrom(
          'tellimus',
          'Tell',
          'order',
          'sugis',
          'your code',
          'NORTH',
          'zoë',
          'noa restoranis',
          'qqq',
          'ваша',
        ),
      ),
      sort: maybe(fc.constantFrom(...messageSorts)),
    })
    .chain((filter) => {
      // Use at most three kinds at once: with more, a filter would never match.
      const set = Object.entries(filter).filter(([key, value]) => value !== undefined && key !== 'sort');
      return fc.subarray(set, { maxLength: Math.min(3, set.length) }).map(
        (chosen) =>
          ({
            ...Object.fromEntries(chosen),
            ...(filter.sort === undefined ? {} : { sort: filter.sort }),
          }) as MessageFilter,
      );
    });
}

describe('a list of 1,500 messages', () => {
  it('contains, page after page, exactly the messages that match its filters, in its order', () => {
    fc.assert(
      fc.property(anyFilter(), fc.constantFrom(7, 50, 500), (filter, limit) => {
        expect(listed(filter, limit)).toEqual(expected(filter));
      }),
      { numRuns: count({ short: 150, long: 600 }) },
    );
  });

  it('is the same if each call may examine only a few candidates', () => {
    fc.assert(
      fc.property(anyFilter(), (filter) => {
        expect(listed(filter, 20, 100)).toEqual(expected(filter));
      }),
      { numRuns: count({ short: 40, long: 150 }) },
    );
  });

  it('has the same count as rows', () => {
    fc.assert(
      fc.property(anyFilter(), fc.constantFrom(100, 100_000), (filter, candidates) => {
        expect(counted(filter, candidates)).toBe(expected(filter).length);
      }),
      { numRuns: count({ short: 75, long: 300 }) },
    );
  });

  it.each([...messageStates])('of the state %s contains only that state', (state) => {
    expect(listed({ states: [state] }, 100)).toEqual(expected({ states: [state] }));
  });

  it('of scheduled messages is sorted by the time of sending, not of writing', () => {
    const wanted = expected({ sort: 'goes-out' });
    const written = expected({ group: 'scheduled' });
    expect(wanted.length).toBeGreaterThan(3);
    expect(wanted).not.toEqual(written.toReversed());
    for (const filter of [{}, { group: 'scheduled' }, { states: ['scheduled'] }] satisfies MessageFilter[]) {
      expect(listed({ ...filter, sort: 'goes-out' }, 2)).toEqual(wanted);
    }
    expect(listed({ group: 'attention', sort: 'goes-out' }, 10)).toEqual([]);
  });

  it.each(messageSorts)('sorted %s is empty for an invalid cursor, and does not fail', (sort) => {
    for (const after of [
      '',
      'x',
      '-',
      '1e9',
      '99999999999999999999',
      ':',
      ':x',
      '5:',
      'null',
      '1:2:3',
      "'; --",
    ]) {
      const page = listMessages(context, { filter: { sort }, after, limit: 10 });
      expect(page).toEqual({ rows: [], next: null });
    }
  });

  it('is empty for a non-numeric cost, an unknown country, and a time that ends before it begins', () => {
    for (const filter of [
      { costAtLeast: 'much' },
      { costAtMost: '1e3' },
      { countries: ['QQ'] },
      { countries: [] },
      { states: [] },
      { createdFrom: now, createdBefore: now - day },
      { createdFrom: Number.NaN },
      { senders: ['nobody at all'] },
      { tags: ['x'.repeat(10_000)] },
    ] as MessageFilter[]) {
      expect(listed(filter, 10)).toEqual([]);
      expect(counted(filter, 100)).toBe(0);
    }
  });
});

describe('a search of messages', () => {
  const withText = (text: string): string[] =>
    rowsOf(
      join(folder, databaseName),
      `SELECT o.id FROM omnimessage o WHERE EXISTS (SELECT 1 FROM step WHERE omnimessage_seq = o.seq AND text LIKE '%${text}%') ORDER BY seq DESC`,
    ).map((row) => String(row.id));

  it.each([
    ['a phrase', '"Noa restoranis algab"', 'Noa restoranis algab'],
    ['a phrase that is being typed', '"Noa restoranis al', 'Noa restoranis al'],
    ['a phrase without its accents, and a word', '"Teie aeg" hambaarsti', 'Teie aeg hambaarsti'],
    ['words in another case', 'TELLISKIVI locker', 'Telliskivi locker'],
    ['Cyrillic', 'посылка', 'посылка'],
    ['letters without the marks that they have', 'jusu sutijums', 'Jūsu sūtījums'],
    ['letters with marks that they have not', 'Télliskivi', 'Telliskivi'],
  ])('finds %s', (_name, search, text) => {
    const ids = withText(text);
    expect(ids.length).toBeGreaterThan(0);
    expect(listed({ search }, 50)).toEqual(ids);
  });

  it.each(['"algab restoranis"', '"restoranis" noaa', 'esta parcel zzz'])('does not find %s', (search) => {
    expect(listed({ search }, 50)).toEqual([]);
  });

  it('finds tags like words: prefixes, phrases, several, and words spread over tag and text', () => {
    const tagged =
      (...tags: string[]) =>
      (row: Judged) =>
        tags.every((tag) => row.tags.includes(tag));
    const ids = (is: (row: Judged) => boolean): string[] =>
      [...all]
        .sort((a, b) => b.seq - a.seq)
        .filter(is)
        .map((row) => row.id);
    const hasWord = (row: Judged, word: string): boolean => row.words.some((one) => one.startsWith(word));
    expect(listed({ search: 'sugisk' }, 50)).toEqual(ids(tagged('sügiskampaania')));
    expect(listed({ search: '"second notice"' }, 50)).toEqual(ids(tagged('second notice')));
    expect(listed({ search: '"notice second"' }, 50)).toEqual([]);
    expect(listed({ search: 'invoice second' }, 50)).toEqual(
      ids((row) => hasWord(row, 'invoice') && hasWord(row, 'second')),
    );
    for (const search of ['vip northwind', 'order vip tell', 'vip kadri order sms', 'reminder teie aeg']) {
      const found = ids((row) => search.split(' ').every((word) => hasWord(row, word)));
      for (const candidates of [100, 100_000]) expect(listed({ search }, 20, candidates)).toEqual(found);
      expect(counted({ search }, 100)).toBe(found.length);
    }
  });

  it('finds a number in any notation, and by its last digits', () => {
    for (const row of all.filter((_, index) => index % 100 === 0)) {
      const { recipient } = row;
      const same = expected({ recipient });
      const spaced = `${recipient.slice(0, 4)} ${recipient.slice(4, 8)} ${recipient.slice(8)}`;
      for (const search of [recipient, recipient.slice(1), `00${recipient.slice(1)}`, spaced]) {
        expect(listed({ search }, 50)).toEqual(same);
      }
      expect(listed({ search: recipient.slice(-5) }, 500)).toEqual(expect.arrayContaining(same));
    }
  });

  it('without letters and digits finds nothing, and is never an error', () => {
    for (const search of ['', '  ']) expect(listed({ search }, 500)).toEqual(expected({}));
    for (const search of ['"', '""', '***', '🚚', '( ) - .', '\u0000']) {
      expect(listed({ search }, 500)).toEqual([]);
      expect(counted({ search }, 500)).toBe(0);
    }
    for (const search of [
      'a"b',
      'AND OR NOT',
      'body:x',
      'NEAR(a b)',
      '^x',
      '{a}',
      "'; DROP TABLE step; --",
      'x'.repeat(100_000),
    ]) {
      expect(() => listed({ search }, 500)).not.toThrow();
    }
  });
});

describe('the filter values of a history', () => {
  it('list each value with its count', () => {
    const count = (values: readonly string[]): Map<string, number> => {
      const counts = new Map<string, number>();
      for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
      return counts;
    };
    const found = facets(context, {});
    expect(new Map(found.countries.map((one) => [one.country, one.messages]))).toEqual(
      count(all.flatMap((row) => row.country ?? [])),
    );
    expect(new Map(found.senders.map((one) => [one.sender, one.messages]))).toEqual(
      count(all.flatMap((row) => [...new Set(row.senders)])),
    );
    expect(new Map(found.tags.map((one) => [one.name, one.messages]))).toEqual(
      count(all.flatMap((row) => row.tags)),
    );
    const messages = found.countries.map((one) => one.messages);
    expect(messages).toEqual([...messages].sort((a, b) => b - a));
  });
});
