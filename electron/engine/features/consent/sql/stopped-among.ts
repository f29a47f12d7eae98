import type { E164 } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import { isErased } from '../../messages/sql/index.ts';
import { doNotSendAmong } from './do-not-send-among.ts';

/**
 * Returns which of these numbers (E.164) nothing is sent to: those on the do-not-send list, with their reasons, and those of
 * people who were erased, without one.
 */
export function stoppedAmong(
  context: QueryContext,
  input: { readonly numbers: readonly E164[] },
): { number: E164; reason: string | null }[] {
  const listed = doNotSendAmong(context, input);
  if (context.get('SELECT 1 FROM erased_number WHERE is_withdrawn = 1 LIMIT 1') === undefined) return listed;
  const known = new Set(listed.map(({ number }) => number));
  const erased = context.all<{ number: E164 }>(
    `SELECT DISTINCT asked.value AS number FROM json_each(?) AS asked WHERE EXISTS (
       SELECT 1 FROM erased_number INDEXED BY erased_number_withdrawn WHERE ${isErased('asked.value')})`,
    JSON.stringify(input.numbers),
  );
  return [
    ...listed,
    ...erased.flatMap(({ number }) => (known.has(number) ? [] : [{ number, reason: null }])),
  ];
}
