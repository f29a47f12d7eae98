/** Inspects a backup, shows what it would replace, asks, and shows the progress. */

import { Button, Modal } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { BackupContent, Job } from '../../../shared/contract/backups.ts';
import type { ProblemView } from '../../../shared/contract/common.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useMinutes } from '../../lib/now.ts';
import facts from '../../lib/ui/facts.module.css';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import settings from '../../lib/ui/settings.module.css';
import { useFocusBack } from '../../lib/ui/use-focus-back.ts';
import { PassphraseOfBackup } from './backup-passphrase.tsx';
import classes from './data.module.css';
import { JobProgress, WorkBar } from './job-progress.tsx';
import { useBackupsLanguage } from './language.ts';

type Looked =
  | { readonly kind: 'looking' }
  | { readonly kind: 'content'; readonly content: BackupContent }
  | { readonly kind: 'problem'; readonly problem: ProblemView };

/** Returns the content of the file, which is uploaded first if it is on the user's disk. */
function useContent(source: string | File, onStopped: () => void): Looked {
  const { jobs } = useActions();
  const [looked, setLooked] = useState<Looked>({ kind: 'looking' });
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void (async () => {
      const handed =
        typeof source === 'string' ? { ok: true as const, value: source } : await jobs.upload(source);
      if (handed === null) return onStopped();
      if (!handed.ok) return setLooked({ kind: 'problem', problem: handed.problem });
      const answer = await jobs.inspect(handed.value);
      if (!answer.ok) jobs.discard(handed.value);
      setLooked(
        answer.ok ? { kind: 'content', content: answer.value } : { kind: 'problem', problem: answer.problem },
      );
    })();
  }, [jobs, source, onStopped]);
  return looked;
}

function Content({ content }: { content: BackupContent }) {
  const { words, format } = useBackupsLanguage();
  const texts = words.backups.dialog;
  const here = useDeck((state) => state.console.overview?.counts.all ?? 0);
  const listed = useDeck((state) => state.console.doNotSend?.total ?? null);
  const { privacy } = useActions();
  useEffect(() => {
    void privacy.loadDoNotSend('');
  }, [privacy]);
  const now = useMinutes();
  return (
    <>
      <dl className={facts.facts}>
        <dt>{texts.messages}</dt>
        <dd className="tnum">{format.number(content.messages)}</dd>
        {content.newestAt !== null && (
          <>
            <dt>{texts.newest}</dt>
            <dd>{format.when(content.newestAt, now)}</dd>
          </>
        )}
        <dt>{texts.accounts}</dt>
        <dd>{content.accounts.length > 0 ? content.accounts.join(', ') : texts.noAccounts}</dd>
      </dl>
      <p>{texts.replaces(here, format.number(here))}</p>
      <p>{texts.sending}</p>
      {listed !== null && (
        <p>
          {texts.doNotSend(listed, format.number(listed))}
          {content.doNotSend > 0 &&
            ` ${texts.doNotSendAdded(content.doNotSend, format.number(content.doNotSend))}`}
        </p>
      )}
      <p className={classes.quiet}>{texts.passwords}</p>
    </>
  );
}

function Ended({ job }: { job: Job }) {
  const { words, format } = useBackupsLanguage();
  const texts = words.backups.dialog;
  if (job.problem) return <ProblemNotice problem={job.problem} alert />;
  if (job.state === 'stopped') return <p role="status">{texts.stopped}</p>;
  return (
    <div className={classes.dialog} role="status">
      <p>
        <strong>{texts.done}</strong>
      </p>
      <p>{texts.listed(job.optOuts, format.number(job.optOuts))}</p>
      {job.held > 0 && <p>{texts.held(job.held, format.number(job.held))}</p>}
      {job.erased > 0 && <p>{texts.erased(job.erased, format.number(job.erased))}</p>}
    </div>
  );
}

export function RestoreDialog({ source, onClose }: { source: string | File; onClose: () => void }) {
  useFocusBack();
  const { words } = useBackupsLanguage();
  const texts = words.backups.dialog;
  const { jobs } = useActions();
  const looked = useContent(source, onClose);
  const upload = useDeck((state) => state.jobs.upload);
  const [begun, setBegun] = useState<Job | null>(null);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const known = useDeck((state) => state.jobs.jobs.find((one) => one.id === begun?.id) ?? null);
  const ofPassphrase = problem?.field === 'passphrase' ? problem : null;
  const job = begun === null ? null : (known ?? begun);
  const content = looked.kind === 'content' ? looked.content : null;
  const [passphrase, setPassphrase] = useState('');
  async function restore(file: string) {
    const answer = await jobs.startRestore(file, passphrase);
    if (answer.ok) setBegun(answer.value);
    else setProblem(answer.problem);
  }
  function close() {
    jobs.stopUpload();
    if (content && (job === null || job.state !== 'done')) jobs.discard(content.file);
    onClose();
  }
  return (
    <Modal opened onClose={close} title={texts.title} closeButtonProps={{ 'aria-label': words.common.close }}>
      <div className={classes.dialog}>
        {looked.kind === 'looking' &&
          (upload ? (
            <div>
              <WorkBar label={texts.handing(upload.name)} done={upload.sent} total={upload.bytes} />
            </div>
          ) : (
            <p role="status">{texts.reading}</p>
          ))}
        {looked.kind === 'problem' && <ProblemNotice problem={looked.problem} alert />}
        {content && job === null && <Content content={content} />}
        {content?.erasures && job === null && (
          <PassphraseOfBackup
            erasures={content.erasures}
            value={passphrase}
            problem={ofPassphrase}
            onChange={(value) => {
              setPassphrase(value);
              setProblem(null);
            }}
          />
        )}
        {problem && ofPassphrase === null && <ProblemNotice problem={problem} alert />}
        {job?.state === 'running' && <JobProgress job={job} label={texts.working} />}
        {job !== null && job.state !== 'running' && <Ended job={job} />}
      </div>
      <div className={settings.dialogFoot}>
        <Button variant="default" data-autofocus onClick={close}>
          {content && job === null ? words.common.cancel : words.common.close}
        </Button>
        {content && job === null && (
          <Button color="bad" onClick={() => void restore(content.file)}>
            {texts.restore}
          </Button>
        )}
      </div>
    </Modal>
  );
}
