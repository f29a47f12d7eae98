import type { AboutNumber } from '../../../../../shared/contract/privacy.ts';
import type { E164 } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import { allObligations } from '../../../obligations-registry.ts';

/** All data about one number, as each feature declares it. */
export function aboutNumber(
  context: QueryContext,
  { number, now }: { readonly number: E164; readonly now: number },
): AboutNumber {
  const about: AboutNumber = {
    number,
    ...{ messages: 0, events: 0, callbacks: 0, polls: 0, attempts: 0, drafts: 0, runs: 0, views: 0 },
    ...{
      scenarios: 0,
      inbound: 0,
      firstAt: null,
      lastAt: null,
      doNotSend: null,
      toCancel: 0,
      accounts: [],
      names: [],
      purposes: [],
    },
  };
  for (const { about: ofFeature } of allObligations) {
    const part = ofFeature?.(context, number, now) ?? {};
    Object.assign(about, part, { callbacks: about.callbacks + (part.callbacks ?? 0) });
  }
  return about;
}
