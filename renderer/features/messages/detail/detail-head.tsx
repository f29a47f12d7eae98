import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import { smsPartsOf } from '../../../../shared/messaging/sms-length.ts';
import { useActions } from '../../../lib/deck.tsx';
import { type Language, useLanguage } from '../../../lib/language.tsx';
import { useSeconds } from '../../../lib/now.ts';
import { Fact } from '../../../lib/ui/pane.tsx';
import { StatusMark } from '../../../lib/ui/status-mark.tsx';
import { messageShown } from '../status-of.ts';
import classes from './detail.module.css';
import { OwnWords } from './own-words.tsx';
import { smsFormOf } from './sms-form-of.ts';

function outcomeWord(message: MessageDetail, word: string, { words }: Language): string {
  const { deliveredBy, state, steps } = message;
  if (message.deliveredTwice || deliveredBy === null || steps.length === 1) return word;
  const channel = words.channels[deliveredBy];
  return state === 'seen' ? words.messages.detail.seenBy(channel) : words.messages.detail.by(channel);
}

/** The number of SMS parts: as Messente charged, otherwise as counted here; null if there is no SMS step. */
function partsOf(message: MessageDetail): number | null {
  const sms = message.steps.find((step) => step.channel === 'sms');
  if (!sms) return null;
  return sms.price?.partsCount ?? (sms.text === null ? null : smsPartsOf(sms.text, smsFormOf(message)));
}

function Took({ message }: { message: MessageDetail }) {
  const { words, format } = useLanguage();
  const running = message.state === 'pending';
  const now = useSeconds(running);
  const from = Math.max(message.acceptedAt ?? message.createdAt, message.sendAt ?? 0);
  /* A message that was never sent has no duration. */
  if (!running && (message.settledAt === null || message.acceptedAt === null)) return null;
  const ms = Math.max(0, (message.settledAt ?? now) - from);
  return (
    <Fact
      label={running ? words.messages.detail.soFar : words.messages.detail.took}
      className={classes.factTook}
    >
      <span className="tnum">{format.length(running ? Math.floor(ms / 1000) * 1000 : ms)}</span>
    </Fact>
  );
}

function Links({ message }: { message: MessageDetail }) {
  const { words } = useLanguage();
  const { frame } = useActions();
  const texts = words.messages.detail;
  if (message.resendOf === null && message.resentAs.length === 0) return null;
  const link = (id: string, text: string) => (
    <a
      key={id}
      href={`#/messages/${id}`}
      onClick={(event) => {
        event.preventDefault();
        frame.go({ screen: 'messages', id });
      }}
    >
      {text}
    </a>
  );
  return (
    <p className={classes.links}>
      {message.resendOf !== null && (
        <span>
          {texts.resendOf} {link(message.resendOf, texts.earlier)}
        </span>
      )}
      {message.resentAs.map((id) => (
        <span key={id}>
          {texts.resentAs} {link(id, texts.later1)}
        </span>
      ))}
    </p>
  );
}

export function DetailHead({ message }: { message: MessageDetail }) {
  const language = useLanguage();
  const { words, format } = language;
  const texts = words.messages.detail;
  const now = useSeconds(message.state === 'pending');
  const shown = messageShown(message, now, words, format);
  const country = format.phoneCountry(message.to);
  const parts = partsOf(message);
  return (
    <div className={classes.head}>
      <h2 className={`${classes.number} tnum`}>
        {format.phone(message.to)}
        {message.recipientName !== null && <bdi className={classes.person}>{message.recipientName}</bdi>}
        {country && <span className={classes.country}>{country}</span>}
      </h2>
      <Links message={message} />
      <OwnWords message={message} />
      <dl className={`${classes.grid} ${classes.facts}`}>
        <Fact label={texts.outcome} className={classes.factOutcome}>
          <StatusMark
            kind={shown.kind}
            word={outcomeWord(message, shown.word, language)}
            share={shown.share}
            strong
          />
        </Fact>
        <Took message={message} />
        {message.cost !== null && (
          <Fact label={texts.cost} className={classes.factCost}>
            <span className="tnum">{format.money(message.cost)}</span>
            {message.estimate !== null && (
              <span className={`${classes.faint} ${classes.atMost} tnum`}>
                {' '}
                {words.messages.detail.ofAtMost(format.money(message.estimate.high))}
              </span>
            )}
          </Fact>
        )}
        {parts !== null && (
          <Fact label={texts.size} className={classes.factSize}>
            {texts.parts(parts)}
          </Fact>
        )}
      </dl>
    </div>
  );
}
