/**
 * Searches callbacks. There is no index of bodies: a complete number or id is found with existing indexes,
 * however old it is; other terms are searched in the newest callbacks, a limited number per call.
 */
import type { ReportPage } from '../../../../../shared/contract/reports.ts';
import { plainNumber } from '../../../../../shared/messaging/number-writing.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import { newestCallback } from './callback-story.ts';
import { callbackColumns, type StoredCallback, viewCallback } from './callbacks.ts';
import { tablesOf } from './postponed.ts';

/** How many callbacks one call searches: about 20 ms. */
export const callbacksSearched = 20_000;
/** If a number has more messages, only the newest count. */
const mostMessages = 500;

type Condition = { readonly sql: string; readonly values: readonly (string | number)[] };

const likeText = (term: string): string => `%${term.replaceAll(/[\\%_]/gu, (sign) => `\\${sign}`)}%`;

/**
 * Returns the terms that must all match, each with one or several notations. If only a number was typed
 * ("(+372) 5550 14"), its digits are one notation; with dashes or dots only it may also be a date, an amount
 * or part of an id.
 */
function termsOf(search: string): readonly (readonly string[])[] {
  const text = search.trim();
  const number = plainNumber(text);
  if (/^[\d\s()./+-]+$/u.test(number) && /\d/u.test(number)) {
    const digits = number.replaceAll(/\D/gu, '');
    return [/^[\d./-]+$/u.test(number) && digits !== number ? [digits, number] : [digits]];
  }
  return text
    .split(/\s+/u)
    .filter((term) => term !== '')
    .map((term) => [term]);
}

/** The body contains nearly everything: number, ids, status, channel. The local id is only in the path. */
function holds(ways: readonly string[]): Condition {
  // instr() would take twice as long.
  const one = String.raw`CAST(c.body AS TEXT) LIKE ? ESCAPE '\' OR c.local_id LIKE ? ESCAPE '\'`;
  return {
    sql: `(${ways.map(() => one).join(' OR ')})`,
    values: ways.flatMap((way) => [likeText(way), likeText(way)]),
  };
}

/** Returns callbacks of the messages that a complete number or id identifies, by indexes. */
function named(context: QueryContext, terms: readonly (readonly string[])[]): readonly number[] {
  const [term] = terms[0] ?? [];
  if (term === undefined || terms.length > 1 || term.length < 7) return [];
  return context
    .all<{ seq: number }>(
      `SELECT seq FROM (SELECT seq FROM omnimessage WHERE recipient = '+' || ?1 ORDER BY seq DESC LIMIT ${mostMessages})
       UNION SELECT seq FROM omnimessage WHERE id = ?1
       UNION SELECT seq FROM omnimessage WHERE omnimessage_id = ?1
       UNION SELECT omnimessage_seq FROM step WHERE message_id = ?1`,
      term,
    )
    .map(({ seq }) => seq);
}

/**
 * Returns one page of matches, newest first. `next` continues below it; if `searched` is set, the call
 * stopped at its limit, and `next` searches further back.
 */
export function searchCallbacks(
  context: QueryContext,
  input: {
    readonly search: string;
    readonly before: number | null;
    readonly limit: number;
    readonly verdict: string | null;
    readonly messageId: string | null;
  },
): ReportPage {
  // LIKE stops at NUL, so the rest of the pattern would be ignored; no body and no id contains one.
  if (input.search.includes('\u0000')) return { rows: [], next: null, searched: null };
  const terms = termsOf(input.search);
  const newest = newestCallback(context, {});
  const top = Math.min(input.before ?? Number.MAX_SAFE_INTEGER, newest + 1);
  // Callbacks of one message, and unverified ones, are few and indexed: all of them are searched.
  const few = input.messageId !== null || (input.verdict !== null && input.verdict !== 'verified');
  const floor = few ? 0 : Math.max(0, top - callbacksSearched);

  const narrowed: Condition[] = [];
  if (input.verdict !== null) {
    const sql =
      few && input.messageId === null ? "c.verdict = ? AND c.verdict <> 'verified'" : 'c.verdict = ?';
    narrowed.push({ sql, values: [input.verdict] });
  }
  if (input.messageId !== null) {
    narrowed.push({
      sql: 'c.omnimessage_seq = (SELECT seq FROM omnimessage WHERE id = ?)',
      values: [input.messageId],
    });
  }
  const find = (conditions: readonly Condition[]): StoredCallback[] =>
    tablesOf(input.verdict).flatMap((table) =>
      context.all<StoredCallback>(
        `SELECT ${callbackColumns} FROM ${table} c LEFT JOIN omnimessage o ON o.seq = c.omnimessage_seq
         WHERE ${conditions.map(({ sql }) => sql).join(' AND ')} ORDER BY c.id DESC LIMIT ?`,
        ...conditions.flatMap(({ values }) => values),
        input.limit + 1,
      ),
    );
  const within: Condition = { sql: 'c.id < ? AND c.id >= ?', values: [top, floor] };
  const found = new Map(
    find([within, ...narrowed, ...terms.map(holds)]).map((row) => [row.id, row] as const),
  );
  const seqs = few ? [] : named(context, terms);
  if (seqs.length > 0) {
    const ofMessages: Condition = {
      sql: 'c.id < ? AND c.omnimessage_seq IN (SELECT value FROM json_each(?))',
      values: [top, JSON.stringify(seqs)],
    };
    for (const row of find([ofMessages, ...narrowed])) found.set(row.id, row);
  }

  const all = [...found.values()].sort((one, other) => other.id - one.id);
  const rows = all.slice(0, input.limit);
  const last = rows.at(-1)?.id ?? 0;
  if (all.length > input.limit && last >= floor) {
    return { rows: rows.map(viewCallback), next: last, searched: null };
  }
  const older = floor > 0 && context.get('SELECT 1 FROM callback WHERE id < ? LIMIT 1', floor) !== undefined;
  if (!older) return { rows: rows.map(viewCallback), next: null, searched: null };
  const oldest = context.get<{ received_at: number }>(
    'SELECT received_at FROM callback WHERE id >= ? ORDER BY id LIMIT 1',
    floor,
  );
  return {
    rows: rows.map(viewCallback),
    next: floor,
    searched: { callbacks: top - floor, backTo: oldest?.received_at ?? 0 },
  };
}
