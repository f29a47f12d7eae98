import type { QueryContext } from './context.ts';

/** Which of these numbers (E.164) are on the do-not-send list. */
export function doNotSendAmong(
  context: QueryContext,
  input: { readonly numbers: readonly string[] },
): string[] {
  return context
    .all<{ number: string }>(
      'SELECT number FROM json_each(?) AS asked CROSS JOIN do_not_send ON number = asked.value',
      JSON.stringify(input.numbers),
    )
    .map((row) => row.number);
}
