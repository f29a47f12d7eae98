/**
 * Data that the compose screen requests from the engine before sending: prices by country, and what to ask
 * the user.
 */
import type { CountryPricesView } from '../../../shared/contract/accounts.ts';
import type { SliceContext } from '../../lib/state.ts';
import type { EngineClient } from '../../lib/transport.ts';

type BeforeInput = Parameters<EngineClient['compose']['beforeSending']>[0];

type KnownPrice = {
  /** null if there are none, or Messente could not be reached. */
  readonly prices: CountryPricesView | null;
  /** When the engine was asked, UTC epoch ms; null while it is being asked. */
  readonly askedAt: number | null;
};

type SendingState = {
  /** By account and country; see priceKey. */
  readonly prices: Readonly<Record<string, KnownPrice>>;
};

export const initialSending: SendingState = { prices: {} };

/** How often the engine is asked; the engine decides when it asks Messente. */
const askAgainMs = 10 * 60_000;
/** Sooner if there was no answer. */
const tryAgainMs = 60_000;
const atOnce = 4;

export function priceKey(accountId: string, country: string): string {
  return `${accountId} ${country}`;
}

export function sendingActions({ store, engine, now }: SliceContext) {
  const get = () => store.getState().sending;
  function setPrice(key: string, price: KnownPrice) {
    store.setState((state) => ({
      sending: { ...state.sending, prices: { ...state.sending.prices, [key]: price } },
    }));
  }
  function isDue(key: string): boolean {
    const known = get().prices[key];
    if (known === undefined) return true;
    if (known.askedAt === null) return false;
    return now() - known.askedAt > (known.prices === null ? tryAgainMs : askAgainMs);
  }

  return {
    /** Loads the prices of these countries unless they are known or loading. */
    async needPrices(accountId: string, countries: readonly string[]) {
      const due = countries.filter((country) => isDue(priceKey(accountId, country)));
      for (const country of due) {
        const key = priceKey(accountId, country);
        setPrice(key, { prices: get().prices[key]?.prices ?? null, askedAt: null });
      }
      const ask = async (country: string) => {
        const key = priceKey(accountId, country);
        const answer = await engine.ask((client) => client.prices.country({ accountId, country }));
        const before = get().prices[key]?.prices ?? null;
        setPrice(key, { prices: answer.ok ? answer.value : before, askedAt: now() });
      };
      for (let from = 0; from < due.length; from += atOnce) {
        await Promise.all(due.slice(from, from + atOnce).map(ask));
      }
    },
    before: (input: BeforeInput) => engine.ask((client) => client.compose.beforeSending(input)),
  };
}

type SendingActions = ReturnType<typeof sendingActions>;

declare module '../../lib/state.ts' {
  interface DeckState {
    readonly sending: SendingState;
  }
  interface DeckActions {
    readonly sending: SendingActions;
  }
}
