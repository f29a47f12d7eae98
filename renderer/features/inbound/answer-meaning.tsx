import { Button } from '@mantine/core';
import { IconCircleCheckFilled, IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import type { InboundMessage } from '../../../shared/contract/inbound.ts';
import { useActions } from '../../lib/deck.tsx';
import { Notice } from '../../lib/ui/problem-notice.tsx';
import { showResult } from '../../lib/ui/show-result.ts';
import classes from './inbound.module.css';
import { personOf } from './inbound-state.ts';
import { useInboundLanguage } from './language.ts';

/** Returns whether a person must decide what the message means; until then nothing is sent to its sender. */
function isUndecided(message: InboundMessage): boolean {
  return message.meaning === 'near-miss' && message.decision === null && personOf(message) !== null;
}

/** What a message did, in a row of the list. Most messages do nothing. */
export function MeaningMark({ message }: { message: InboundMessage }) {
  const texts = useInboundLanguage().words.inbound.meaning;
  if (isUndecided(message)) return <span className={classes.undecided}>{texts.undecided}</span>;
  const { decision } = message;
  if (decision !== 'opted-out' && decision !== 'lifted') return null;
  return (
    <span className={classes.honoured}>
      <IconCircleCheckFilled size={14} aria-hidden />
      {texts.marks[decision]}
    </span>
  );
}

function Question({ message }: { message: InboundMessage }) {
  const texts = useInboundLanguage().words.inbound.meaning;
  const { inbound } = useActions();
  const [busy, setBusy] = useState(false);
  async function decide(decision: 'opt-out' | 'keep') {
    setBusy(true);
    showResult(await inbound.decide(message.id, decision), texts.decided[decision]);
    setBusy(false);
  }
  return (
    <Notice tone="warn" title={texts.question} role="status">
      <p className={classes.what}>{texts.why}</p>
      <div className={classes.decision}>
        <Button variant="default" disabled={busy} onClick={() => void decide('opt-out')}>
          {texts.optOut}
        </Button>
        <Button variant="default" disabled={busy} onClick={() => void decide('keep')}>
          {texts.keep}
        </Button>
      </div>
    </Notice>
  );
}

/** What the message means and what was done; if a person must decide, the question. */
export function AnswerMeaning({ message }: { message: InboundMessage }) {
  const texts = useInboundLanguage().words.inbound.meaning;
  const { decision, meaning } = message;
  if (isUndecided(message)) return <Question message={message} />;
  /* A START is applied shortly after it was stored. */
  if (meaning === null || (meaning === 'start' && decision === null)) return null;
  const text = decision === null || decision === 'none' ? texts.nothing[meaning] : texts.done[decision];
  return (
    <p className={classes.listed}>
      {decision === 'opted-out' || decision === 'lifted' ? (
        <IconCircleCheckFilled size={16} className={classes.done ?? ''} aria-hidden />
      ) : (
        <IconHandStop size={16} stroke={1.6} aria-hidden />
      )}
      {text}
    </p>
  );
}
