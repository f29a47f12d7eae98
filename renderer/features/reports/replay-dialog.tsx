/**
 * Replays a report: unchanged or, in the sandbox, edited; to this console or to a program on this computer.
 */
import { Button, Checkbox, Group, Modal, Radio, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ProblemView } from '../../../shared/contract/common.ts';
import type { Replayed, ReportDetail } from '../../../shared/contract/reports.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { Notice, ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import { useFocusBack } from '../../lib/ui/use-focus-back.ts';
import { formatJson } from './body-lines.ts';
import { useReportsLanguage } from './language.ts';
import classes from './replay.module.css';
import { ReplayResult } from './replay-result.tsx';

type Where = 'store' | 'program';
type Outcome =
  | { readonly kind: 'replayed'; readonly replayed: Replayed; readonly where: Where }
  | { readonly kind: 'problem'; readonly problem: ProblemView };

function WhereField({
  where,
  url,
  wrong,
  onWhere,
  onUrl,
}: {
  where: Where;
  url: string;
  wrong: ProblemView | null;
  onWhere: (where: Where) => void;
  onUrl: (url: string) => void;
}) {
  const texts = useReportsLanguage().words.reports.replay;
  const textOf = useProblemText();
  const shownTexts = wrong && textOf(wrong);
  return (
    <>
      <Radio.Group
        label={texts.where}
        value={where}
        onChange={(value) => onWhere(value === 'program' ? 'program' : 'store')}
      >
        <div className={classes.choices}>
          <Radio value="store" data-autofocus label={texts.store} description={texts.storeText} />
          <Radio value="program" label={texts.program} description={texts.urlText} />
        </div>
      </Radio.Group>
      {where === 'program' && (
        <TextInput
          label={texts.url}
          classNames={{ input: 'mono' }}
          type="url"
          placeholder="http://127.0.0.1:3000/dlr"
          maxLength={2000}
          value={url}
          error={shownTexts && `${shownTexts.message} ${shownTexts.hint}`}
          onChange={(event) => onUrl(event.currentTarget.value)}
        />
      )}
    </>
  );
}

function BodyField({
  original,
  body,
  onBody,
}: {
  original: string;
  body: string;
  onBody: (body: string) => void;
}) {
  const texts = useReportsLanguage().words.reports.replay;
  return (
    <>
      <Textarea
        label={texts.body}
        classNames={{ input: `mono ${classes.edit}` }}
        autosize
        minRows={4}
        maxRows={12}
        spellCheck={false}
        value={body}
        onChange={(event) => onBody(event.currentTarget.value)}
      />
      {body !== original && (
        <Button variant="default" className={classes.undoEdit ?? ''} onClick={() => onBody(original)}>
          {texts.back}
        </Button>
      )}
      {formatJson(body) === null && (
        <Notice tone="warn" title={texts.invalid} role="status">
          <p>{texts.invalidText}</p>
        </Notice>
      )}
    </>
  );
}

export function ReplayDialog({ report, onClose }: { report: ReportDetail; onClose: () => void }) {
  useFocusBack();
  const { words } = useReportsLanguage();
  const texts = words.reports.replay;
  const { reports } = useActions();
  const sandbox = useDeck((state) =>
    state.console.accounts?.some((one) => one.id === report.accountId && one.kind === 'sandbox'),
  );
  const original = report.bodyText ?? '';
  const [where, setWhere] = useState<Where>('store');
  const [url, setUrl] = useState(reports.lastUrl);
  const [editing, setEditing] = useState(false);
  const [body, setBody] = useState(original);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const problem = outcome?.kind === 'problem' ? outcome.problem : null;
  const wrongUrl = where === 'program' && problem?.field === 'url' ? problem : null;

  async function send() {
    setBusy(true);
    const answer = await reports.replay(
      report.id,
      where === 'store' ? 'store' : { url: url.trim() },
      editing ? body : null,
    );
    setBusy(false);
    setOutcome(
      answer.ok
        ? { kind: 'replayed', replayed: answer.value, where }
        : { kind: 'problem', problem: answer.problem },
    );
  }
  const change = <T,>(set: (value: T) => void) => {
    return (value: T) => {
      setOutcome(null);
      set(value);
    };
  };

  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      closeOnClickOutside={false}
      title={texts.title}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <form
        className={classes.replay}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p className={classes.about}>{editing ? texts.editedText : texts.text}</p>
        <WhereField
          where={where}
          url={url}
          wrong={wrongUrl}
          onWhere={change(setWhere)}
          onUrl={change(setUrl)}
        />
        {sandbox === true && report.bodyText !== null && (
          <Checkbox
            label={texts.edit}
            checked={editing}
            onChange={(event) => change(setEditing)(event.currentTarget.checked)}
          />
        )}
        {editing && <BodyField original={original} body={body} onBody={change(setBody)} />}
        {problem && problem !== wrongUrl && <ProblemNotice problem={problem} alert />}
        {outcome?.kind === 'replayed' && (
          <ReplayResult replayed={outcome.replayed} intoStore={outcome.where === 'store'} onClose={onClose} />
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {words.common.close}
          </Button>
          <Button type="submit" loading={busy}>
            {editing && formatJson(body) === null ? texts.sendAnyway : texts.send}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
