import type { Obligations } from '../../obligations.ts';

export const spendingObligations: Obligations = {
  tables: { spent_day: { plain: ['day', 'amount'], outlivesDamage: true } },
  choices: {
    // A backup must not bring back a higher cap.
    spendCaps: { default: { daily: null, monthly: null, zone: null, prices: [] }, ofThisFolder: true },
  },
};
