import { useMemo } from 'react';
import type { Run } from '../../../shared/contract/runs.ts';
import { summarise } from '../../../shared/plans/summarise.ts';
import { useRunsLanguage } from './language.ts';
import classes from './runs.module.css';
import { logScale, thinned } from './thinned.ts';

const width = 252;
const height = 20;
/** More dots than this cannot be distinguished on the line. */
const mostDots = 300;

/**
 * The speed of each operator: every message is a dot on a logarithmic scale, with lines for the median and
 * the 95th percentile. No average, which one slow message of ten would change.
 */
export function OperatorLatency({ run }: { run: Run }) {
  const { words, format } = useRunsLanguage();
  const texts = words.runs.fast;
  const operators = useMemo(
    () => summarise(run.list).operators.map((one) => ({ ...one, dots: thinned(one.sample, mostDots) })),
    [run],
  );
  const all = operators.flatMap(({ dots }) => dots);
  if (operators.length < 2 || all.length === 0) return null;
  const [low, high] = logScale(all);
  const x = (ms: number) => 4 + (Math.log(Math.max(low, ms) / low) / Math.log(high / low)) * (width - 8);
  return (
    <>
      <h4 className={classes.operatorsTitle}>{texts.byOperator}</h4>
      <ul className={classes.plain} aria-label={texts.byOperator}>
        {operators.map(({ name, cells, dots, latency }) => (
          <li key={name}>
            <span className={classes.operatorHead}>
              <span className="cut">{name === '–' ? words.runs.noOperator : name}</span>
              <span className="tnum nowrap">
                {latency === null
                  ? texts.nobody(cells)
                  : texts.operator(
                      format.length(latency.p50),
                      format.length(latency.p95),
                      latency.count,
                      cells,
                    )}
              </span>
            </span>
            {latency !== null && (
              <svg className={classes.dots} viewBox={`0 0 ${width} ${height}`} aria-hidden>
                <line x1="0" x2={width} y1={height / 2} y2={height / 2} />
                {dots.map((ms, at) => (
                  <circle
                    // biome-ignore lint/suspicious/noArrayIndexKey: a dot has no identity but its place
                    key={at}
                    cx={x(ms)}
                    /* Messages with the same time are drawn apart. */
                    cy={height / 2 + ((at % 5) - 2) * 2.5}
                    r="2"
                  />
                ))}
                <line
                  className={classes.half}
                  x1={x(latency.p50)}
                  x2={x(latency.p50)}
                  y1="1"
                  y2={height - 1}
                />
                <line
                  className={classes.most}
                  x1={x(latency.p95)}
                  x2={x(latency.p95)}
                  y1="1"
                  y2={height - 1}
                />
              </svg>
            )}
          </li>
        ))}
      </ul>
      <p className={classes.small}>
        {operators.some(({ sample, dots }) => dots.length < sample.length) ? texts.dotsMany : texts.dots}
      </p>
    </>
  );
}
