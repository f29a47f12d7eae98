/** The database as the engine's parts use it: the generic store, with the features' statements as its types. */
import type { Replaceable } from './db/replaceable-store.ts';
import type { InputOf, ResultOf, TypedStore } from './db/store.ts';
import type { operations, queries } from './sql-registry.ts';

type Operations = typeof operations;
type Queries = typeof queries;

export type Store = TypedStore<Operations, Queries>;
export type ReplaceableStore = Replaceable<Store>;
export type OperationInput<N extends keyof Operations> = InputOf<Operations, N>;
export type QueryInput<N extends keyof Queries> = InputOf<Queries, N>;
export type QueryResult<N extends keyof Queries> = ResultOf<Queries, N>;
