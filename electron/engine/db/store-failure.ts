import type { StoreError } from './worker-messages.ts';

/**
 * Thrown if the store could not perform a call. `code` is SQLite's error code if SQLite caused the failure.
 */
export class StoreFailure extends Error {
  readonly code: string | null;
  constructor(error: StoreError) {
    super(error.message);
    this.name = 'StoreFailure';
    this.code = error.code;
  }
}
