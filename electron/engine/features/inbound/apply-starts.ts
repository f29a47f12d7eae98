/**
 * Ends opt-outs by reply, because the person has answered START. Apart from the storing of the answer: the list remembers
 * the end by a digest, whose key the database's threads do not have. After a crash the next start finds what is left.
 */
import type { E164 } from '../../../../shared/messaging/types.ts';
import type { Events } from '../../events.ts';
import type { Own } from '../../lifecycle.ts';
import type { NoteFailure } from '../../note-failure.ts';
import type { Store } from '../../store.ts';
import { createWorkLoop } from '../../work-loop.ts';

type Needs = {
  readonly store: Store;
  /** Returns the digest of a number with the folder's own key. */
  readonly digest: (number: E164) => string;
  readonly events: Events;
  readonly now: () => number;
  readonly noteFailure: NoteFailure;
};

const atOnce = 100;
const closingMs = 5_000;

export function startApplyingStarts({ store, digest, events, now, noteFailure }: Needs, own: Own): void {
  const loop = createWorkLoop({
    work,
    onError: (error) => noteFailure('starts-not-applied', error),
    longestSleepMs: 60_000,
  });

  async function work(): Promise<void> {
    for (;;) {
      const waiting = await store.read('pendingStarts', { limit: atOnce });
      for (const { id, number } of waiting) {
        if (loop.isStopping()) return;
        const end = await store.write('applyStart', { id, digest: digest(number), now: now() });
        if (end !== 'none') events.emit({ type: 'do-not-send-changed' });
      }
      if (waiting.length < atOnce) return;
    }
  }

  own.worker({ start: loop.start, stop: () => loop.stop(closingMs) });
  // A change of the list may end the wait for a blacklist.
  events.on(['inbound-received', 'do-not-send-changed', 'database-changed', 'writer-restarted'], loop.wake);
}
