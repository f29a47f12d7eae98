import { ActionIcon, Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowLeft, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import type { CallbackDetail } from '../../../shared/contract/reports.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useMinutes } from '../../lib/now.ts';
import { ActionButton } from '../../lib/ui/action-controls.tsx';
import { EmptyState } from '../../lib/ui/empty-state.tsx';
import { Grow, PaneBar } from '../../lib/ui/pane.tsx';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import { StatusIcon, toneOf } from '../../lib/ui/status-mark.tsx';
import { useScreenAction } from '../../lib/use-action.ts';
import { copyReport, leaveReport, replayReport } from './actions.ts';
import { BeforeSection, TriesSection } from './callback-before.tsx';
import { CallbackBody } from './callback-body.tsx';
import { EffectSection } from './callback-effect.tsx';
import { curlOf, headerOf } from './curl.ts';
import { useReportsLanguage } from './language.ts';
import { ReplayDialog } from './replay-dialog.tsx';
import classes from './reports.module.css';
import { headlineOf, verdictShown } from './verdict-of.ts';

function Bar({ callback }: { callback: CallbackDetail }) {
  const { words, format } = useReportsLanguage();
  const texts = words.reports.detail;
  const { frame } = useActions();
  const now = useMinutes();
  const localUrl = useDeck((state) => state.console.overview?.callbacks.localUrl ?? '');
  const leave = () => frame.goInPlace({ screen: 'reports', id: null, messageId: null });
  async function copy() {
    await navigator.clipboard.writeText(curlOf(callback, localUrl));
    notifications.show({ message: texts.copiedCurl });
  }
  const [replaying, setReplaying] = useState(false);
  useScreenAction(leaveReport, leave);
  useScreenAction(copyReport, () => void copy());
  useScreenAction(replayReport, () => setReplaying(true));
  return (
    <PaneBar>
      <ActionIcon className={classes.back ?? ''} aria-label={words.shortcuts.items.leave} onClick={leave}>
        <IconArrowLeft size={16} stroke={1.6} />
      </ActionIcon>
      <span className={`${classes.when} tnum`} title={format.full(callback.receivedAt)}>
        <span className="cut">{format.day(callback.receivedAt, now)},</span>
        <span className={classes.whenTime}>&nbsp;{format.exactTime(callback.receivedAt)}</span>
      </span>
      <Grow />
      <ActionButton
        action={copyReport}
        variant="subtle"
        className={classes.copyButton ?? ''}
        labelClass={classes.copyLabel}
      />
      <ActionButton action={replayReport} keys keysClass={classes.replayKey} />
      {replaying && <ReplayDialog callback={callback} onClose={() => setReplaying(false)} />}
      {callback.messageId !== null && (
        <Button
          variant="default"
          className={classes.messageButton ?? ''}
          aria-label={texts.message}
          leftSection={<IconSend size={16} stroke={1.6} />}
          onClick={() => frame.go({ screen: 'messages', id: callback.messageId })}
        >
          <span className={classes.messageLabel}>{texts.message}</span>
        </Button>
      )}
    </PaneBar>
  );
}

function Facts({ callback }: { callback: CallbackDetail }) {
  const { words } = useReportsLanguage();
  const texts = words.reports.detail;
  const account = useDeck((state) => state.console.accounts?.find((one) => one.id === callback.accountId));
  const signature = headerOf(callback, 'x-messente-signature');
  return (
    <dl className={classes.facts}>
      <dt>{texts.signature}</dt>
      <dd className={signature === null ? classes.faint : `mono ${classes.signature}`}>
        {signature ?? texts.noSignature}
      </dd>
      {signature !== null && callback.verdict !== 'postponed' && (
        <>
          <dt>{texts.checkedWith}</dt>
          <dd>
            {texts.checkedText(callback.bytes)}
            {callback.secret === 'earlier' && `, ${texts.earlier}`}
          </dd>
        </>
      )}
      {account !== undefined && (
        <>
          <dt>{texts.account}</dt>
          <dd>{account.kind === 'sandbox' ? words.frame.sandbox : account.name}</dd>
        </>
      )}
      <dt>{texts.path}</dt>
      <dd className="mono">
        {callback.method} {callback.path}
      </dd>
    </dl>
  );
}

function Callback({ callback }: { callback: CallbackDetail }) {
  const { words } = useReportsLanguage();
  const story = useDeck((state) => state.reports.detail?.story ?? null);
  const verdict = verdictShown(callback, words);
  return (
    <>
      <Bar callback={callback} />
      <div className={classes.scroll}>
        <div className={classes.head}>
          <h2 className={`${classes.headline} ${classes[`tone-${toneOf(verdict.kind)}`] ?? ''}`}>
            <StatusIcon kind={verdict.kind} size={20} />
            {headlineOf(callback, words)}
          </h2>
          <p className={classes.reason}>{words.phraseText(callback.reason)}</p>
          <Facts callback={callback} />
        </div>
        {story && <EffectSection effect={story.effect} />}
        <CallbackBody key={callback.id} callback={callback} />
        {story && <BeforeSection story={story} ofMessage={callback.messageId !== null} />}
        {story && <TriesSection story={story} current={callback} />}
      </div>
    </>
  );
}

export function CallbackDetailPane({ id }: { id: number | null }) {
  const words = useReportsLanguage().words.reports.detail;
  const detail = useDeck((state) => state.reports.detail);
  return (
    <section className={classes.pane} aria-label={words.label}>
      {id === null && <EmptyState title={words.pick} text="" />}
      {id !== null && detail?.value && <Callback callback={detail.value} />}
      {id !== null && detail?.problem && (
        <div className={classes.problem}>
          <ProblemNotice problem={detail.problem} />
        </div>
      )}
    </section>
  );
}
