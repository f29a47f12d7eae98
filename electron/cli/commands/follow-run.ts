import type { Run, RunCell, RunChange, RunSummary } from '../../../shared/contract/runs.ts';
import type { Result } from '../../../shared/messaging/problem.ts';
import { englishText } from '../../../shared/problems/english-text.ts';
import { note, printProblem } from '../output.ts';
import { repeatAfterReconnect } from '../run.ts';
import type { Session } from '../session.ts';
import { watchChanges } from './watch-changes.ts';

/** The interval at which a run is read without any change, so that a missed change only costs time. */
const lookEveryMs = 10_000;

export type Following = {
  readonly json: boolean;
  readonly interrupted: AbortSignal;
  /** Whether an interruption stops the run; otherwise it only ends the waiting. */
  readonly stops: boolean;
  /** Ends the waiting after this time. */
  readonly timeUp?: AbortSignal;
  /** Gets the whole run once, at the beginning. */
  readonly onBegin: (run: Run) => void;
  /** Gets each cell once it is judged. */
  readonly onJudged: (cell: RunCell) => void;
};

/**
 * Waits until a run is over or paused. It is read whole at the beginning and at the end; in between, only what is announced
 * as changed is read.
 * @returns null if the waiting ended before
 */
export async function followRun(session: Session, id: string, following: Following): Promise<Run | null> {
  const { json, interrupted, stops, timeUp } = following;
  const get = async (): Promise<Run> =>
    found(await repeatAfterReconnect(session, () => session.client.runs.get({ id })));
  const changes = listen(session, id);
  const cells = createCells(following.onJudged);
  let stopped = false;
  try {
    let run = await get();
    following.onBegin(run);
    let news: readonly RunChange[] = wholeOf(run);
    let state: RunSummary['state'] = run.state;
    for (;;) {
      for (const { summary, cells: changed } of news) {
        state = summary.state;
        cells.take(changed);
      }
      if (isOver(state, cells)) {
        run = await get();
        cells.take(run.list);
        if (isOver(run.state, cells)) return run;
      }
      if (timeUp?.aborted === true || (interrupted.aborted && !stops)) return null;
      if (interrupted.aborted && !stopped) {
        stopped = true;
        if (!(await stopRun(session, id, json))) return null;
      }
      const ends = [...(stopped ? [] : [interrupted]), ...(timeUp === undefined ? [] : [timeUp])];
      news = (await changes.next(AbortSignal.any(ends))) ?? wholeOf(await get());
    }
  } finally {
    changes.stop();
  }
}

/** Waits until a run is not running any more, or until the signal. */
export async function runEnd(session: Session, id: string, ended: AbortSignal): Promise<void> {
  const changes = listen(session, id);
  try {
    while (!ended.aborted) {
      const other = await repeatAfterReconnect(session, () => session.client.runs.summary({ id }));
      if (!other.ok || other.value.state !== 'running') return;
      await changes.next(ended);
    }
  } finally {
    changes.stop();
  }
}

/** Stops a run. @returns false if it cannot be stopped, and so never ends */
async function stopRun(session: Session, id: string, json: boolean): Promise<boolean> {
  note('Stopping: nothing more is sent. What is under way is waited for; Ctrl+C again leaves at once.');
  const stopped = await repeatAfterReconnect(session, () => session.client.runs.stop({ id }));
  if (stopped.ok || stopped.problem.code !== 'database-gone') return true;
  printProblem(stopped.problem, json);
  return false;
}

function isOver(state: RunSummary['state'], cells: Pick<Cells, 'areUnderWay'>): boolean {
  return state === 'finished' || state === 'paused' || (state === 'stopped' && !cells.areUnderWay());
}

type Cells = ReturnType<typeof createCells>;

/** Remembers which cells are judged, and which are sent and not judged. */
function createCells(onJudged: (cell: RunCell) => void) {
  const judged = new Set<string>();
  const underWay = new Set<number>();
  return {
    areUnderWay: () => underWay.size > 0,
    take(list: readonly RunCell[]): void {
      for (const cell of list) {
        if (cell.messageId !== null && cell.result === null) underWay.add(cell.position);
        else underWay.delete(cell.position);
        const key = `${cell.position}/${cell.attempt}`;
        if (cell.result === null || judged.has(key)) continue;
        judged.add(key);
        onJudged(cell);
      }
    },
  };
}

function wholeOf(run: Run): RunChange[] {
  return [{ summary: run, cells: run.list }];
}

function found<T>(answer: Result<T>): T {
  if (!answer.ok) throw new Error(englishText(answer.problem).message);
  return answer.value;
}

/** Collects what is announced about a run. */
function listen(session: Session, id: string) {
  const stop = new AbortController();
  let news: RunChange[] = [];
  let missed = false;
  let wake = Promise.withResolvers<void>();
  void watchChanges(session, { signal: stop.signal, rows: true }, (change) => {
    if (change !== null && change.type !== 'runs') return;
    if (change !== null && change.ids.length > 0 && !change.ids.includes(id)) return;
    const own = change?.changed?.find(({ summary }) => summary.id === id);
    if (own === undefined) missed = true;
    else news.push(own);
    wake.resolve();
  });
  return {
    /**
     * Waits for a change, or until the signal.
     * @returns the changes since the last call; null if any cell may have changed
     */
    async next(ended: AbortSignal): Promise<readonly RunChange[] | null> {
      const look = (): void => wake.resolve();
      const timer = setTimeout(() => {
        missed = true;
        look();
      }, lookEveryMs);
      ended.addEventListener('abort', look, { once: true });
      if (ended.aborted) look();
      await wake.promise;
      clearTimeout(timer);
      ended.removeEventListener('abort', look);
      wake = Promise.withResolvers<void>();
      const taken = missed ? null : news;
      missed = false;
      news = [];
      return taken;
    },
    stop: () => stop.abort(),
  };
}
