import { useEffect, useMemo, useState } from 'react';
import { createMergedCounter } from '../../../shared/messaging/merged-segments.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useMinutes } from '../../lib/now.ts';
import type { Recipients } from './recipients.ts';
import { costOfDraft, type DraftCost, partsOfDraft, peopleByCountry, toThose } from './sending-cost.ts';
import { priceKey } from './sending-slice.ts';

/** Recalculates the draft's cost while the user types; loads missing prices of its countries. */
export function useCost(recipients: Recipients): DraftCost {
  const { sending } = useActions();
  const draft = useDeck((state) => state.compose.draft);
  const known = useDeck((state) => state.sending.prices);
  const accountId = useDeck((state) => state.console.overview?.currentAccountId ?? null);
  const open = useDeck((state) => state.frame.connection.state === 'open');
  const now = useMinutes();
  const [count] = useState(createMergedCounter);
  const countries = recipients.countries.join(' ');
  // `now`: old prices are reloaded, and failed requests retried.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (!open || accountId === null || countries === '') return;
    void sending.needPrices(accountId, countries.split(' '));
  }, [sending, accountId, countries, open, now]);
  const steps = useMemo(() => partsOfDraft(toThose(draft, recipients), count), [draft, recipients, count]);
  const people = useMemo(() => peopleByCountry(recipients), [recipients]);
  return useMemo(
    () =>
      costOfDraft(steps, people, (country) => {
        const price = accountId === null ? undefined : known[priceKey(accountId, country)];
        if (price === undefined || (price.prices === null && price.askedAt === null)) return undefined;
        return price.prices;
      }),
    [steps, people, known, accountId],
  );
}
