/**
 * Converts a filter to conditions. Each has two forms: a test of one candidate and, if an index supports it,
 * a walk over all matching messages with their number. Which is walked and which are tested is decided by
 * counting.
 */
import type { MessageFilter } from '../../../../../shared/contract/messages.ts';
import { isDecimal } from '../../../../../shared/messaging/money.ts';
import { tidyTag } from '../../../../../shared/messaging/tags.ts';
import type { MessageState } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { Value } from '../../../db/statements.ts';
import type { Condition, Walk } from './condition.ts';
import { findTag } from './find-tag.ts';
import { ofSearch } from './search-condition.ts';
import { readSearch } from './search-expression.ts';

/** Imported messages are placed below existing ones: their seqs are negative. */
export const lowestSeq = Number.MIN_SAFE_INTEGER;

/** Smaller results are counted by walking: a page of them is sorted or tested in a few milliseconds. */
const fewCandidates = 20_000;

export const openStates = ['queued', 'sending', 'pending'] as const;
export const attentionStates = ['failed', 'refused', 'unknown'] as const;

/** The conditions of a filter, and the limits of seq that follow from its times. */
export type Conditions = {
  /** All conditions must be met; null if none can match. */
  readonly all: readonly Condition[] | null;
  /** No messages outside of these limits match. */
  readonly first: number;
  readonly last: number;
};

function asksForScheduled({ group, states }: MessageFilter): boolean {
  return group === 'scheduled' || (states?.length === 1 && states[0] === 'scheduled');
}

/**
 * Converts a filter to conditions. An invalid value (for example a non-numeric cost), an empty list of values
 * and a search without a letter or a digit match nothing: an impossible filter never lists more.
 */
export function conditionsOf(context: QueryContext, filter: MessageFilter): Conditions {
  const all: (Condition | null)[] = [];
  const span = spanOf(context, filter);
  if (filter.states !== undefined) all.push(ofStates(context, filter.states));
  if (filter.group !== undefined) all.push(ofGroup(context, filter.group));
  if (filter.sort === 'goes-out' && !asksForScheduled(filter)) all.push(ofStates(context, ['scheduled']));
  if (filter.accountId !== undefined) all.push(ofAccount(context, filter.accountId));
  if (filter.batchId !== undefined) all.push(ofColumn(context, 'batch_id', 'batch', filter.batchId));
  if (filter.recipient !== undefined) all.push(ofColumn(context, 'recipient', 'recipient', filter.recipient));
  if (filter.countries !== undefined) all.push(ofCountries(context, filter.countries));
  if (filter.channels !== undefined) all.push(ofSteps(context, 'channel', filter.channels));
  if (filter.senders !== undefined) all.push(ofSteps(context, 'sender', filter.senders));
  if (filter.tags?.length === 0) all.push(null);
  for (const tag of filter.tags ?? []) all.push(ofTag(context, tag));
  if (filter.createdFrom !== undefined || filter.createdBefore !== undefined) {
    all.push(span === null ? null : ofTime(context, filter));
  }
  if (filter.costAtLeast !== undefined || filter.costAtMost !== undefined) all.push(ofCost(context, filter));
  const search = readSearch(filter.search ?? '');
  if (search !== null) all.push(ofSearch(context, search));
  const possible = all.filter((condition) => condition !== null);
  return {
    all: possible.length < all.length ? null : possible,
    first: span?.first ?? lowestSeq,
    last: span?.last ?? Number.MAX_SAFE_INTEGER,
  };
}

// The "+" of a bound value prevents SQLite (with STAT4) from preparing a statement again for each value; the
// "+" of a column prevents one seek per value of a list, if one seek by seq finds the candidate.

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}

function onMessage(index: string, sql: string, ...values: Value[]): Walk {
  return {
    from: `omnimessage d INDEXED BY omnimessage_${index}`,
    seq: 'd.seq',
    where: { sql, values },
  };
}

