import { IconRefresh, IconWebhook } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { EventView, MessageDetail, StepView } from '../../../shared/contract/messages.ts';
import { useActions } from '../../lib/deck.tsx';
import { useSeconds } from '../../lib/now.ts';
import { ChannelIcon } from '../../lib/ui/channel-icon.tsx';
import { CopyButton } from '../../lib/ui/copy-button.tsx';
import { StatusIcon, StatusMark } from '../../lib/ui/status-mark.tsx';
import { statusShown, stepShown, useErrMeaning } from '../messages/index.ts';
import { useRunsLanguage } from './language.ts';
import classes from './runs.module.css';

/** One report: how long after sending it arrived, as the run counts; its own time is in the tooltip. */
function Told({ event, sentAt }: { event: EventView; sentAt: number }) {
  const { words, format } = useRunsLanguage();
  const texts = words.messages.detail;
  const shown = statusShown(event.status, words);
  const isCallback = event.source === 'callback';
  const Source = isCallback ? IconWebhook : IconRefresh;
  const how = isCallback ? words.runs.cell.verified : texts.asked;
  return (
    <li className={classes.chainEvent}>
      <StatusIcon kind={shown.kind} size={14} />
      <span className="cut" title={event.at === null ? texts.noTime : format.full(event.at)}>
        {shown.word}
        {event.late && ` · ${words.messages.detail.lateDelivery}`}
        {event.times > 1 && ` · ${texts.times(event.times)}`}
      </span>
      <time className="tnum nowrap" title={format.full(event.receivedAt)}>
        {words.runs.cell.after(format.brief(Math.max(0, event.receivedAt - sentAt)))}
      </time>
      <span title={how}>
        <Source size={14} stroke={1.6} aria-hidden />
        <span className="spoken">{how}</span>
      </span>
    </li>
  );
}

function Id({ label, value, copy }: { label: string; value: string; copy: string }) {
  return (
    <p className={`${classes.faint} ${classes.idLine}`}>
      <span>{label}</span>
      <span className="mono cut" title={value}>
        {value}
      </span>
      <CopyButton value={value} label={copy} />
    </p>
  );
}

/** Why a step failed, and the id that the reports of the step name. */
function Facts({ step }: { step: StepView }) {
  const texts = useRunsLanguage().words.runs.cell;
  const meaning = useErrMeaning()(step);
  return (
    <div className={classes.underStep}>
      {meaning !== null && (
        <p className={classes.small}>
          {meaning} <span className="mono">err {step.err}</span>
        </p>
      )}
      {step.messageId !== null && (
        <Id label={texts.messageId} value={step.messageId} copy={texts.copyMessageId} />
      )}
    </div>
  );
}

/**
 * The course of the chain of a cell's message: each step with all its reports.
 * @param turn changes when there may be new reports
 */
export function CellChain({ messageId, sentAt, turn }: { messageId: string; sentAt: number; turn: unknown }) {
  const { words, format } = useRunsLanguage();
  const { runs } = useActions();
  const [message, setMessage] = useState<MessageDetail | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the run has changed
  useEffect(() => {
    let late = false;
    void runs.message(messageId).then((answer) => {
      if (!late) setMessage(answer.ok ? answer.value : null);
    });
    return () => {
      late = true;
    };
  }, [messageId, turn, runs]);
  const running = message?.running ?? null;
  const now = useSeconds(running !== null);
  if (message === null || message.id !== messageId) return null;
  return (
    <section aria-label={words.runs.cell.chain}>
      <h3 className={classes.sideTitle}>{words.runs.cell.chain}</h3>
      <ol className={classes.plain}>
        {message.steps.map((step) => {
          const runsNow = step.channel === running?.channel;
          const shown = stepShown(step, { runs: runsNow, chain: message.state }, now, words, format);
          return (
            <li key={step.channel}>
              <div className={classes.cellStep}>
                <ChannelIcon channel={step.channel} size={15} />
                <strong>{words.channels[step.channel]}</strong>
                <StatusMark kind={shown.kind} word={shown.word} share={shown.share} quiet />
              </div>
              <ol className={classes.plain}>
                {step.events.map((event) => (
                  <Told
                    key={`${event.status}-${event.at}-${event.receivedAt}-${event.source}`}
                    event={event}
                    sentAt={sentAt}
                  />
                ))}
              </ol>
              <Facts step={step} />
            </li>
          );
        })}
      </ol>
      {message.omnimessageId !== null && (
        <Id
          label={words.messages.detail.omnimessage}
          value={message.omnimessageId}
          copy={words.messages.detail.copyOmnimessage}
        />
      )}
    </section>
  );
}
