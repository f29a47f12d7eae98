/** The runs, the one on the screen, and the one that it is compared with. */
import type { Run } from '../../../shared/contract/runs.ts';
import type { SliceContext } from '../../lib/state.ts';
import { throttle } from '../../lib/throttle.ts';
import { keepSame } from './matrix-index.ts';
import type { RunsAccess } from './runs-state.ts';

/** The wait between two loads of an active run, however large it is. */
const longestPauseMs = 5_000;

export function runListActions({ engine, now, page, get, set }: SliceContext & RunsAccess) {
  async function load() {
    const answer = await engine.read((client) => client.runs.list({}));
    if (answer.ok) set({ list: answer.value, problem: null });
    else set({ problem: answer.problem });
  }

  async function loadRun(id: string) {
    const answer = await engine.ask((client) => client.runs.get({ id }));
    if (get().lookingAt !== id) return;
    if (!answer.ok) {
      set({ problem: answer.problem });
      return;
    }
    const { run: shown } = get();
    const list = shown?.id === id ? keepSame(shown.list, answer.value.list) : answer.value.list;
    set({ run: { ...answer.value, list }, problem: null });
    await loadBefore(answer.value);
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
    const read = await engine.ask((client) => client.runs.get({ id: other.id }));
    if (get().lookingAt === id) set({ before: read.ok ? read.value : null });
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
