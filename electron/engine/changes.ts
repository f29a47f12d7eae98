/**
 * Announces changes to subscribers. Changes are collected briefly, so that a burst of a thousand callbacks
 * becomes a few events. Each subscriber has its own collection, so a slow subscriber delays nobody and its
 * collection cannot grow without limit.
 */
import type { Change, Overview } from '../../shared/contract/console.ts';
import type { Events } from './events.ts';

export type Changes = {
  /** Ends when the signal is aborted, or when the console closes. Starts with one overview. */
  subscribe(signal: AbortSignal | undefined): AsyncGenerator<Change, void, void>;
  close(): void;
};

/** How long changes are collected before they are announced, milliseconds. */
const gatherMs = 60;
/** More ids than this are announced as "reload what you show". */
const mostIds = 1_000;

type Gathering = {
  ids: Set<string>;
  added: boolean;
  overview: boolean;
  accounts: boolean;
  composing: boolean;
  settings: boolean;
  jobs: boolean;
  newestCallback: number;
  runs: Set<string>;
  allRuns: boolean;
  wake: () => void;
};

/** @param overview reads the state of the whole console */
export function createChanges(events: Events, overview: () => Promise<Overview>): Changes {
  const subscribers = new Set<Gathering>();
  let closed = false;

  function note(change: (gathering: Gathering) => void): void {
    for (const subscriber of subscribers) {
      change(subscriber);
      subscriber.wake();
    }
  }

  async function* subscribe(signal: AbortSignal | undefined): AsyncGenerator<Change, void, void> {
    let wake = Promise.withResolvers<void>();
    const gathering: Gathering = { ...empty(), overview: true, wake: () => wake.resolve() };
    const stop = (): void => wake.resolve();
    signal?.addEventListener('abort', stop, { once: true });
    subscribers.add(gathering);
    const over = (): boolean => closed || signal?.aborted === true;
    try {
      wake.resolve();
      while (!over()) {
        await wake.promise;
        if (over()) return;
        const gathered = takeAll(gathering);
        wake = Promise.withResolvers<void>();
        if (gathered.ids.size > 0 || gathered.added) {
          const ids = gathered.ids.size > mostIds ? [] : [...gathered.ids];
          yield { type: 'messages', ids, added: gathered.added || ids.length < gathered.ids.size };
        }
        if (gathered.accounts) yield { type: 'accounts' };
        if (gathered.composing) yield { type: 'composing' };
        if (gathered.settings) yield { type: 'settings' };
        if (gathered.allRuns) yield { type: 'runs', ids: [] };
        else if (gathered.runs.size > 0) yield { type: 'runs', ids: [...gathered.runs] };
        if (gathered.jobs) yield { type: 'jobs' };
        if (gathered.newestCallback > 0) yield { type: 'callbacks', newestId: gathered.newestCallback };
        if (gathered.overview) yield { type: 'overview', overview: await overview() };
        if (over()) return;
        await new Promise((resolve) => setTimeout(resolve, gatherMs));
      }
    } finally {
      signal?.removeEventListener('abort', stop);
      subscribers.delete(gathering);
    }
  }

  gatherEvents(events, note);
  return {
    subscribe,
    close() {
      closed = true;
      for (const subscriber of subscribers) subscriber.wake();
    },
  };
}

/** Notes each event of the engine as what the windows must read again. */
function gatherEvents({ on }: Events, note: (change: (gathering: Gathering) => void) => void): void {
  type Flag = 'overview' | 'accounts' | 'composing' | 'settings' | 'jobs';
  const set = (...flags: readonly Flag[]) => {
    return () =>
      note((gathering) => {
        for (const flag of flags) gathering[flag] = true;
      });
  };
  on('message-changed', ({ ids, added }) =>
    note((gathering) => {
      // Past the bound nothing more is gathered: the subscriber will ask for all it shows.
      if (gathering.ids.size <= mostIds) for (const id of ids) gathering.ids.add(id);
      gathering.added ||= added;
      gathering.overview = true;
    }),
  );
  on('callbacks-changed', ({ newestId }) =>
    note((gathering) => {
      gathering.newestCallback = Math.max(gathering.newestCallback, newestId);
    }),
  );
  on(['run-changed', 'run-requested'], ({ id }) => note((gathering) => void gathering.runs.add(id)));
  on('account-changed', set('accounts', 'overview'));
  on('settings-changed', set('settings', 'overview'));
  on(['view-changed', 'do-not-send-changed'], set('settings'));
  on('draft-changed', set('composing'));
  on('job-changed', set('jobs'));
  on(['reception-changed', 'address-changed', 'health-changed'], set('overview'));
  on(['database-changed', 'writer-restarted'], () =>
    note((gathering) => {
      Object.assign(gathering, {
        added: true,
        overview: true,
        accounts: true,
        settings: true,
        composing: true,
        jobs: true,
        allRuns: true,
      });
      gathering.newestCallback = Math.max(gathering.newestCallback, 1);
    }),
  );
}

function empty(): Omit<Gathering, 'wake'> {
  return {
    ids: new Set(),
    added: false,
    overview: false,
    accounts: false,
    composing: false,
    settings: false,
    jobs: false,
    newestCallback: 0,
    runs: new Set(),
    allRuns: false,
  };
}

function takeAll(gathering: Gathering): Omit<Gathering, 'wake'> {
  const taken = { ...gathering };
  Object.assign(gathering, empty());
  return taken;
}
