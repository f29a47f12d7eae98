/** Provides the store and its actions to components; shell/create-deck.ts creates them once. */
import { createContext, type ReactNode, use } from 'react';
import { type StoreApi, useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Clocks } from './clocks.ts';
import type { OnScreen } from './on-screen.ts';
import type { DeckActions, DeckState } from './state.ts';

export type Deck = {
  readonly store: StoreApi<DeckState>;
  readonly actions: DeckActions;
  readonly clocks: Clocks;
  /** What the components on the screen can do now. */
  readonly onScreen: OnScreen;
};

const DeckContext = createContext<Deck | null>(null);

export function DeckProvider({ deck, children }: { deck: Deck; children: ReactNode }) {
  return <DeckContext value={deck}>{children}</DeckContext>;
}

/**
 * Returns the store, its actions and the rest, for actions; a component uses useDeck, useActions or
 * useClocks.
 */
export function useWholeDeck(): Deck {
  const deck = use(DeckContext);
  if (!deck) throw new Error('no DeckProvider above');
  return deck;
}

/** Reads one part of the state; the component is rendered again only when that part changes. */
export function useDeck<T>(selector: (state: DeckState) => T): T {
  return useStore(useWholeDeck().store, selector);
}

/** Like useDeck, for a selector that creates an object or array. */
export function useDeckShallow<T>(selector: (state: DeckState) => T): T {
  return useStore(useWholeDeck().store, useShallow(selector));
}

export function useClocks(): Clocks {
  return useWholeDeck().clocks;
}

export function useActions(): DeckActions {
  return useWholeDeck().actions;
}
