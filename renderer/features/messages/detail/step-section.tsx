import type { StepView } from '../../../../shared/contract/messages.ts';
import type { MessageState } from '../../../../shared/messaging/types.ts';
import { useLanguage } from '../../../lib/language.tsx';
import { useSeconds } from '../../../lib/now.ts';
import { ChannelIcon } from '../../../lib/ui/channel-icon.tsx';
import { StatusMark, toneOf } from '../../../lib/ui/status-mark.tsx';
import { statusShown, stepShown } from '../status-of.ts';
import classes from './detail.module.css';
import { useErrMeaning } from './err-meaning.tsx';
import { EventLine } from './event-line.tsx';

type StepProps = { step: StepView; runs: boolean };
type StepSectionProps = StepProps & { chain: MessageState };

/**
 * The elapsed part of a step's wait: accent colour while it runs, grey afterwards; only if the wait was
 * decisive.
 */
function WaitLine({ step, runs }: StepProps) {
  const { words, format } = useLanguage();
  const texts = words.messages.detail;
  const counting = runs && step.endsAt !== null;
  const now = useSeconds(counting);
  const { startedAt, waitSeconds } = step;
  if (startedAt === null || waitSeconds === null) return null;
  const whole = waitSeconds * 1000;
  if (counting) {
    const past = Math.min(whole, Math.max(0, now - startedAt));
    return (
      <div className={classes.wait}>
        <span className="tnum">
          {texts.waiting(format.countdown(Math.floor(past / 1000) * 1000), format.countdown(whole))}
        </span>
        <span className={classes.track}>
          <span className={classes.runs} style={{ width: `${(100 * past) / whole}%` }} />
        </span>
      </div>
    );
  }
  if (step.status !== 'EXPIRED') return null;
  return (
    <div className={classes.wait}>
      <span>{texts.waited(format.wait(waitSeconds))}</span>
      <span className={classes.track}>
        <span className={classes.ran} />
      </span>
    </div>
  );
}

function Why({ step }: { step: StepView }) {
  const { words, format } = useLanguage();
  const texts = words.messages;
  const { err, contradiction } = step;
  const meaning = useErrMeaning()(step);
  return (
    <>
      {meaning !== null && (
        <p className={classes.under}>
          {meaning}
          <span className={`${classes.faint} mono`}> err {err}</span>
        </p>
      )}
      {contradiction && (
        <p className={`${classes.under} ${classes.late}`}>
          {texts.detail[step.state === 'failed' ? 'afterFailure' : 'contradiction'](
            statusShown(contradiction.status, words).word,
            contradiction.at === null ? texts.detail.noTime : format.time(contradiction.at),
          )}
        </p>
      )}
    </>
  );
}

export function StepSection({ step, runs, chain }: StepSectionProps) {
  const { words, format } = useLanguage();
  const texts = words.messages.detail;
  const now = useSeconds(runs && step.endsAt !== null);
  const shown = stepShown(step, { runs, chain }, now, words, format);
  const over = shown.kind === 'not-needed';
  const wait = step.waitSeconds === null ? null : texts.waits(format.wait(step.waitSeconds));
  const about = [step.sender, over ? null : wait].filter((part) => part !== null && part !== '').join(' · ');
  return (
    <li className={`${classes.step} ${over ? classes.stepOver : ''}`}>
      <div className={classes.stepHead}>
        <span className={`${classes.disc} ${classes[`disc-${toneOf(shown.kind)}`] ?? ''}`}>
          <ChannelIcon channel={step.channel} size={15} />
        </span>
        <strong>{words.channels[step.channel]}</strong>
        <span className={`${classes.quiet} cut`}>{about}</span>
        <span className={classes.stepStatus}>
          <StatusMark kind={shown.kind} word={shown.word} share={shown.share} strong={!over} />
        </span>
      </div>
      <WaitLine step={step} runs={runs} />
      <ol>
        {step.events.map((event) => (
          <EventLine key={`${event.status}-${event.at}-${event.receivedAt}-${event.source}`} event={event} />
        ))}
      </ol>
      <Why step={step} />
    </li>
  );
}
