import { Button, FileButton } from '@mantine/core';
import { useState } from 'react';
import type { Job } from '../../../shared/contract/backups.ts';
import type { ProblemView } from '../../../shared/contract/common.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { Group } from '../../lib/ui/group.tsx';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import classes from './data.module.css';
import { JobProgress, WorkBar } from './job-progress.tsx';
import { runningJob } from './jobs-slice.ts';
import { useBackupsLanguage } from './language.ts';

function Rejected({ job }: { job: Job }) {
  const { words, format } = useBackupsLanguage();
  const texts = words.backups;
  const textOf = useProblemText();
  const more = job.rejectedCount - job.rejected.length;
  return (
    <>
      <ul className={classes.rejected} aria-label={texts.rejectedList}>
        {job.rejected.map(({ line, problem }) => (
          <li key={line}>
            <span className="tnum">{texts.line(format.number(line))}</span>
            <span>
              {textOf(problem).message} <span className={classes.quiet}>{textOf(problem).hint}</span>
            </span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className={classes.small}>{texts.moreRejected(more, format.number(more))}</p>}
    </>
  );
}

function Imported({ job }: { job: Job }) {
  const { words, format } = useBackupsLanguage();
  const texts = words.backups;
  const parts = [texts.imported(job.added, format.number(job.added))];
  if (job.skipped > 0) parts.push(texts.skipped(job.skipped, format.number(job.skipped)));
  if (job.erased > 0) parts.push(texts.erasedBefore(job.erased, format.number(job.erased)));
  if (job.rejectedCount > 0) parts.push(texts.rejected(job.rejectedCount, format.number(job.rejectedCount)));
  return (
    <div className={classes.result}>
      {job.problem && <ProblemNotice problem={job.problem} alert />}
      {job.state === 'stopped' && <p role="status">{texts.importStopped}</p>}
      {(job.state === 'done' || job.added > 0) && <p role="status">{parts.join(' · ')}</p>}
      {job.note !== null && <p className={classes.small}>{texts.tableNote}</p>}
      {job.rejectedCount > 0 && <Rejected job={job} />}
    </div>
  );
}

/** Imports messages that were exported by this or another console. */
export function ImportMessages() {
  const texts = useBackupsLanguage().words.backups;
  const { jobs } = useActions();
  const all = useDeck((state) => state.jobs.jobs);
  const upload = useDeck((state) => state.jobs.upload);
  const [handing, setHanding] = useState(false);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const running = runningJob(all, 'import');
  const last = all.find((job) => job.kind === 'import' && job.state !== 'running') ?? null;
  async function take(file: File | null) {
    if (!file) return;
    setProblem(null);
    setHanding(true);
    const handed = await jobs.upload(file);
    setHanding(false);
    if (handed === null) return;
    const begun = handed.ok ? await jobs.startImport(handed.value) : handed;
    if (!begun.ok) setProblem(begun.problem);
  }
  return (
    <Group title={texts.import} text={texts.importText}>
      {running && <JobProgress job={running} label={texts.importing(running.file ?? '')} />}
      {!running && handing && upload && (
        <div className={classes.work}>
          <WorkBar label={texts.dialog.handing(upload.name)} done={upload.sent} total={upload.bytes} />
          <Button variant="default" onClick={() => jobs.stopUpload()}>
            {texts.stop}
          </Button>
        </div>
      )}
      {!running && !handing && (
        <FileButton accept=".jsonl,.csv,application/jsonl,text/csv" onChange={(file) => void take(file)}>
          {(props) => (
            <Button variant="default" {...props}>
              {texts.chooseImport}
            </Button>
          )}
        </FileButton>
      )}
      {problem && <ProblemNotice problem={problem} alert />}
      {!running && !handing && !problem && last && <Imported job={last} />}
    </Group>
  );
}
