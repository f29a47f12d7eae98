import type { Run } from '../../shared/contract/runs.ts';
import { quantile } from '../../shared/plans/statistics.ts';
import { type Comparison, compareRuns, summarise } from '../../shared/plans/summarise.ts';
import { useLanguage } from '../app/language.tsx';
import { StatusMark } from '../ui/status-mark.tsx';
import { OperatorLatency } from './operator-latency.tsx';
import { RunHistory } from './run-history.tsx';
import classes from './runs.module.css';

const shares = [0.5, 0.9, 0.95, 0.99] as const;

function sampleOf(run: Run | null): number[] {
  return (run?.list ?? []).flatMap(({ result }) => result?.reachedAfterMs ?? []);
}

/** A distribution as it is: how much had arrived after how long (an empirical distribution, time on a log scale). */
function Curve({ sample, before }: { sample: readonly number[]; before: readonly number[] }) {
  const { words } = useLanguage();
  const all = [...sample, ...before];
  const low = Math.max(50, Math.min(...all));
  const high = Math.max(low * 1.5, ...all);
  const x = (ms: number) => (Math.log(Math.max(low, ms) / low) / Math.log(high / low)) * 252;
  const path = (values: readonly number[]) => {
    const sorted = values.toSorted((a, b) => a - b);
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
  const { words, format } = useLanguage();
  const texts = words.runs.fast;
  const [sample, old] = [sampleOf(run), sampleOf(before)];
  if (sample.length === 0) return <p className={classes.faint}>{texts.nothing}</p>;
  const at = (values: readonly number[], q: number) => {
    const value = quantile(values, q);
    return value === null ? '–' : format.length(value);
  };
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
                {texts.before}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {shares.map((q) => (
            <tr key={q}>
              <th scope="row" className={`${classes.share} tnum`}>
                {`${q * 100} %`}
              </th>
              <td className={`${classes.quantile} tnum`}>{at(sample, q)}</td>
              {before !== null && (
                <td className={`${classes.quantile} ${classes.faint} tnum`}>{at(old, q)}</td>
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

function changedWords(
  compared: Comparison,
  words: ReturnType<typeof useLanguage>['words'],
  length: (ms: number) => string,
) {
  const texts = words.runs.changed;
  const share = ({ passed, cells }: { passed: number; cells: number }) => words.runs.passedOf(passed, cells);
  const p = (value: number) => (value < 0.001 ? '< 0.001' : value.toFixed(3));
  const { passed } = compared;
  const moved = compared.latency.flatMap(({ operator, before, after, probability, significant }) => {
    if (!significant || before === null || after === null || probability === null) return [];
    const say = after.p50 > before.p50 ? texts.slower : texts.faster;
    return [say(operator, length(before.p50), length(after.p50), p(probability))];
  });
  return [
    `${texts.passed(share(passed.before), share(passed.after))} ${
      passed.significant ? texts.difference(p(passed.probability)) : texts.chance(p(passed.probability))
    }`,
    ...(moved.length > 0 ? moved : [texts.notSlower]),
  ];
}

function Changed({ run, before }: { run: Run; before: Run | null }) {
  const { words, format } = useLanguage();
  const texts = words.runs.changed;
  if (before === null) return <p className={classes.faint}>{texts.first}</p>;
  const compared = compareRuns(before.list, run.list);
  const changes = [
    ...compared.broke.map((change) => ({ change, kind: 'failed' as const, word: texts.broke })),
    ...compared.mended.map((change) => ({ change, kind: 'delivered' as const, word: texts.mended })),
  ];
  return (
    <>
      {changes.length === 0 && <p>{texts.none}</p>}
      <ul className={classes.plain}>
        {changes.map(({ change, kind, word }) => (
          <li key={`${change.chain} ${change.number}`} className={classes.change}>
            <StatusMark kind={kind} word={word} />
            <span>
              {change.number}
              <span className={classes.faint}>
                {change.chain}, {texts.was(change.before.passed, change.before.cells)}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {changedWords(compared, words, format.length).map((line) => (
        <p key={line} className={classes.small}>
          {line}
        </p>
      ))}
    </>
  );
}

function Flaky({ run }: { run: Run }) {
  const words = useLanguage().words.runs;
  const { flaky } = summarise([...run.list, ...run.earlier]);
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

/** What the run says as a whole: how fast, what changed since the one before, what is flaky. */
export function RunSide({ run, before }: { run: Run; before: Run | null }) {
  const words = useLanguage().words.runs;
  return (
    <aside className={classes.side} aria-label={words.fast.title}>
      <section>
        <h3 className={classes.sideTitle}>{words.fast.title}</h3>
        <HowFast run={run} before={before} />
      </section>
      <section>
        <h3 className={classes.sideTitle}>{words.changed.title}</h3>
        <Changed run={run} before={before} />
      </section>
      <Flaky run={run} />
      <RunHistory run={run} />
    </aside>
  );
}
