/**
 * The whole of what the window knows and can do. Each slice's own file declares its part of `DeckState` and of
 * `DeckActions` (`declare module '…/lib/state.ts'`), so nothing here knows a feature; shell/create-deck.ts puts the
 * parts together.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { Engine, EngineListener } from './engine-client.ts';

// biome-ignore lint/suspicious/noEmptyInterface: the slices fill it by declaration merging.
export interface DeckState {}

export interface DeckActions {
  readonly hurry: Engine['hurry'];
}

/** What every slice's actions are made from; nothing else reaches the outside. */
export type SliceContext = {
  readonly store: StoreApi<DeckState>;
  readonly engine: Engine;
  readonly now: () => number;
  /** A key that makes a call that is made twice count once. */
  readonly newKey: () => string;
  readonly page: Window;
};

/** What a slice does when the engine is there, is lost, or says that something has changed. */
export type SliceListener = Partial<EngineListener>;
