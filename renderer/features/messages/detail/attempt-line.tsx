import { IconArrowUpRight } from '@tabler/icons-react';
import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import { useLanguage } from '../../../lib/language.tsx';
import { useProblemText } from '../../../lib/ui/problem-text.tsx';
import type { StatusKind } from '../../../lib/ui/status-kind.ts';
import { StatusIcon } from '../../../lib/ui/status-mark.tsx';
import classes from './detail.module.css';
import { RequestDisclosure } from './request-disclosure.tsx';

type Attempt = MessageDetail['attempts'][number];

const icons: Readonly<Record<Attempt['outcome'], StatusKind | null>> = {
  accepted: null,
  'in-flight': 'accepted',
  refused: 'rejected',
  'not-sent': 'not-sent',
  unknown: 'unknown',
};

function attemptWord(
  attempt: Attempt,
  sandbox: boolean,
  words: ReturnType<typeof useLanguage>['words'],
): string {
  const texts = words.messages;
  switch (attempt.outcome) {
    case 'accepted':
      return sandbox ? texts.detail.toSandbox : texts.detail.sentToMessente;
    case 'in-flight':
      return texts.status.sending;
    case 'refused':
      return texts.status.refused;
    case 'not-sent':
      return texts.detail.notSent;
    case 'unknown':
      return texts.status.unknown;
  }
}

/** One attempt to send the message. */
export function AttemptLine({ attempt, message }: { attempt: Attempt; message: MessageDetail }) {
  const { words, format } = useLanguage();
  const texts = words.messages.detail;
  const textOf = useProblemText();
  /* The notice above already shows this, so it is not repeated. */
  const shown = message.problem && textOf(message.problem).message;
  const problem = attempt.problem && textOf(attempt.problem).message === shown ? null : attempt.problem;
  const icon = icons[attempt.outcome];
  const took = attempt.finishedAt === null ? null : attempt.finishedAt - attempt.startedAt;
  return (
    <li className={classes.attempt}>
      <div className={`${classes.grid} ${classes.line}`}>
        <span className={classes.colMark}>
          {icon ? <StatusIcon kind={icon} size={14} /> : <span className={classes.start} aria-hidden />}
        </span>
        <span className={`${classes.colEvent} ${classes.strong}`}>
          {attemptWord(attempt, message.sandbox, words)}
          {attempt.number > 1 && <span className={classes.faint}> {texts.tryNumber(attempt.number)}</span>}
        </span>
        <span className={`${classes.colCode} mono`}>{attempt.httpStatus ?? ''}</span>
        <time className={`${classes.colHappened} tnum`} title={format.full(attempt.startedAt)}>
          {format.exactTime(attempt.startedAt)}
        </time>
        <span className={`${classes.colArrived} ${classes.faint} tnum`}>
          {took === null ? texts.noAnswer : texts.later(format.brief(took))}
        </span>
        <span className={`${classes.colFrom} ${classes.quiet}`}>
          <IconArrowUpRight size={14} stroke={1.6} aria-hidden />
          <span className={classes.fromWord}>{texts.answer}</span>
        </span>
      </div>
      <RequestDisclosure attempt={attempt} several={message.attempts.length > 1} />
      {problem && attempt.outcome !== 'accepted' && <p className={classes.under}>{textOf.whole(problem)}</p>}
    </li>
  );
}
