import type { E164 } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';

/** Returns which of these numbers (E.164) are on the do-not-send list, with their reasons and since when, epoch ms. */
export function doNotSendAmong(
  context: QueryContext,
  input: { readonly numbers: readonly E164[] },
): { number: E164; reason: string | null; addedAt: number }[] {
  return context.all<{ number: E164; reason: string | null; addedAt: number }>(
    'SELECT number, reason, added_at AS addedAt FROM json_each(?) AS asked CROSS JOIN do_not_send ON number = asked.value',
    JSON.stringify(input.numbers),
  );
}
