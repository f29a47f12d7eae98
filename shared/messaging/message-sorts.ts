/** goes-out: only scheduled messages, by the time of sending, the next one first. */
export const messageSorts = ['newest', 'oldest', 'cost-high', 'cost-low', 'goes-out'] as const;
