/**
 * The window's complete state and actions. Each slice's own file declares its part of `DeckState` and of
 * `DeckActions` (`declare module '…/lib/state.ts'`), so this file knows no feature; shell/create-deck.ts
 * combines the parts.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { Engine, EngineListener } from './engine-client.ts';

// biome-ignore lint/suspicious/noEmptyInterface: the slices fill it by declaration merging.
export interface DeckState {}

export interface DeckActions {
  readonly retryNow: Engine['retryNow'];
}

/** What every slice's actions use; nothing else reaches outside of the window. */
export type SliceContext = {
  readonly store: StoreApi<DeckState>;
  readonly engine: Engine;
  readonly now: () => number;
  /** Returns a key that makes a repeated call count once. */
  readonly newKey: () => string;
  readonly page: Window;
};

/** A slice's reactions when the engine connects, is lost, or announces a change. */
export type SliceListener = Partial<EngineListener>;
