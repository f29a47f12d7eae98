import type { Log } from '../../log.ts';
import type { Store } from '../../store.ts';

export type FoldingAgain = {
  /** Starts or continues; does nothing if all messages are folded by the current rule. */
  start(): void;
  stop(): Promise<void>;
};

/**
 * Folds messages stored by an earlier version again by the current rule, after a start and after a restore,
 * in small batches.
 */
export function createFoldingAgain(options: {
  readonly store: Store;
  readonly now: () => number;
  readonly log: Log;
}): FoldingAgain {
  const { store, now, log } = options;
  let working: Promise<void> = Promise.resolve();
  let stopping = false;

  async function run(): Promise<void> {
    let folded = 0;
    for (let more = true; more && !stopping; ) {
      const done = await store.write('foldAgain', { now: now() });
      folded += done.folded;
      more = done.more;
    }
    if (folded > 0) log('messages-folded-again', { folded });
  }

  return {
    start() {
      stopping = false;
      working = working.then(run).catch((error: unknown) => {
        log('fold-again-failed', { error: error instanceof Error ? error.message : String(error) });
      });
    },
    async stop() {
      stopping = true;
      await working;
    },
  };
}
