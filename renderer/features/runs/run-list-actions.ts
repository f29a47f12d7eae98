/** The runs, the one on the screen, and the one that it is compared with. */
import type { Change } from '../../../shared/contract/console.ts';
import type { Run, RunChange, RunSummary } from '../../../shared/contract/runs.ts';
import type { SliceContext } from '../../lib/state.ts';
import { throttle } from '../../lib/throttle.ts';
import { keepSame } from './keep-same.ts';
import type { RunsAccess, RunsState } from './runs-state.ts';

/** The wait between two loads of an active run, however large it is. */
const longestPauseMs = 5_000;

export type RunsChange = Extract<Change, { type: 'runs' }>;

/** Returns the run with its new summary and cells. The others keep their objects, so they are not rendered again. */
function withChange<R extends Run | null>(run: R, { summary, cells }: RunChange): R {
  if (run === null || run.id !== summary.id) return run;
  const changed = new Map(cells.map((cell) => [cell.position, cell]));
  return { ...run, ...summary, list: run.list.map((cell) => changed.get(cell.position) ?? cell) };
}

/** Returns the runs of the list with the new summary of one of them. */
function listWithChange(list: readonly RunSummary[], { summary }: RunChange): readonly RunSummary[] {
  return list.map((one) => (one.id === summary.id ? summary : one));
}

function withRunChanged({ list, run, before }: RunsState, change: RunChange): Partial<RunsState> {
  return {
    list: list === null ? null : listWithChange(list, change),
    run: withChange(run, change),
    before: withChange(before, change),
  };
}

/** Collects the changes that come while calls are under way. */
function createUnderWay() {
  /** For each call: the changes that came since it began. Its answer may have been read before them. */
  const underWay = new Set<RunChange[]>();
  return {
    isLoading: () => underWay.size > 0,
    note(change: RunChange): void {
      for (const meanwhile of underWay) meanwhile.push(change);
    },
    /** Waits for a call, and lets `show` set the state from its answer and from the changes that came meanwhile. */
    async during<T>(
      call: Promise<T>,
      show: (answer: T, meanwhile: readonly RunChange[]) => void,
    ): Promise<void> {
      const meanwhile: RunChange[] = [];
      underWay.add(meanwhile);
      try {
        show(await call, meanwhile);
      } finally {
        underWay.delete(meanwhile);
      }
    },
  };
}

export function runListActions({ engine, now, page, get, set }: SliceContext & RunsAccess) {
  const { during, note, isLoading } = createUnderWay();
  /** Whether a change came during the first load that needs another load. */
  let behind = false;

  const apply = (change: RunChange) => set(withRunChanged(get(), change));

  /** Applies changed runs. @returns false if something must be read: a run is new, or any of its cells has changed */
  function take({ ids, changed = [] }: RunsChange): boolean {
    for (const change of changed) {
      note(change);
      apply(change);
    }
    const listed = new Set(get().list?.map(({ id }) => id));
    return ids.length > 0 && ids.length === changed.length && ids.every((id) => listed.has(id));
  }

  async function load() {
    await during(
      engine.read((client) => client.runs.list({})),
      (answer, meanwhile) =>
        set(
          answer.ok
            ? { list: meanwhile.reduce(listWithChange, answer.value), problem: null }
            : { problem: answer.problem },
        ),
    );
    if (!behind || get().list === null) return;
    behind = false;
    catchUp();
  }

  async function loadRun(id: string) {
    await during(
      engine.ask((client) => client.runs.get({ id })),
      (answer, meanwhile) => {
        if (get().lookingAt !== id) return;
        if (!answer.ok) {
          set({ problem: answer.problem });
          return;
        }
        const { run: shown } = get();
        const list = shown?.id === id ? keepSame(shown.list, answer.value.list) : answer.value.list;
        set({ run: meanwhile.reduce<Run>(withChange, { ...answer.value, list }), problem: null });
      },
    );
    const { run } = get();
    if (run?.id === id) await loadBefore(run);
  }

  /** Loads the run for the comparison; an unfinished one is loaded again. */
  async function loadBefore({ id, name }: Run) {
    const all = get().list ?? [];
    const at = all.findIndex((one) => one.id === id);
    const others = all.filter((one) => one.name === name && one.id !== id);
    const other =
      others.find((one) => one.id === get().comparing) ??
      (at === -1 ? undefined : others.find((one) => all.indexOf(one) > at));
    if (other === undefined) {
      set({ before: null });
      return;
    }
    const { before } = get();
    const { passed, failed } = other.cells;
    if (before?.id === other.id && before.cells.passed === passed && before.cells.failed === failed) return;
    await during(
      engine.ask((client) => client.runs.get({ id: other.id })),
      (read, meanwhile) => {
        if (get().lookingAt !== id) return;
        set({ before: read.ok ? meanwhile.reduce<Run>(withChange, read.value) : null });
      },
    );
  }

  const catchUp = throttle(400, async () => {
    const begunAt = now();
    await load();
    const { lookingAt } = get();
    if (lookingAt !== null) await loadRun(lookingAt);
    // Loading a large run takes long, so the console and the window get time for other work.
    const pause = Math.min(longestPauseMs, 3 * Math.max(0, now() - begunAt));
    await new Promise((resolve) => page.setTimeout(resolve, pause));
  });

  return {
    load,
    /** Loads the runs again soon. */
    catchUp,
    /** Applies changed runs, and loads what the change does not contain. @param change null: any run may have changed */
    follow(change: RunsChange | null) {
      if (change !== null && take(change)) return;
      if (get().list !== null) catchUp();
      else behind ||= isLoading();
    },
    async look(id: string | null) {
      if (id !== get().lookingAt) set({ lookingAt: id, run: null, before: null, comparing: null });
      if (get().list === null) await load();
      if (id !== null) await loadRun(id);
    },
    async compareWith(id: string) {
      const { run } = get();
      set({ comparing: id });
      if (run !== null) await loadBefore(run);
    },
    /** Compares with another run. */
    read: (id: string) => engine.ask((client) => client.runs.get({ id })),
  };
}
