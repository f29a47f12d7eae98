import { useEffect, useMemo, useRef, useState } from 'react';
import type { Run, RunSummary } from '../../../shared/contract/runs.ts';
import { quantile } from '../../../shared/plans/statistics.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useMinutes } from '../../lib/now.ts';
import { useRunsLanguage } from './language.ts';
import classes from './runs.module.css';

/** The number of bars that fit beside each other, wide enough to be clicked. */
const shownRuns = 10;
/** The width of a bar including its gap, px. */
const barStep = 25;

/** The delivery times of one run; null if no message arrived. */
type Times = { readonly half: number | null; readonly most: number | null };

const timesOf = (run: Run): Times => {
  const sample = run.list.flatMap(({ result }) => result?.reachedAfterMs ?? []);
  return { half: quantile(sample, 0.5), most: quantile(sample, 0.95) };
};

const versionOf = ({ id, cells }: RunSummary): string => `${id} ${cells.passed} ${cells.failed}`;

/**
 * The times of each run by its id, loaded one after another to limit the load; those of unchanged runs are
 * kept.
 */
function useTimes(same: readonly RunSummary[]): ReadonlyMap<string, Times> {
  const { runs } = useActions();
  const known = useRef(new Map<string, Times>());
  const [times, setTimes] = useState<ReadonlyMap<string, Times>>(new Map());
  const key = same.map(versionOf).join(',');
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when a run has come further
  useEffect(() => {
    let late = false;
    void (async () => {
      const found = new Map<string, Times>();
      const versions = new Map<string, Times>();
      for (const one of same) {
        const version = versionOf(one);
        let each = known.current.get(version);
        if (each === undefined) {
          const answer = await runs.read(one.id);
          if (late) return;
          if (!answer.ok) continue;
          each = timesOf(answer.value);
        }
        versions.set(version, each);
        found.set(one.id, each);
      }
      known.current = versions;
      setTimes(found);
    })();
    return () => {
      late = true;
    };
  }, [key, runs]);
  return times;
}

/** Both times over the runs, each point below its bar; a run without deliveries leaves a gap. */
function TimeLines({ times }: { times: readonly (Times | undefined)[] }) {
  const { words, format } = useRunsLanguage();
  const longest = Math.max(0, ...times.map((one) => one?.most ?? 0));
  if (longest === 0) return null;
  const line = (which: keyof Times) => {
    let begun = false;
    return times
      .map((one, at) => {
        const ms = one?.[which] ?? null;
        const command = begun ? 'L' : 'M';
        begun = ms !== null;
        if (ms === null) return '';
        const x = 12 + barStep * at;
        return `${command}${x.toFixed(1)} ${(44 - (40 * ms) / longest).toFixed(1)}`;
      })
      .join('');
  };
  return (
    <>
      <svg className={classes.curve} viewBox="0 0 256 48" aria-hidden>
        <line x1="0" x2="256" y1="46" y2="46" />
        <path d={line('half')} />
        <path d={line('most')} className={classes.curveHalf} />
      </svg>
      <p className={classes.small}>{words.runs.historyLines(format.length(longest))}</p>
    </>
  );
}

/**
 * All runs of the same plan, newest at the right: pass rate, and the median and 95th percentile of the times.
 */
export function RunHistory({ run }: { run: Run }) {
  const { words, format } = useRunsLanguage();
  const { frame } = useActions();
  const now = useMinutes();
  const list = useDeck((state) => state.runs.list);
  const same = (list ?? [])
    .filter(({ name }) => name === run.name)
    .slice(0, shownRuns)
    .reverse();
  // The run on the screen is already loaded, and changes with each message while it is running.
  const own = useMemo(() => timesOf(run), [run]);
  const others = useTimes(same.filter(({ id }) => id !== run.id));
  const timesBy = (id: string) => (id === run.id ? own : others.get(id));
  if (same.length < 2) return null;
  const length = (ms: number | null | undefined) => (ms == null ? '–' : format.length(ms));
  return (
    <section className={classes.trend} aria-label={words.runs.history}>
      <h3 className={classes.sideTitle}>{words.runs.history}</h3>
      <div className={classes.history}>
        {same.map((one) => {
          const label = words.runs.historyBar(
            format.moment(one.createdAt, now),
            one.cells.passed,
            one.cells.all,
          );
          const share = one.cells.passed / Math.max(1, one.cells.all);
          return (
            <button
              key={one.id}
              type="button"
              className={classes.bar}
              aria-label={label}
              title={label}
              aria-current={one.id === run.id ? 'true' : undefined}
              onClick={() => frame.go({ screen: 'runs', id: one.id })}
            >
              <span style={{ height: `${Math.max(4, share * 100)}%` }} data-failed={one.cells.failed > 0} />
            </button>
          );
        })}
      </div>
      <TimeLines times={same.map(({ id }) => timesBy(id))} />
      <div className="spoken">
        <table>
          <caption>{words.runs.history}</caption>
          <thead>
            <tr>
              <th scope="col">{words.runs.historyBegun}</th>
              <th scope="col">{words.runs.figures.passed}</th>
              <th scope="col">{words.runs.half}</th>
              <th scope="col">{words.runs.mostOf}</th>
            </tr>
          </thead>
          <tbody>
            {same.map((one) => (
              <tr key={one.id}>
                <th scope="row">{format.moment(one.createdAt, now)}</th>
                <td>{words.runs.passedOf(one.cells.passed, one.cells.all)}</td>
                <td>{length(timesBy(one.id)?.half)}</td>
                <td>{length(timesBy(one.id)?.most)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