function ofStates(context: QueryContext, wanted: readonly MessageState[]): Condition | null {
  const states = [...new Set(wanted)];
  if (states.length === 0) return null;
  return {
    test: { sql: `+f.state IN (${marks(states)})`, values: states },
    walks: states.map((state) => onMessage('state', 'd.state = +?', state)),
    inOrder: true,
    count: () => countStates(context, states),
    exact: true,
  };
}

function ofGroup(context: QueryContext, group: NonNullable<MessageFilter['group']>): Condition | null {
  switch (group) {
    case 'open':
      return ofStates(context, openStates);
    case 'scheduled':
      return ofStates(context, ['scheduled']);
    case 'attention': {
      const twice = () =>
        context.get<{ n: number }>('SELECT coalesce(sum(twice), 0) AS n FROM state_count')?.n ?? 0;
      return {
        test: {
          sql: `(+f.state IN (${marks(attentionStates)}) OR f.delivered_twice = 1)`,
          values: attentionStates,
        },
        walks: [
          ...attentionStates.map((state) => onMessage('state', 'd.state = +?', state)),
          onMessage('twice', 'd.delivered_twice = 1'),
        ],
        inOrder: true,
        count: () => countStates(context, attentionStates) + twice(),
        exact: true,
      };
    }
  }
}

function countStates(context: QueryContext, states: readonly string[]): number {
  return (
    context.get<{ n: number }>(
      'SELECT coalesce(sum(messages), 0) AS n FROM state_count WHERE state IN (SELECT value FROM json_each(?))',
      JSON.stringify(states),
    )?.n ?? 0
  );
}

function ofAccount(context: QueryContext, id: string): Condition {
  return {
    test: { sql: '+f.account_id = ?', values: [id] },
    walks: [onMessage('account', 'd.account_id = +?', id)],
    inOrder: true,
    count: () =>
      context.get<{ n: number }>(
        'SELECT coalesce(sum(messages), 0) AS n FROM state_count WHERE account_id = ?',
        id,
      )?.n ?? 0,
    exact: true,
  };
}

function ofColumn(
  context: QueryContext,
  column: 'batch_id' | 'recipient',
  index: string,
  value: string,
): Condition {
  const walk = onMessage(index, `d.${column} = +?`, value);
  return {
    test: {
      sql: `EXISTS (SELECT 1 FROM omnimessage b WHERE b.seq = f.seq AND +b.${column} = ?)`,
      values: [value],
    },
    walks: [walk],
    inOrder: true,
    count: () => countFew(context, walk),
    exact: false,
  };
}

type FacetRow = { readonly id: number; readonly messages: number };

function facetsOf(context: QueryContext, kind: string, values: readonly string[]): FacetRow[] {
  return context.all<FacetRow>(
    'SELECT id, messages FROM facet WHERE kind = +? AND value IN (SELECT value FROM json_each(?))',
    kind,
    JSON.stringify(values),
  );
}

function facetWalks(facets: readonly FacetRow[]): Walk[] {
  return facets.map(({ id }) => ({
    from: 'message_facet d',
    seq: 'd.omnimessage_seq',
    where: { sql: 'd.facet_id = +?', values: [id] },
  }));
}

function totalOf(facets: readonly FacetRow[]): number {
  return facets.reduce((sum, { messages }) => sum + messages, 0);
}

function ofCountries(context: QueryContext, countries: readonly string[]): Condition | null {
  const facets = facetsOf(context, 'country', countries);
  if (facets.length === 0) return null;
  return {
    test: {
      sql: '+f.country IN (SELECT value FROM json_each(?))',
      values: [JSON.stringify([...new Set(countries)])],
    },
    walks: facetWalks(facets),
    inOrder: true,
    count: () => totalOf(facets),
    exact: true,
  };
}

function ofSteps(
  context: QueryContext,
  kind: 'channel' | 'sender',
  values: readonly string[],
): Condition | null {
  const facets = facetsOf(context, kind, values);
  if (facets.length === 0) return null;
  return {
    test: {
      sql: `EXISTS (SELECT 1 FROM message_facet t WHERE t.facet_id IN (${marks(facets)}) AND t.omnimessage_seq = f.seq)`,
      values: facets.map(({ id }) => id),
    },
    walks: facetWalks(facets),
    inOrder: true,
    count: () => totalOf(facets),
    // A message may have several of them.
    exact: facets.length === 1,
  };
}

