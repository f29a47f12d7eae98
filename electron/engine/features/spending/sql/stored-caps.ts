import { spendingSettings } from '../../../../../shared/contract/spending.ts';
import type { SpendCaps } from '../../../../../shared/messaging/spend-caps.ts';
import type { QueryContext } from '../../../db/query-context.ts';

const noCaps: SpendCaps = { daily: null, monthly: null, zone: null, prices: [] };

/** Reads the caps as stored; without stored ones there are none. */
export function storedCaps(context: Pick<QueryContext, 'get'>): SpendCaps {
  const row = context.get<{ caps: string | null }>(
    `SELECT value -> '$.spendCaps' AS caps FROM setting WHERE key = 'settings' AND json_valid(value)`,
  );
  if (row === undefined || row.caps === null) return noCaps;
  const caps = spendingSettings.spendCaps.safeParse(JSON.parse(row.caps));
  return caps.success ? caps.data : noCaps;
}
