/** The text of each step; the one that reached the person is first. */
import type { MessageDetail, StepView } from '../../../../shared/contract/messages.ts';
import { type SmsForm, smsLength } from '../../../../shared/messaging/sms-length.ts';
import { useLanguage } from '../../../lib/language.tsx';
import { ChannelIcon } from '../../../lib/ui/channel-icon.tsx';
import classes from './detail.module.css';
import { smsFormOf } from './sms-form-of.ts';

function useUnder(step: StepView, form: SmsForm): string {
  const { words } = useLanguage();
  const texts = words.messages.detail;
  const channel = words.channels[step.channel];
  const parts: string[] = [];
  if (step.state === 'delivered' || step.state === 'seen') parts.push(texts.reachedAs(channel));
  else if (step.state === 'failed') parts.push(texts.notDelivered(channel));
  else if (step.state === 'not-needed') parts.push(texts.notNeeded(channel));
  else parts.push(channel);
  if (step.channel === 'sms' && step.text !== null) {
    const { encoding, units, unitsPerSegment, segments } = smsLength(step.text, form);
    parts.push(
      segments === 1 ? texts.characters(units, unitsPerSegment, encoding) : texts.partsOf(segments, encoding),
    );
  }
  return parts.join(' · ');
}

function Text({ step, form }: { step: StepView; form: SmsForm }) {
  const { words } = useLanguage();
  const under = useUnder(step, form);
  const reached = step.state === 'delivered' || step.state === 'seen';
  return (
    <li className={`${classes.text} ${reached ? '' : classes.quiet}`}>
      <ChannelIcon channel={step.channel} />
      <div>
        <p className={classes.written} dir="auto">
          {step.text ?? words.messages.detail.textGone}
        </p>
        <p className={classes.meta}>{under}</p>
      </div>
    </li>
  );
}

export function Texts({ message }: { message: MessageDetail }) {
  const { words } = useLanguage();
  const reached = (step: StepView) => Number(step.state === 'delivered' || step.state === 'seen');
  const ordered = message.steps.toSorted((one, other) => reached(other) - reached(one));
  const form = smsFormOf(message);
  return (
    <ul className={classes.texts} aria-label={words.messages.detail.texts}>
      {ordered.map((step) => (
        <Text key={step.channel} step={step} form={form} />
      ))}
    </ul>
  );
}
