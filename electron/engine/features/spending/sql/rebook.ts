/** Replaces what a message has reserved by what it costs, as soon as that is known. */
import {
  compareDecimals,
  isMoreThan,
  subtractDecimals,
  zero,
} from '../../../../../shared/messaging/money.ts';
import type { DecimalString } from '../../../../../shared/messaging/types.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { releaseHeld } from './held.ts';
import { addToDay } from './spent-days.ts';

type Booked = {
  readonly state: string;
  readonly cost: DecimalString | null;
  readonly reserved: DecimalString | null;
  readonly booked: DecimalString;
  readonly booked_on: string;
};

/** How many waiting messages may be looked at again because one has cost less than it had reserved. */
const releasedAtOnce = 4;

/** Books what a message costs by its state, after a change of the state or of its cost. @param now UTC epoch ms */
export function rebook(context: WriteContext, seq: number, now: number): void {
  const message = context.get<Booked>(
    'SELECT state, cost, reserved, booked, booked_on FROM omnimessage WHERE seq = ? AND booked_on IS NOT NULL',
    seq,
  );
  if (message === undefined) return;
  const amount = amountOf(message);
  if (compareDecimals(amount, message.booked) === 0) return;
  context.run('UPDATE omnimessage SET booked = ? WHERE seq = ?', amount, seq);
  addToDay(context, message.booked_on, subtractDecimals(amount, message.booked));
  if (isMoreThan(message.booked, amount)) releaseHeld(context, { now, limit: releasedAtOnce });
}

function amountOf({ state, cost, reserved }: Booked): DecimalString {
  switch (state) {
    // Messente has not accepted it, or does not send it.
    case 'refused':
    case 'queued':
    case 'cancelled':
      return cost ?? zero;
    case 'delivered':
    case 'seen':
    case 'failed':
      return cost ?? reserved ?? zero;
    default: {
      // A later step may still cost something.
      const [least, most] = [cost ?? zero, reserved ?? zero];
      return compareDecimals(least, most) > 0 ? least : most;
    }
  }
}
