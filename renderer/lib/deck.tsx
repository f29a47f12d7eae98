/** Gives the store and its actions to components; shell/create-deck.ts makes them, once. */
import { createContext, type ReactNode, use } from 'react';
import { type StoreApi, useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Clocks } from './clocks.ts';
import type { DeckActions, DeckState } from './state.ts';

export type Deck = {
  readonly store: StoreApi<DeckState>;
  readonly actions: DeckActions;
  readonly clocks: Clocks;
};

const DeckContext = createContext<Deck | null>(null);

export function DeckProvider({ deck, children }: { deck: Deck; children: ReactNode }) {
  return <DeckContext value={deck}>{children}</DeckContext>;
}

function useDeckContext(): Deck {
  const deck = use(DeckContext);
  if (!deck) throw new Error('no DeckProvider above');
  return deck;
}

/** One narrow part of the state; components that read it draw again only when it changes. */
export function useDeck<T>(selector: (state: DeckState) => T): T {
  return useStore(useDeckContext().store, selector);
}

/** As useDeck, for a selector that makes an object or array of parts. */
export function useDeckShallow<T>(selector: (state: DeckState) => T): T {
  return useStore(useDeckContext().store, useShallow(selector));
}

export function useClocks(): Clocks {
  return useDeckContext().clocks;
}

export function useActions(): DeckActions {
  return useDeckContext().actions;
}
