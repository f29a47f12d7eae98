/** A pasted list or a file of people who opted out: shown first, then added part by part. */
import { Button, Progress, TextInput } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { parsePhone } from '../../../shared/messaging/phone.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useFilesLanguage } from '../../lib/files-language.ts';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import classes from '../../lib/ui/settings.module.css';
import { TableDialog, type TableFootProps, type TableSource } from '../compose/index.ts';
import type { ImportDone } from './opt-out-import.ts';

/** Returns the numbers, each once, and how many are listed already; null until that is known. */
function useNumbers(people: TableFootProps['people']) {
  const { privacy } = useActions();
  const country = useDeck((state) => state.console.settings?.defaultCountry ?? undefined);
  const numbers = useMemo(() => {
    const found = people.map(({ written }) => parsePhone(written, country));
    return [...new Set(found.flatMap((phone) => (phone.ok ? [phone.value.e164] : [])))];
  }, [people, country]);
  const [counted, setCounted] = useState<{ readonly of: readonly string[]; readonly already: number } | null>(
    null,
  );
  useEffect(() => {
    void privacy.optOutImport().then(async ({ countListed }) => {
      const already = await countListed(numbers);
      if (already !== null) setCounted({ of: numbers, already });
    });
  }, [numbers, privacy]);
  return { numbers, already: counted?.of === numbers ? counted.already : null };
}

/** What an import has done. @returns `done` null: it has not ended */
function useImport() {
  const { privacy } = useActions();
  const [progress, setProgress] = useState<number | null>(null);
  const [done, setDone] = useState<ImportDone | null>(null);
  const stopping = useRef(new AbortController());
  async function start(numbers: readonly string[], reason: string) {
    stopping.current = new AbortController();
    setDone(null);
    setProgress(0);
    const { add } = await privacy.optOutImport();
    const ended = await add(numbers, reason, {
      onPart: setProgress,
      signal: stopping.current.signal,
    });
    setProgress(null);
    setDone(ended);
    await privacy.reloadDoNotSend();
  }
  // A dialog that is closed adds nothing more.
  useEffect(() => () => stopping.current.abort(), []);
  return { progress, done, start, stop: () => stopping.current.abort() };
}

type EndedProps = Pick<TableFootProps, 'leftOut' | 'onClose'> & { done: ImportDone; total: number };

function Ended({ done, total, leftOut, onClose }: EndedProps) {
  const { words, format } = useFilesLanguage();
  const texts = words.files.optOuts;
  const left = total - done.added - done.already;
  return (
    <>
      <p role="status">
        {texts.ended(done.added, format.number(done.added))}
        {left > 0 && ` ${texts.stopped(left, format.number(left))}`}
      </p>
      {done.problem && <ProblemNotice problem={done.problem} alert />}
      <div className={classes.dialogFoot}>
        {leftOut.length > 0 && (
          <Button
            variant="default"
            onClick={() =>
              void navigator.clipboard.writeText(leftOut.map(({ row, text }) => `${row}\t${text}`).join('\n'))
            }
          >
            {texts.copyLeftOut}
          </Button>
        )}
        <Button autoFocus onClick={onClose}>
          {words.common.close}
        </Button>
      </div>
    </>
  );
}

function OptOutFoot({ people, leftOut, blocked, onClose }: TableFootProps) {
  const { words, format } = useFilesLanguage();
  const texts = words.files.optOuts;
  const { numbers, already } = useNumbers(people);
  const [reason, setReason] = useState('');
  const { progress, done, start, stop } = useImport();
  if (done !== null) return <Ended done={done} total={numbers.length} leftOut={leftOut} onClose={onClose} />;
  const fresh = numbers.length - (already ?? 0);
  const counts = (added: number, listed: number) =>
    [
      texts.fresh(added, format.number(added)),
      texts.already(listed, format.number(listed)),
      texts.invalid(leftOut.length, format.number(leftOut.length)),
    ].join(' · ');
  if (progress !== null) {
    return (
      <>
        <p role="status" className="tnum">
          {texts.progress(format.number(progress), format.number(numbers.length))}
        </p>
        <Progress aria-label={texts.title} value={(100 * progress) / Math.max(1, numbers.length)} />
        <div className={classes.dialogFoot}>
          <Button variant="default" autoFocus onClick={stop}>
            {texts.stop}
          </Button>
        </div>
      </>
    );
  }
  return (
    <>
      <p role="status" className="tnum">
        {already === null ? texts.counting : counts(fresh, already)}
      </p>
      <TextInput
        label={words.settings.privacy.reason}
        placeholder={words.settings.privacy.reasonPlaceholder}
        value={reason}
        maxLength={1000}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={classes.dialogFoot}>
        <Button variant="default" onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button
          data-autofocus
          disabled={blocked || already === null || fresh === 0}
          onClick={() => void start(numbers, reason.trim())}
        >
          {fresh === 0 ? texts.nothing : texts.add(fresh, format.number(fresh))}
        </Button>
      </div>
    </>
  );
}

export function ImportDialog({ source, onClose }: { source: TableSource; onClose: () => void }) {
  const { title } = useFilesLanguage().words.files.optOuts;
  const use = useMemo(() => ({ title, Foot: OptOutFoot }), [title]);
  return <TableDialog source={source} use={use} onClose={onClose} />;
}
