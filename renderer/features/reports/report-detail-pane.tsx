import { ActionIcon, Button } from '@mantine/core';
import { IconArrowLeft, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReportDetail } from '../../../shared/contract/reports.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useMinutes } from '../../lib/now.ts';
import { ActionButton } from '../../lib/ui/action-controls.tsx';
import { EmptyState } from '../../lib/ui/empty-state.tsx';
import { Grow, PaneBar } from '../../lib/ui/pane.tsx';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import { showNotice } from '../../lib/ui/show-notice.ts';
import { StatusIcon, toneOf } from '../../lib/ui/status-mark.tsx';
import { Toolbar } from '../../lib/ui/toolbar.tsx';
import { useScreenAction } from '../../lib/use-action.ts';
import { copyReport, leaveReport, replayReport } from './actions.ts';
import { curlOf, headerOf } from './curl.ts';
import { useReportsLanguage } from './language.ts';
import { ReplayDialog } from './replay-dialog.tsx';
import { BeforeSection, TriesSection } from './report-before.tsx';
import { ReportBody } from './report-body.tsx';
import { EffectSection } from './report-effect.tsx';
import classes from './reports.module.css';
import { headlineOf, verdictShown } from './verdict-of.ts';

function Bar({ report }: { report: ReportDetail }) {
  const { words, format } = useReportsLanguage();
  const texts = words.reports.detail;
  const { frame } = useActions();
  const now = useMinutes();
  const localUrl = useDeck((state) => state.console.overview?.callbacks.localUrl ?? '');
  const leave = () => frame.goInPlace({ screen: 'reports', id: null, messageId: null });
  async function copy() {
    await navigator.clipboard.writeText(curlOf(report, localUrl));
    showNotice({ message: texts.copiedCurl });
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
      <span className={`${classes.when} tnum`} title={format.full(report.receivedAt)}>
        <span className="cut">{format.day(report.receivedAt, now)},</span>
        <span className={classes.whenTime}>&nbsp;{format.exactTime(report.receivedAt)}</span>
      </span>
      <Grow />
      <Toolbar>
        <ActionButton
          action={copyReport}
          variant="subtle"
          className={classes.copyButton ?? ''}
          labelClass={classes.copyLabel}
        />
        <ActionButton action={replayReport} keys keysClass={classes.replayKey} />
        {report.messageId !== null && (
          <Button
            variant="default"
            className={classes.messageButton ?? ''}
            aria-label={texts.message}
            leftSection={<IconSend size={16} stroke={1.6} />}
            onClick={() => frame.go({ screen: 'messages', id: report.messageId })}
          >
            <span className={classes.messageLabel}>{texts.message}</span>
          </Button>
        )}
      </Toolbar>
      {replaying && <ReplayDialog report={report} onClose={() => setReplaying(false)} />}
    </PaneBar>
  );
}

function Facts({ report }: { report: ReportDetail }) {
  const { words } = useReportsLanguage();
  const texts = words.reports.detail;
  const account = useDeck((state) => state.console.accounts?.find((one) => one.id === report.accountId));
  const signature = headerOf(report, 'x-messente-signature');
  return (
    <dl className={classes.facts}>
      <dt>{texts.signature}</dt>
      <dd className={signature === null ? classes.faint : `mono ${classes.signature}`}>
        {signature ?? texts.noSignature}
      </dd>
      {signature !== null && report.verdict !== 'postponed' && (
        <>
          <dt>{texts.checkedWith}</dt>
          <dd>
            {texts.checkedText(report.bytes)}
            {report.secret === 'earlier' && `, ${texts.earlier}`}
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
        {report.method} {report.path}
      </dd>
    </dl>
  );
}

function Report({ report }: { report: ReportDetail }) {
  const { words } = useReportsLanguage();
  const story = useDeck((state) => state.reports.detail?.story ?? null);
  const verdict = verdictShown(report, words);
  return (
    <>
      <Bar report={report} />
      <div className={classes.scroll}>
        <div className={classes.head}>
          <h2 className={`${classes.headline} ${classes[`tone-${toneOf(verdict.kind)}`] ?? ''}`}>
            <StatusIcon kind={verdict.kind} size={20} />
            {headlineOf(report, words)}
          </h2>
          <p className={classes.reason}>{words.phraseText(report.reason)}</p>
          <Facts report={report} />
        </div>
        {story && <EffectSection effect={story.effect} />}
        <ReportBody key={report.id} report={report} />
        {story && <BeforeSection story={story} ofMessage={report.messageId !== null} />}
        {story && <TriesSection story={story} current={report} />}
      </div>
    </>
  );
}

export function ReportDetailPane({ id }: { id: number | null }) {
  const words = useReportsLanguage().words.reports.detail;
  const detail = useDeck((state) => state.reports.detail);
  return (
    <section className={classes.pane} aria-label={words.label}>
      {id === null && <EmptyState title={words.pick} text="" />}
      {id !== null && detail?.value && <Report report={detail.value} />}
      {id !== null && detail?.problem && (
        <div className={classes.problem}>
          <ProblemNotice problem={detail.problem} />
        </div>
      )}
    </section>
  );
}
