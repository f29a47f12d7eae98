import type { Cancellation } from '../../../../shared/contract/messages.ts';
import { useLanguage } from '../../../lib/language.tsx';
import { useMinutes } from '../../../lib/now.ts';
import { Notice } from '../../../lib/ui/problem-notice.tsx';
import { useProblemText } from '../../../lib/ui/problem-text.tsx';
import { isOver, whyOpen } from '../cancelling.ts';
import classes from './detail.module.css';

/** The state of a message's cancellation by an opt-out, the removal of an account, or the user. */
export function CancellationNotice({ task }: { task: Cancellation }) {
  const { words, format } = useLanguage();
  const texts = words.cancelling.message;
  const textOf = useProblemText();
  const now = useMinutes();
  const reason = texts.reasons[task.reason];
  if (task.state === 'reached') {
    const title = task.reason === 'opt-out' ? texts.sentBefore : texts.sentEarlier;
    return <Notice tone="warn" title={title} />;
  }
  if (task.state === 'cancelled' && task.reason !== 'person') {
    return (
      <Notice tone="warn" title={texts.cancelled}>
        <p className={classes.cancellation}>{reason}</p>
      </Notice>
    );
  }
  if (isOver(task)) return null;
  const title =
    task.sendAt !== null && task.sendAt > now
      ? texts.stillGoes(format.when(task.sendAt, now))
      : texts.stillReaches(format.when(task.untilAt, now));
  return (
    <Notice tone="bad" title={title} role="status">
      <p className={classes.cancellation}>
        {reason} {whyOpen(task, words)}
      </p>
      {task.problem && <p className={classes.cancellation}>{textOf(task.problem).message}</p>}
    </Notice>
  );
}
