import { day, hour } from '../../durations.ts';
import type { Events } from '../../events.ts';
import type { Own } from '../../lifecycle.ts';
import type { Log } from '../../log.ts';
import type { NoteFailure } from '../../note-failure.ts';
import type { Store } from '../../store.ts';
import type { LiveSettings } from '../settings/index.ts';

export type Retention = {
  start(): void;
  /** Applies the changed rule at once. */
  apply(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Removing a text from the full-text index overwrites it there: 8 to 20 ms per message in a history of a
 * million. Meanwhile callbacks wait for the writer, up to a quarter of a second with this number.
 */
const atOnce = 25;

/**
 * Applies the retention rule of the settings at the start, after a change, and every hour, in small batches.
 */
export function createRetention(
  options: {
    readonly store: Store;
    readonly settings: LiveSettings;
    readonly now: () => number;
    readonly events: Events;
    readonly log: Log;
    readonly noteFailure: NoteFailure;
  },
  own: Own,
): Retention {
  const { store, now, log, noteFailure } = options;
  let timer: NodeJS.Timeout | null = null;
  let working: Promise<void> = Promise.resolve();
  let stopping = false;

  async function run(): Promise<void> {
    const { retention } = options.settings.settings();
    if (retention.kind === 'forever') return;
    const startedAt = now();
    let messages = 0;
    let runs = 0;
    for (;;) {
      if (stopping) return;
      const done = await store.write('retain', {
        kind: retention.kind,
        before: now() - retention.days * day,
        now: now(),
        startedAt,
        limit: atOnce,
      });
      messages += done.messages;
      runs += done.runs;
      if (!done.more) break;
    }
    if (messages + runs > 0) log('retention-applied', { kind: retention.kind, messages, runs });
  }

  function apply(): Promise<void> {
    // One at a time: a changed rule waits for the current run.
    working = working.then(run).catch((error: unknown) => {
      noteFailure('retention-failed', error);
    });
    return working;
  }

  const retention = {
    start(): void {
      stopping = false;
      void apply();
      timer = setInterval(() => void apply(), hour);
      timer.unref();
    },
    apply,
    async stop(): Promise<void> {
      stopping = true;
      if (timer !== null) clearInterval(timer);
      await working;
    },
  };
  own.worker(retention);
  options.events.on('settings-changed', () => void apply());
  return retention;
}
