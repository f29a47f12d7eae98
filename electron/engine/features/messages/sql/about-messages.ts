import type { E164 } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import { countToCancel } from './cancellations.ts';
import { viewsNaming } from './erase-views.ts';

/** What messages and saved views hold about a number. */
export function aboutMessages(context: QueryContext, number: E164, now: number) {
  const mine = '(SELECT seq FROM omnimessage WHERE recipient = ?1)';
  const count = (sql: string): number => context.get<{ n: number }>(sql, number)?.n ?? 0;
  const span = context.get<{ first: number | null; last: number | null }>(
    'SELECT min(created_at) AS first, max(created_at) AS last FROM omnimessage WHERE recipient = ?',
    number,
  );
  return {
    messages: count('SELECT count(*) AS n FROM omnimessage WHERE recipient = ?1'),
    events: count(`SELECT count(*) AS n FROM status_event WHERE omnimessage_seq IN ${mine}`),
    polls: count(`SELECT count(*) AS n FROM poll WHERE omnimessage_seq IN ${mine}`),
    attempts: count(`SELECT count(*) AS n FROM attempt WHERE omnimessage_seq IN ${mine}`),
    views: viewsNaming(context, number, Number.MAX_SAFE_INTEGER).length,
    firstAt: span?.first ?? null,
    lastAt: span?.last ?? null,
    toCancel: countToCancel(context, number, now),
    accounts: context
      .all<{ name: string }>(
        'SELECT DISTINCT a.name FROM omnimessage o JOIN account a ON a.id = o.account_id WHERE o.recipient = ? ORDER BY a.name',
        number,
      )
      .map(({ name }) => name),
    names: context
      .all<{ name: string }>(
        `SELECT recipient_name AS name FROM omnimessage WHERE recipient = ? AND recipient_name IS NOT NULL
         GROUP BY recipient_name ORDER BY max(seq) DESC LIMIT 20`,
        number,
      )
      .map(({ name }) => name),
    purposes: context
      .all<{ purpose: string }>(
        'SELECT DISTINCT purpose FROM omnimessage WHERE recipient = ? AND purpose IS NOT NULL ORDER BY purpose LIMIT 20',
        number,
      )
      .map(({ purpose }) => purpose),
  };
}
