/** What was spent stays spent, whatever database replaces this one. */
import {
  addDecimals,
  compareDecimals,
  isDecimal,
  subtractDecimals,
  zero,
} from '../../../../../shared/messaging/money.ts';
import type { DecimalString } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { spentOn } from './spent-days.ts';

type Sums = Map<string, DecimalString>;

function add(sums: Sums, day: string, amount: DecimalString): void {
  sums.set(day, addDecimals(sums.get(day) ?? zero, amount));
}

type Booked = { readonly id: string; readonly day: string; readonly amount: DecimalString };

function bookedIn(context: Pick<QueryContext, 'all'>): Booked[] {
  return context.all(
    'SELECT id, booked_on AS day, booked AS amount FROM omnimessage WHERE booked_on IS NOT NULL',
  );
}

/** A manipulated backup may hold what is not an amount. */
function forgetUnreadable(context: WriteContext): void {
  const isWrong = (amount: unknown) => amount !== null && !isDecimal(amount);
  for (const { seq, booked, reserved } of context.all<{ seq: number; booked: unknown; reserved: unknown }>(
    'SELECT seq, booked, reserved FROM omnimessage WHERE booked_on IS NOT NULL',
  ))
    if (booked === null || isWrong(booked) || isWrong(reserved))
      context.run(
        'UPDATE omnimessage SET booked_on = NULL, booked = NULL, reserved = NULL WHERE seq = ?',
        seq,
      );
  for (const { day, amount } of context.all<{ day: string; amount: unknown }>(
    'SELECT day, amount FROM spent_day',
  ))
    if (isWrong(amount)) context.run('DELETE FROM spent_day WHERE day = ?', day);
}

function sumsOf(messages: Iterable<Booked>): Sums {
  const sums: Sums = new Map();
  for (const { day, amount } of messages) add(sums, day, amount);
  return sums;
}

/**
 * Unites what today's database and a restored one know to be spent: the messages of the restored one, what only today's
 * knows of messages, and what was spent on messages that are deleted. Never less than today's.
 * @param context the restored database, from which everything that was erased is gone
 */
export function carrySpending(context: WriteContext, today: WriteContext): void {
  forgetUnreadable(context);
  const restored = bookedIn(context);
  const ofToday = bookedIn(today);
  const known = new Map(restored.map(({ id, day, amount }) => [`${id} ${day}`, amount]));
  const [here, there] = [sumsOf(restored), sumsOf(ofToday)];
  const onlyThere = sumsOf(
    ofToday.map(({ id, day, amount }) => {
      const more = subtractDecimals(amount, known.get(`${id} ${day}`) ?? zero);
      return { id, day, amount: greater(more, zero) };
    }),
  );
  const days = (from: Pick<QueryContext, 'all'>) =>
    from.all<{ day: string }>('SELECT day FROM spent_day').map(({ day }) => day);
  for (const day of new Set([...days(context), ...days(today)])) {
    const live = here.get(day) ?? zero;
    const deleted = greater(
      subtractDecimals(spentOn(context, day), live),
      subtractDecimals(spentOn(today, day), there.get(day) ?? zero),
    );
    const amount = addDecimals(addDecimals(live, onlyThere.get(day) ?? zero), deleted);
    context.run(
      'INSERT INTO spent_day (day, amount) VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET amount = excluded.amount',
      day,
      amount,
    );
  }
}

function greater(one: DecimalString, other: DecimalString): DecimalString {
  return compareDecimals(one, other) > 0 ? one : other;
}