function ofTag(context: QueryContext, name: string): Condition | null {
  const tag = findTag(context, tidyTag(name));
  if (!tag) return null;
  return {
    test: {
      sql: 'EXISTS (SELECT 1 FROM omnimessage_tag t WHERE t.omnimessage_seq = f.seq AND t.tag_id = ?)',
      values: [tag.id],
    },
    walks: [
      {
        from: 'omnimessage_tag d INDEXED BY omnimessage_tag_tag',
        seq: 'd.omnimessage_seq',
        where: { sql: 'd.tag_id = +?', values: [tag.id] },
      },
    ],
    inOrder: true,
    count: () => tag.messages,
    exact: true,
  };
}

const dayMs = 86_400_000;

/** Returns the range of messages that were written in this period; null if there are none. */
function spanOf(context: QueryContext, filter: MessageFilter): { first: number; last: number } | null {
  const { createdFrom, createdBefore } = filter;
  if (createdFrom === undefined && createdBefore === undefined)
    return { first: lowestSeq, last: Number.MAX_SAFE_INTEGER };
  const row = context.get<{ first: number | null; last: number | null }>(
    'SELECT min(first_seq) AS first, max(last_seq) AS last FROM day_span WHERE day >= ? AND day <= ?',
    createdFrom === undefined ? Number.MIN_SAFE_INTEGER : Math.floor(createdFrom / dayMs),
    createdBefore === undefined ? Number.MAX_SAFE_INTEGER : Math.floor(createdBefore / dayMs),
  );
  return row?.first == null || row.last === null ? null : { first: row.first, last: row.last };
}

function ofTime(context: QueryContext, filter: MessageFilter): Condition {
  const from = filter.createdFrom ?? Number.MIN_SAFE_INTEGER;
  const before = filter.createdBefore ?? Number.MAX_SAFE_INTEGER;
  const walk = onMessage('created', 'd.created_at >= ? AND d.created_at < ?', from, before);
  return {
    test: { sql: '+f.created_at >= ? AND +f.created_at < ?', values: [from, before] },
    walks: [walk],
    inOrder: false,
    count: () => countFew(context, walk),
    exact: false,
  };
}

function ofCost(context: QueryContext, filter: MessageFilter): Condition | null {
  const { costAtLeast, costAtMost } = filter;
  const tests: string[] = [];
  const values: string[] = [];
  for (const [bound, sign] of [
    [costAtLeast, '>='],
    [costAtMost, '<='],
  ] as const) {
    if (bound === undefined) continue;
    if (!isDecimal(bound)) return null;
    tests.push(`CAST(f.cost AS REAL) ${sign} CAST(? AS REAL)`);
    values.push(bound);
  }
  // The walk is a millionth wider on either side, and its results are tested.
  const walk = onMessage(
    'cost',
    'd.cost_micros >= ? AND d.cost_micros <= ?',
    costAtLeast === undefined ? Number.MIN_SAFE_INTEGER : Math.floor(Number(costAtLeast) * 1e6) - 1,
    costAtMost === undefined ? Number.MAX_SAFE_INTEGER : Math.ceil(Number(costAtMost) * 1e6) + 1,
  );
  return {
    test: { sql: tests.join(' AND '), values },
    walks: [walk],
    inOrder: false,
    count: () => countFew(context, walk),
    exact: false,
    looseWalk: true,
  };
}

/** Returns the number of a walk's entries if it is small, otherwise Infinity. */
function countFew(context: QueryContext, walk: Walk): number {
  const row = context.get<{ n: number }>(
    `SELECT count(*) AS n FROM (SELECT 1 FROM ${walk.from} WHERE ${walk.where.sql} LIMIT ${fewCandidates + 1})`,
    ...walk.where.values,
  );
  const count = row?.n ?? 0;
  return count > fewCandidates ? Number.POSITIVE_INFINITY : count;
}
