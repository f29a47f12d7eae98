/**
 * Exports a view or the selected messages to a file: asks for the format, shows the progress, can be stopped,
 * shows the file.
 */
import { Button, Group, Modal, Progress, Radio } from '@mantine/core';
import { useState } from 'react';
import type { ExportFormat, ExportPlace, Job } from '../../../../shared/contract/backups.ts';
import type { ProblemView } from '../../../../shared/contract/common.ts';
import { useActions, useDeck } from '../../../lib/deck.tsx';
import { useFilesLanguage } from '../../../lib/files-language.ts';
import { useLanguage } from '../../../lib/language.tsx';
import { CopyButton } from '../../../lib/ui/copy-button.tsx';
import { ProblemNotice } from '../../../lib/ui/problem-notice.tsx';
import { useFocusBack } from '../../../lib/ui/use-focus-back.ts';
import { OpenFile, useExportPlace } from '../../backups/index.ts';
import { isNarrowed } from '../messages-state.ts';
import classes from './export.module.css';
import { type TableChoice, TableOptionsFields, tableOf, useTableChoice } from './table-options.tsx';

const formats: readonly ExportFormat[] = ['csv', 'xlsx', 'jsonl'];
/** Of a workbook's sheet; the engine writes more messages to further sheets. */
const rowsOfSheet = 1_048_576;

function Running({ job }: { job: Job }) {
  const { words, format } = useLanguage();
  const texts = words.messages.export;
  const total = job.total === null ? null : format.number(job.total);
  const share = job.total === null || job.total === 0 ? 100 : (100 * job.done) / job.total;
  return (
    <div className={classes.running}>
      <Progress
        value={share}
        animated={job.total === null}
        size="sm"
        aria-label={texts.progress}
        radius="xl"
      />
      <p className="tnum" role="status">
        {texts.running(format.number(job.done), total)}
      </p>
    </div>
  );
}

function Ended({ job, place }: { job: Job; place: ExportPlace | null }) {
  const { words, format } = useFilesLanguage();
  const texts = words.messages.export;
  if (job.state === 'failed' && job.problem) return <ProblemNotice problem={job.problem} alert />;
  if (job.state === 'stopped') return <p role="status">{texts.stopped}</p>;
  return (
    <div className={classes.ended}>
      <p role="status">{texts.done(job.done, format.number(job.done))}</p>
      {job.file !== null && (
        <p className={classes.file}>
          <span className="mono">{job.file}</span>
          <CopyButton value={job.file} label={texts.copyPath} />
        </p>
      )}
      {job.file !== null && place?.canOpen === true && <OpenFile openId={job.id} />}
    </div>
  );
}

type AskProps = {
  ids: readonly string[] | null;
  format: ExportFormat;
  onFormat: (format: ExportFormat) => void;
  table: TableChoice;
  onTable: (table: TableChoice) => void;
  place: ExportPlace | null;
};

function Ask({ ids, format, onFormat, table, onTable, place }: AskProps) {
  const language = useFilesLanguage();
  const texts = language.words.messages.export;
  const { files } = language.words;
  const about: Readonly<Record<ExportFormat, { label: string; description: string }>> = {
    csv: { label: texts.csv, description: texts.csvText },
    xlsx: { label: files.xlsx, description: files.xlsxText(language.format.number(rowsOfSheet)) },
    jsonl: { label: texts.jsonl, description: texts.jsonlText },
  };
  const view = useDeck((state) => state.messages.view);
  const found = useDeck((state) => state.messages.found);
  const whole = view.tab === 'all' && !isNarrowed(view);
  const what =
    ids !== null
      ? texts.chosen(ids.length, language.format.number(ids.length))
      : whole
        ? texts.viewAll
        : texts.view;
  return (
    <div className={classes.ask}>
      <p>
        {texts.what}: <strong>{what}</strong>
        {ids === null && found !== null && !found.more && (
          <span className={classes.found}> ({language.format.number(found.messages)})</span>
        )}
      </p>
      <Radio.Group
        label={texts.format}
        value={format}
        onChange={(value) => onFormat(formats.find((one) => one === value) ?? 'csv')}
      >
        <div className={classes.formats}>
          {formats.map((one) => (
            <Radio key={one} value={one} {...about[one]} />
          ))}
        </div>
      </Radio.Group>
      {format !== 'jsonl' && <TableOptionsFields format={format} choice={table} onChoose={onTable} />}
      {place !== null && <p className={classes.place}>{files.place(place.folder)}</p>}
      <p className={classes.privacy}>{texts.privacy}</p>
    </div>
  );
}

type ExportDialogProps = {
  /** The selected messages; null means the listed ones. */
  ids: readonly string[] | null;
  /** An export that is already running. */
  jobId?: string | null;
  onClose: () => void;
};

export function ExportDialog({ ids, jobId: begun = null, onClose }: ExportDialogProps) {
  useFocusBack();
  const language = useLanguage();
  const { words } = language;
  const texts = words.messages.export;
  const { jobs, messages } = useActions();
  const place = useExportPlace();
  const [table, setTable] = useTableChoice(language.format);
  const [format, setFormat] = useState<ExportFormat>('csv');
  const [jobId, setJobId] = useState<string | null>(begun);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const job = useDeck((state) => state.jobs.jobs.find((one) => one.id === jobId) ?? null);

  async function start() {
    setBusy(true);
    setProblem(null);
    const answer = await jobs.startExport({
      filter: ids === null ? messages.shownFilter() : {},
      format,
      table: tableOf(table),
      ...(ids === null ? {} : { ids: [...ids] }),
    });
    setBusy(false);
    if (answer.ok) setJobId(answer.value.id);
    else setProblem(answer.problem);
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={texts.title}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      {job === null && (
        <Ask ids={ids} format={format} onFormat={setFormat} table={table} onTable={setTable} place={place} />
      )}
      {job?.state === 'running' && <Running job={job} />}
      {job !== null && job.state !== 'running' && <Ended job={job} place={place} />}
      {problem && (
        <div className={classes.problem}>
          <ProblemNotice problem={problem} alert />
        </div>
      )}
      <Group justify="flex-end" mt="lg" gap="sm">
        {job === null && (
          <>
            <Button variant="default" onClick={onClose}>
              {words.common.cancel}
            </Button>
            <Button
              data-autofocus
              loading={busy}
              disabled={table.columns === 'chosen' && table.chosen.length === 0 && format !== 'jsonl'}
              onClick={() => void start()}
            >
              {texts.start}
            </Button>
          </>
        )}
        {job?.state === 'running' && (
          <>
            <Button variant="default" onClick={() => void jobs.stop(job.id)}>
              {texts.stop}
            </Button>
            <Button variant="default" onClick={onClose}>
              {texts.hide}
            </Button>
          </>
        )}
        {job !== null && job.state !== 'running' && (
          <>
            <Button variant="default" onClick={() => setJobId(null)}>
              {texts.again}
            </Button>
            <Button variant="default" data-autofocus onClick={onClose}>
              {words.common.close}
            </Button>
          </>
        )}
      </Group>
    </Modal>
  );
}
