import type { Events } from '../../events.ts';
import type { Own } from '../../lifecycle.ts';
import type { Log } from '../../log.ts';
import type { NoteFailure } from '../../note-failure.ts';
import type { Store } from '../../store.ts';

/**
 * Folds messages stored by an earlier version again by the current rule, after a start and after a restore,
 * in small batches.
 */
export function createFoldingAgain(
  options: {
    readonly store: Store;
    readonly now: () => number;
    readonly events: Events;
    readonly log: Log;
    readonly noteFailure: NoteFailure;
  },
  own: Own,
): void {
  const { store, now, events, log, noteFailure } = options;
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

  let isStarted = false;
  /** Begins, or continues; there is nothing to do if everything is folded by the current rule. */
  function start(): void {
    isStarted = true;
    stopping = false;
    working = working.then(run).catch((error: unknown) => {
      noteFailure('fold-again-failed', error);
    });
  }
  own.worker({
    start,
    async stop() {
      stopping = true;
      await working;
    },
  });
  events.on('writer-restarted', () => {
    if (isStarted && !stopping) start();
  });
}
