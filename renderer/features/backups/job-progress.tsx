import { Button, Progress } from '@mantine/core';
import { useState } from 'react';
import type { Job } from '../../../shared/contract/backups.ts';
import { useActions } from '../../lib/deck.tsx';
import { showResult } from '../../lib/ui/show-result.ts';
import classes from './data.module.css';
import { useBackupsLanguage } from './language.ts';

type BarProps = { label: string; done: number; total: number | null };

/** The progress of a long job: a percentage if known, otherwise an indeterminate bar. */
export function WorkBar({ label, done, total }: BarProps) {
  const { words, format } = useBackupsLanguage();
  const texts = words.backups;
  const share = total === null || total === 0 ? null : Math.min(100, Math.floor((100 * done) / total));
  return (
    <>
      <Progress
        className={classes.bar ?? ''}
        size="sm"
        radius="xl"
        value={share ?? 100}
        animated={share === null}
        aria-label={label}
      />
      <p className={classes.share} role="status">
        {label}
        {share !== null && <span className="tnum">{texts.percent(format.number(share))}</span>}
      </p>
    </>
  );
}

/** A running job, with a button that stops it while that is possible. */
export function JobProgress({ job, label }: { job: Job; label: string }) {
  const texts = useBackupsLanguage().words.backups;
  const { jobs } = useActions();
  const [stopping, setStopping] = useState(false);
  async function stop() {
    setStopping(true);
    showResult(await jobs.stop(job.id));
    setStopping(false);
  }
  return (
    <div className={classes.work}>
      <WorkBar label={label} done={job.done} total={job.total} />
      <Button variant="default" disabled={!job.stoppable} loading={stopping} onClick={() => void stop()}>
        {texts.stop}
      </Button>
    </div>
  );
}
