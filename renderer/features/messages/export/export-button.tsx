import { ActionIcon, Loader } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Suspense, useEffect, useRef, useState } from 'react';
import type { Job } from '../../../../shared/contract/backups.ts';
import { useActions, useDeck } from '../../../lib/deck.tsx';
import { useLanguage } from '../../../lib/language.tsx';
import { later } from '../../../lib/ui/later.tsx';
import { showResult } from '../../../lib/ui/show-result.ts';
import { runningJob, showSaved } from '../../backups/index.ts';

const ExportDialog = later(async () => (await import('./export-dialog.tsx')).ExportDialog);

/** Notifies the user of an export that ends while its dialog is closed. */
function useTellEnd(jobs: readonly Job[], looking: boolean): void {
  const { words, format } = useLanguage();
  const texts = words.messages.export;
  const { exportEnd } = useActions().jobs;
  const running = useRef(new Set<string>());
  useEffect(() => {
    for (const job of jobs) {
      if (job.kind !== 'export') continue;
      const ran = running.current.delete(job.id);
      if (job.state === 'running') running.current.add(job.id);
      else if (ran && !looking && job.state === 'done') {
        const title = texts.jobDone(job.done, format.number(job.done));
        void exportEnd(job).then((answer) => showSaved(answer, ({ file }) => file, title));
      } else if (ran && !looking && job.problem) {
        showResult({ ok: false, problem: job.problem });
      }
    }
  }, [jobs, looking, texts, format, exportEnd]);
}

/** Exports the listed messages. While an export is running, shows it and reopens its dialog. */
export function ExportButton() {
  const { words, format } = useLanguage();
  const texts = words.messages.export;
  const jobs = useDeck((state) => state.jobs.jobs);
  const running = runningJob(jobs, 'export');
  const [opened, setOpened] = useState<{ readonly jobId: string | null } | null>(null);
  useTellEnd(jobs, opened !== null);
  const total = running?.total === null || running === null ? null : format.number(running.total);
  const label =
    running === null ? texts.open : `${texts.job}: ${texts.running(format.number(running.done), total)}`;
  return (
    <>
      <ActionIcon aria-label={label} title={label} onClick={() => setOpened({ jobId: running?.id ?? null })}>
        {running === null ? <IconDownload size={16} stroke={1.6} /> : <Loader size={14} />}
      </ActionIcon>
      {opened && (
        <Suspense fallback={null}>
          <ExportDialog ids={null} jobId={opened.jobId} onClose={() => setOpened(null)} />
        </Suspense>
      )}
    </>
  );
}
