/** The database as the engine's parts use it: the generic store, typed with the features' statements. */
import type { Replaceable } from './db/replaceable-store.ts';
import type { TypedStore } from './db/store.ts';
import type { operations, queries } from './sql-registry.ts';

type Operations = typeof operations;
type Queries = typeof queries;

export type Store = TypedStore<Operations, Queries>;
/** What reads, and what a command without a console has. */
export type ReadingStore = Pick<Store, 'read'>;
export type ReplaceableStore = Replaceable<Store>;
