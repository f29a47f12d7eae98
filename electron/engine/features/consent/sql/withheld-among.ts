import type { WithheldFrom } from '../../../../../shared/contract/compose.ts';
import type { Channel, E164 } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import { createConsentCheck } from '../../messages/sql/index.ts';

/** Returns which of these numbers do not agree to the purpose, or to some of the channels for it. */
export function withheldAmong(
  context: QueryContext,
  input: {
    readonly numbers: readonly E164[];
    /** Null: general. */
    readonly purpose: string | null;
    readonly channels: readonly Channel[];
  },
): (Omit<WithheldFrom, 'to'> & { readonly number: E164 })[] {
  const { numbers, purpose, channels } = input;
  const check = createConsentCheck(context);
  return numbers.flatMap((number) => {
    const withheld = check(number, purpose, channels);
    if (withheld.length === 0) return [];
    const isWithdrawn = withheld.some(({ why }) => why === 'withdrawn');
    return [
      {
        ...{ number, why: isWithdrawn ? ('withdrawn' as const) : ('no-consent' as const) },
        ...{ channels: withheld.map(({ channel }) => channel), all: withheld.length === channels.length },
      },
    ];
  });
}
