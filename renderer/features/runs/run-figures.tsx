import type { ReactNode } from 'react';
import type { Run } from '../../../shared/contract/runs.ts';
import { CopyButton } from '../../lib/ui/copy-button.tsx';
import { useRunsLanguage } from './language.ts';
import classes from './runs.module.css';

function Figure({ label, bad, children }: { label: string; bad?: boolean; children: ReactNode }) {
  return (
    <div>
      <dt className={classes.figureLabel}>{label}</dt>
      <dd className={`${classes.figure} ${bad ? classes.bad : ''} tnum`}>{children}</dd>
    </div>
  );
}

/** The progress of the run, in figures and as a bar. */
export function RunFigures({ run }: { run: Run }) {
  const { words, format } = useRunsLanguage();
  const texts = words.runs;
  const { all, sent, passed, failed } = run.cells;
  /* Only sent cells get a verdict, so each of these was sent. */
  const unjudged = run.list.filter(({ result }) => result?.verdict === 'open').length;
  const waiting = sent - passed - failed - unjudged;
  const share = (count: number) => `${(100 * count) / Math.max(1, all)}%`;
  return (
    <div className={classes.figures}>
      <dl className={classes.figureList}>
        <Figure label={texts.figures.done}>
          {texts.doneOf(format.number(passed + failed), format.number(all))}
        </Figure>
        <Figure label={texts.figures.passed}>{format.number(passed)}</Figure>
        <Figure label={texts.figures.failed} bad={failed > 0}>
          {format.number(failed)}
        </Figure>
        <Figure label={texts.figures.waiting}>{format.number(waiting)}</Figure>
        {unjudged > 0 && <Figure label={texts.figures.unjudged}>{format.number(unjudged)}</Figure>}
        <Figure label={texts.figures.cost}>{format.money(run.cost)}</Figure>
        {run.finishedAt !== null && (
          <Figure label={texts.figures.took}>{format.length(run.finishedAt - run.createdAt)}</Figure>
        )}
      </dl>
      <div
        className={classes.progress}
        role="img"
        aria-label={texts.progress(passed, failed, waiting, all - sent)}
      >
        <span className={classes.partPassed} style={{ width: share(passed) }} />
        <span className={classes.partFailed} style={{ width: share(failed) }} />
        <span className={classes.partWaiting} style={{ width: share(waiting) }} />
      </div>
      {run.sandbox !== null && (
        <p className={classes.faint}>
          {texts.sandboxAccount(
            run.sandbox.account,
            format.money(run.sandbox.credit),
            run.sandbox.seed,
            run.sandbox.weather in texts.weathers
              ? texts.weathers[run.sandbox.weather as keyof typeof texts.weathers]
              : run.sandbox.weather,
          )}
        </p>
      )}
      {run.planHash !== null && (
        <p className={`${classes.faint} ${classes.idLine}`}>
          {run.sandbox !== null && <span>{texts.speed(format.number(run.sandbox.speed))}</span>}
          <span>{texts.planHash}</span>
          <span className="mono cut" title={run.planHash}>
            {run.planHash}
          </span>
          <CopyButton value={run.planHash} label={texts.copyPlanHash} />
        </p>
      )}
    </div>
  );
}
