import type { AboutNumber } from '../../../../../shared/contract/privacy.ts';
import { forgetNumber } from '../../../../../shared/messaging/forget-number.ts';
import type { E164 } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import { countToCancel } from '../../messages/sql/index.ts';
import { keptScenarios, runsNaming, viewsNaming } from './names-number.ts';
import { withoutNumber } from './written-yaml.ts';

/** Returns everything about one number (E.164). */
export function aboutNumber(
  context: QueryContext,
  input: { readonly number: E164; readonly now: number },
): AboutNumber {
  const { number } = input;
  const digits = number.slice(1);
  const count = (sql: string, ...values: string[]): number =>
    context.get<{ n: number }>(sql, ...values)?.n ?? 0;
  const mine = '(SELECT seq FROM omnimessage WHERE recipient = ?1)';
  const span = context.get<{ first: number | null; last: number | null }>(
    'SELECT min(created_at) AS first, max(created_at) AS last FROM omnimessage WHERE recipient = ?',
    number,
  );
  const listed = context.get<{ number: string; reason: string | null; addedAt: number }>(
    'SELECT number, reason, added_at AS addedAt FROM do_not_send WHERE number = ?',
    number,
  );
  return {
    number,
    messages: count('SELECT count(*) AS n FROM omnimessage WHERE recipient = ?1', number),
    events: count(`SELECT count(*) AS n FROM status_event WHERE omnimessage_seq IN ${mine}`, number),
    callbacks:
      count(
        `SELECT count(*) AS n FROM callback WHERE omnimessage_seq IN ${mine} OR recipient IN (?1, ?2)
         OR (omnimessage_seq IS NULL AND instr(body, CAST(?2 AS BLOB)) > 0)`,
        number,
        digits,
      ) +
      count(
        `SELECT count(*) AS n FROM postponed_callback WHERE instr(body, CAST(?2 AS BLOB)) > 0
         OR local_id IN (SELECT id FROM omnimessage WHERE recipient = ?1)`,
        number,
        digits,
      ),
    polls: count(`SELECT count(*) AS n FROM poll WHERE omnimessage_seq IN ${mine}`, number),
    attempts: count(`SELECT count(*) AS n FROM attempt WHERE omnimessage_seq IN ${mine}`, number),
    drafts: context
      .all<{ content: string; preview: string }>('SELECT content, preview FROM draft')
      .filter(({ content, preview }) => forgetNumber([JSON.parse(content), preview], number).found > 0)
      .length,
    runs: runsNaming(context, number, Number.MAX_SAFE_INTEGER).length,
    views: viewsNaming(context, number, Number.MAX_SAFE_INTEGER).length,
    scenarios: keptScenarios(context).filter((text) => withoutNumber(text, number) !== null).length,
    firstAt: span?.first ?? null,
    lastAt: span?.last ?? null,
    doNotSend: listed ?? null,
    toCancel: countToCancel(context, number, input.now),
    accounts: context
      .all<{ name: string }>(
        'SELECT DISTINCT a.name FROM omnimessage o JOIN account a ON a.id = o.account_id WHERE o.recipient = ? ORDER BY a.name',
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
