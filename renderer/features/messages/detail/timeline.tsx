/** The course of the chain: its sending, then each step with its wait and its events. */
import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import { useLanguage, useWords } from '../../../lib/language.tsx';
import { useMinutes } from '../../../lib/now.ts';
import { AttemptLine } from './attempt-line.tsx';
import classes from './detail.module.css';
import { EventLine } from './event-line.tsx';
import { PollsDisclosure } from './polls-disclosure.tsx';
import { StepSection } from './step-section.tsx';

function Columns() {
  const { columns } = useWords().messages.detail;
  return (
    <div className={`${classes.grid} ${classes.columns}`} aria-hidden>
      <span className={classes.colEvent}>{columns.event}</span>
      <span className={classes.colCode}>{columns.code}</span>
      <span className={classes.colHappened}>{columns.happened}</span>
      <span className={classes.colArrived}>{columns.arrived}</span>
      <span className={classes.colFrom}>{columns.from}</span>
    </div>
  );
}

/** When the status will be polled, if no report has arrived. */
function NextAsk({ at }: { at: number | null }) {
  const { words, format } = useLanguage();
  const now = useMinutes();
  if (at === null || at <= now) return null;
  return <p className={classes.nextAsk}>{words.messages.detail.nextAsk(format.when(at, now))}</p>;
}

export function Timeline({ message }: { message: MessageDetail }) {
  const texts = useWords().messages.detail;
  const running = message.running?.channel ?? null;
  return (
    <div className={classes.timeline}>
      <Columns />
      <ol>
        {message.attempts.map((attempt) => (
          <AttemptLine key={attempt.number} attempt={attempt} message={message} />
        ))}
      </ol>
      <ol className={classes.steps}>
        {message.steps.map((step) => (
          <StepSection key={step.channel} step={step} runs={step.channel === running} chain={message.state} />
        ))}
      </ol>
      <NextAsk at={message.nextPollAt} />
      <PollsDisclosure message={message} />
      {message.unmatched.length > 0 && (
        <>
          <h3 className={classes.sub}>{texts.unmatched}</h3>
          <ol>
            {message.unmatched.map((event) => (
              <EventLine key={`${event.messageId}-${event.status}-${event.receivedAt}`} event={event} />
            ))}
          </ol>
        </>
      )}
    </div>
  );
}
