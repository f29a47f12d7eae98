/**
 * Announces changes to subscribers. Changes are collected briefly, so that a burst of a thousand callbacks
 * becomes a few events. Each subscriber has its own collection, so a slow subscriber delays nobody and its
 * collection cannot grow without limit.
 */
import type { Change, Overview } from '../../shared/contract/console.ts';
import type { MessageRow } from '../../shared/contract/messages.ts';
import { overviewReader } from './announced-overview.ts';
import {
  addPositions,
  type CellReader,
  type GatheredRuns,
  runsChange,
  runsGatherer,
} from './announced-runs.ts';
import type { Events } from './events.ts';

export type Changes = {
  /**
   * Ends when the signal is aborted, or when the console closes. Starts with one overview.
   * @param withRows whether the rows of changed messages and the cells of changed runs are announced as well
   */
  subscribe(signal: AbortSignal | undefined, withRows?: boolean): AsyncGenerator<Change, void, void>;
  close(): void;
};

/** How long changes are collected before they are announced, milliseconds: a frame of a usual screen. */
const gatherMs = 16;
/** With more ids than this, the rows are left out: a window asks only for the ones that it lists. */
const mostRows = 200;
/** More ids than this are announced as "reload what you show". */
const mostIds = 1_000;

type Gathering = GatheredRuns & {
  ids: Set<string>;
  added: boolean;
  overview: boolean;
  /** Only the figures of the overview have changed, which is announced at most every `figuresMs`. */
  figures: boolean;
  accounts: boolean;
  composing: boolean;
  settings: boolean;
  jobs: boolean;
  newestCallback: number;
  wake: () => void;
};

type Reads = {
  /** Reads the state of the whole console. */
  readonly overview: () => Promise<Overview>;
  readonly rows: (ids: readonly string[]) => Promise<readonly MessageRow[]>;
  readonly cells: CellReader;
};

export function createChanges(events: Events, reads: Reads): Changes {
  const subscribers = new Set<Gathering>();
  let closed = false;

  function note(change: (gathering: Gathering) => void): void {
    for (const subscriber of subscribers) {
      change(subscriber);
      subscriber.wake();
    }
  }

  async function* subscribe(
    signal: AbortSignal | undefined,
    withRows = false,
  ): AsyncGenerator<Change, void, void> {
    let wake = Promise.withResolvers<void>();
    const gathering: Gathering = { ...empty(), wake: () => wake.resolve() };
    const stop = (): void => wake.resolve();
    signal?.addEventListener('abort', stop, { once: true });
    subscribers.add(gathering);
    const over = (): boolean => closed || signal?.aborted === true;
    const overviews = overviewReader(reads.overview, () => wake.resolve());
    const runs = runsGatherer(() => wake.resolve());
    try {
      if (!over()) yield { type: 'overview', overview: await reads.overview() };
      while (!over()) {
        await wake.promise;
        if (over()) return;
        const gathered = takeAll(gathering);
        wake = Promise.withResolvers<void>();
        if (gathered.ids.size > 0 || gathered.added) yield await messagesChange(gathered, withRows, reads);
        yield* otherChanges(gathered);
        const changedRuns = runs.take(gathered);
        if (changedRuns !== null) yield await runsChange(changedRuns, withRows ? reads.cells : null);
        if (gathered.overview) overviews.readNow();
        else if (gathered.figures) overviews.readSoon();
        const overview = overviews.take();
        if (overview !== null) yield { type: 'overview', overview };
        if (over()) return;
        await new Promise((resolve) => setTimeout(resolve, gatherMs));
      }
    } finally {
      overviews.stop();
      runs.stop();
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

async function messagesChange(
  gathered: Pick<Gathering, 'ids' | 'added'>,
  withRows: boolean,
  reads: Reads,
): Promise<Change> {
  const ids = gathered.ids.size > mostIds ? [] : [...gathered.ids];
  const change = {
    type: 'messages' as const,
    ids,
    added: gathered.added || ids.length < gathered.ids.size,
  };
  if (!withRows || ids.length === 0 || ids.length > mostRows) return change;
  // If the rows cannot be read, the subscriber asks for them, and gets the problem.
  const rows = await reads.rows(ids).catch(() => null);
  return rows === null ? change : { ...change, rows: [...rows] };
}

function* otherChanges(gathered: Omit<Gathering, 'wake'>): Generator<Change, void, void> {
  if (gathered.accounts) yield { type: 'accounts' };
  if (gathered.composing) yield { type: 'composing' };
  if (gathered.settings) yield { type: 'settings' };
  if (gathered.jobs) yield { type: 'jobs' };
  if (gathered.newestCallback > 0) yield { type: 'callbacks', newestId: gathered.newestCallback };
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
      gathering.figures = true;
    }),
  );
  on('callbacks-changed', ({ newestId }) =>
    note((gathering) => {
      gathering.newestCallback = Math.max(gathering.newestCallback, newestId);
    }),
  );
  on('run-changed', ({ id, positions }) => note(({ runs }) => addPositions(runs, id, positions)));
  on('run-requested', ({ id }) => note(({ runs }) => addPositions(runs, id, 'all')));
  on('account-changed', set('accounts', 'overview'));
  on('settings-changed', set('settings', 'overview'));
  on(['view-changed', 'do-not-send-changed', 'subscriptions-changed'], set('settings'));
  on('draft-changed', set('composing'));
  on('job-changed', set('jobs'));
  on(['reception-changed', 'address-changed', 'health-changed', 'answers-changed'], set('overview'));
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
    figures: false,
    accounts: false,
    composing: false,
    settings: false,
    jobs: false,
    newestCallback: 0,
    runs: new Map(),
    allRuns: false,
  };
}

function takeAll(gathering: Gathering): Omit<Gathering, 'wake'> {
  const taken = { ...gathering };
  Object.assign(gathering, empty());
  return taken;
}
