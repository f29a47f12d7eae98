import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import { useWords } from '../../../lib/language.tsx';
import { Notice, ProblemNotice } from '../../../lib/ui/problem-notice.tsx';
import { CancellationNotice } from './cancellation-notice.tsx';
import { Costs } from './costs.tsx';
import classes from './detail.module.css';
import { DetailBar } from './detail-bar.tsx';
import { DetailFoot } from './detail-foot.tsx';
import { DetailHead } from './detail-head.tsx';
import { MoreFacts } from './more-facts.tsx';
import { SendAnywayButton } from './send-anyway-button.tsx';
import { Texts } from './texts.tsx';
import { Timeline } from './timeline.tsx';

/** Notices that need the user's action, at most one of each kind. */
function Notices({ message }: { message: MessageDetail }) {
  const words = useWords().messages.detail;
  const { cancellation, problem, state, deliveredTwice, heldUntil } = message;
  const isCalm = state === 'unknown' || heldUntil !== null;
  if (!problem && state !== 'unknown' && !deliveredTwice && !cancellation) return null;
  return (
    <div className={classes.notices}>
      {cancellation && <CancellationNotice task={cancellation} />}
      {problem && <ProblemNotice problem={problem} tone={isCalm ? 'warn' : 'bad'} />}
      {heldUntil !== null && <SendAnywayButton id={message.id} />}
      {!problem && state === 'unknown' && <Notice tone="warn" title={words.unknownWhy} />}
      {deliveredTwice && <Notice tone="warn" title={words.twiceWhy} />}
    </div>
  );
}

/** Everything about one message. */
export function MessageView({ message }: { message: MessageDetail }) {
  return (
    <>
      <DetailBar message={message} />
      <div className={classes.scroll}>
        <DetailHead message={message} />
        <Notices message={message} />
        <Timeline message={message} />
        <Texts message={message} />
        <Costs message={message} />
        <MoreFacts message={message} />
      </div>
      <DetailFoot message={message} />
    </>
  );
}
