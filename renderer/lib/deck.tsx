/** Gives the store and its actions to components; shell/create-deck.ts makes them, once. */
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

/** The store, its actions and the rest at once, for actions; a component needs useDeck, useActions or useClocks. */
export function useWholeDeck(): Deck {
  const deck = use(DeckContext);
  if (!deck) throw new Error('no DeckProvider above');
  return deck;
}

/** One narrow part of the state; components that read it draw again only when it changes. */
export function useDeck<T>(selector: (state: DeckState) => T): T {
  return useStore(useWholeDeck().store, selector);
}

/** As useDeck, for a selector that makes an object or array of parts. */
export function useDeckShallow<T>(selector: (state: DeckState) => T): T {
  return useStore(useWholeDeck().store, useShallow(selector));
}

export function useClocks(): Clocks {
  return useWholeDeck().clocks;
}

export function useActions(): DeckActions {
  return useWholeDeck().actions;
}
