/** The names of the files in a bundle; see bundle.ts. */
import { basename } from 'node:path';

/** The command line, where a user's process starts. */
export const commandLineFile = 'omnideck.mjs';

/** Returns the name of a worker's file. @param source where the worker is among the sources */
export const bundledWorker = (source: URL): string => `${basename(source.pathname, '.ts')}.mjs`;
