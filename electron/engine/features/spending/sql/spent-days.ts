/** What is spent in a day: a sum that is kept up in the transaction of each change, so that nothing is added up anew. */
import { addDecimals, sumDecimals, zero } from '../../../../../shared/messaging/money.ts';
import type { DecimalString } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { WriteContext } from '../../../db/write-context.ts';

/** Returns what is spent on a day, EUR. @param day such as "2026-12-31" */
export function spentOn(context: Pick<QueryContext, 'get'>, day: string): DecimalString {
  const row = context.get<{ amount: DecimalString }>('SELECT amount FROM spent_day WHERE day = ?', day);
  return row?.amount ?? zero;
}

/** Returns what is spent in a month, EUR. @param day any day of the month */
export function spentInMonth(context: Pick<QueryContext, 'all'>, day: string): DecimalString {
  const month = day.slice(0, 7);
  const rows = context.all<{ amount: DecimalString }>(
    'SELECT amount FROM spent_day WHERE day BETWEEN ? AND ?',
    `${month}-01`,
    `${month}-31`,
  );
  return sumDecimals(rows.map(({ amount }) => amount));
}

/** Adds an amount to a day; a negative one lowers it. */
export function addToDay(context: WriteContext, day: string, amount: DecimalString): void {
  context.run(
    'INSERT INTO spent_day (day, amount) VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET amount = excluded.amount',
    day,
    addDecimals(spentOn(context, day), amount),
  );
}
