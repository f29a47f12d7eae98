import type { Log } from '../../log.ts';
import type { Store } from '../../store.ts';

export type FoldingAgain = {
  /** Begins, or goes on where it was; nothing to do where all is folded by today's rule. */
  start(): void;
  stop(): Promise<void>;
};

/** Folds what an earlier version has stored by today's rule, after a start and after a restore; a little at a time. */
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
