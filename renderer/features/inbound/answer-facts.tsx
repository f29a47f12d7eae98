import type { ReactNode } from 'react';
import type { InboundMessage } from '../../../shared/contract/inbound.ts';
import { isChannel } from '../../../shared/messaging/types.ts';
import { useDeck } from '../../lib/deck.tsx';
import { AccountDot } from '../../lib/ui/account-dot.tsx';
import { CopyButton } from '../../lib/ui/copy-button.tsx';
import facts from '../../lib/ui/facts.module.css';
import classes from './inbound.module.css';
import { useInboundLanguage } from './language.ts';

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** A value of Messente's request, or a note that it could not be read. */
function Read({ children }: { children: ReactNode }) {
  const texts = useInboundLanguage().words.inbound.detail;
  return children === null ? <span className={classes.faint}>{texts.unread}</span> : children;
}

function Id({ label, value }: { label: string; value: string | null }) {
  return (
    <Fact label={label}>
      <Read>
        {value === null ? null : (
          <span className={classes.id}>
            <span className="mono">{value}</span>
            <CopyButton value={value} label={label} />
          </span>
        )}
      </Read>
    </Fact>
  );
}

/** All fields of a message, except its sender and its text. */
export function AnswerFacts({ message }: { message: InboundMessage }) {
  const { words, format } = useInboundLanguage();
  const texts = words.inbound.detail;
  const { to, number, channel, at, parts, callbackId } = message;
  const account = useDeck((state) => state.console.accounts?.find((one) => one.id === message.accountId));
  return (
    <dl className={`${facts.facts} ${classes.facts}`}>
      <Fact label={texts.to}>
        <span className="tnum">{format.phone(number)}</span>
        {to !== null && to !== number && (
          <span className={classes.quiet}>
            {' '}
            · {to} {texts.toReceived}
          </span>
        )}
      </Fact>
      {account && (
        <Fact label={texts.account}>
          <span className={classes.account}>
            <AccountDot account={account} />
            {account.kind === 'sandbox' ? words.frame.sandbox : account.name}
          </span>
        </Fact>
      )}
      <Fact label={texts.channel}>
        <Read>{channel !== null && isChannel(channel) ? words.channels[channel] : channel}</Read>
      </Fact>
      <Fact label={texts.received}>
        <span className="tnum">{format.full(message.receivedAt)}</span>
      </Fact>
      <Fact label={texts.at}>
        <Read>{at === null ? null : <span className="tnum">{format.full(at)}</span>}</Read>
      </Fact>
      {parts > 1 && <Fact label={texts.parts}>{texts.partsText(parts)}</Fact>}
      <Id label={texts.msgId} value={message.msgId} />
      <Id label={texts.subMsgId} value={message.subMsgId} />
      {callbackId === null && (
        <Fact label={words.person.request}>
          <span className={classes.faint}>{texts.noRequest}</span>
        </Fact>
      )}
    </dl>
  );
}
