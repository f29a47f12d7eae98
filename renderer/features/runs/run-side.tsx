import { useMemo } from 'react';
import type { Run } from '../../../shared/contract/runs.ts';
import { quantile } from '../../../shared/plans/statistics.ts';
import { summarise } from '../../../shared/plans/summarise.ts';
import { useDeck } from '../../lib/deck.tsx';
import { useRunsLanguage } from './language.ts';
import { OperatorLatency } from './operator-latency.tsx';
import { RunCompared } from './run-compared.tsx';
import { RunHistory } from './run-history.tsx';
import classes from './runs.module.css';
import { logScale, thinned } from './thinned.ts';

const shares = [0.5, 0.9, 0.95, 0.99] as const;

/** More steps than the curve's width in points cannot be distinguished. */
const mostSteps = 512;

function sampleOf(run: Run | null): number[] {
  return (run?.list ?? []).flatMap(({ result }) => result?.reachedAfterMs ?? []);
}

/**
 * The distribution: how much had arrived after which time (an empirical distribution, time on a log scale).
 */
function Curve({ sample, before }: { sample: readonly number[]; before: readonly number[] }) {
  const { words } = useRunsLanguage();
  const [low, high] = logScale([...sample, ...before]);
  const x = (ms: number) => (Math.log(Math.max(low, ms) / low) / Math.log(high / low)) * 252;
  const path = (values: readonly number[]) => {
    const sorted = thinned(values, mostSteps);
    const steps = sorted.map(
      (ms, at) => `H${x(ms).toFixed(1)}V${(96 - (92 * (at + 1)) / sorted.length).toFixed(1)}`,
    );
    return `M0 96${steps.join('')}H256`;
  };
  return (
    <svg
      className={classes.curve}
      viewBox="0 0 256 100"
      role="img"
      aria-label={words.runs.fast.chart(sample.length)}
    >
      <line x1="0" x2="256" y1="96" y2="96" />
      <line x1="0" x2="256" y1="50" y2="50" className={classes.curveHalf} />
      {before.length > 0 && <path d={path(before)} className={classes.curveBefore} />}
      <path d={path(sample)} />
    </svg>
  );
}

function HowFast({ run, before }: { run: Run; before: Run | null }) {
  const { words, format } = useRunsLanguage();
  const texts = words.runs.fast;
  const otherName = useDeck((state) => (state.runs.comparing === null ? texts.before : texts.other));
  const { sample, old, rows } = useMemo(() => {
    const [own, other] = [sampleOf(run), sampleOf(before)];
    return {
      sample: own,
      old: other,
      rows: shares.map((q) => ({ q, here: quantile(own, q), there: quantile(other, q) })),
    };
  }, [run, before]);
  if (sample.length === 0) return <p className={classes.faint}>{texts.nothing}</p>;
  const at = (value: number | null) => (value === null ? '–' : format.length(value));
  return (
    <>
      <table className={classes.quantiles}>
        <thead>
          <tr>
            <th scope="col" className={`${classes.quantileHead} ${classes.share}`}>
              {texts.quantile}
            </th>
            <th scope="col" className={classes.quantileHead}>
              {texts.here}
            </th>
            {before !== null && (
              <th scope="col" className={classes.quantileHead}>
                {otherName}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ q, here, there }) => (
            <tr key={q}>
              <th scope="row" className={`${classes.share} tnum`}>
                {`${q * 100} %`}
              </th>
              <td className={`${classes.quantile} tnum`}>{at(here)}</td>
              {before !== null && (
                <td className={`${classes.quantile} ${classes.faint} tnum`}>{at(there)}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <Curve sample={sample} before={old} />
      <OperatorLatency run={run} />
    </>
  );
}

function Flaky({ run }: { run: Run }) {
  const words = useRunsLanguage().words.runs;
  const { flaky } = useMemo(() => summarise([...run.list, ...run.earlier]), [run]);
  if (flaky.length === 0) return null;
  return (
    <section aria-label={words.flaky}>
      <h3 className={classes.sideTitle}>{words.flaky}</h3>
      <p className={classes.small}>{words.flakyWhy}</p>
      <ul className={classes.plain}>
        {flaky.map((one) => (
          <li key={`${one.chain} ${one.number}`}>
            {one.number}
            <span className={classes.faint}>
              {` ${one.chain}, ${words.passedOf(one.passed, one.passed + one.failed)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The summary of the run: speed, changes since the previous run, flaky combinations. */
export function RunSide({ run, before }: { run: Run; before: Run | null }) {
  const words = useRunsLanguage().words.runs;
  return (
    <aside className={classes.side} aria-label={words.fast.title}>
      <section>
        <h3 className={classes.sideTitle}>{words.fast.title}</h3>
        <HowFast run={run} before={before} />
      </section>
      <RunCompared run={run} before={before} />
      <Flaky run={run} />
      <RunHistory run={run} />
    </aside>
  );
}
