import type { StoreError } from './worker-messages.ts';

/** Thrown where the store could not do what it was asked; `code` is SQLite's where it is SQLite's. */
export class StoreFailure extends Error {
  readonly code: string | null;
  constructor(error: StoreError) {
    super(error.message);
    this.name = 'StoreFailure';
    this.code = error.code;
  }
}
