/** Opens the store without a console, with the features' statements, as start.ts does. */
import { type OpenStoreOptions, openStore } from '../../electron/engine/db/store.ts';
import { unpackAnswer } from '../../electron/engine/features/messages/index.ts';
import type { operations, queries } from '../../electron/engine/sql-registry.ts';

export const openFeatureStore = (options: Omit<OpenStoreOptions, 'unpack'>) =>
  openStore<typeof operations, typeof queries>({ ...options, unpack: unpackAnswer });
