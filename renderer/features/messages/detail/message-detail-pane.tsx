import { Loader } from '@mantine/core';
import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import { useDeck } from '../../../lib/deck.tsx';
import { useWords } from '../../../lib/language.tsx';
import { EmptyState } from '../../../lib/ui/empty-state.tsx';
import { Notice, ProblemNotice } from '../../../lib/ui/problem-notice.tsx';
import { CancellationNotice } from './cancellation-notice.tsx';
import { Costs } from './costs.tsx';
import classes from './detail.module.css';
import { DetailBar } from './detail-bar.tsx';
import { DetailFoot } from './detail-foot.tsx';
import { DetailHead } from './detail-head.tsx';
import { MoreFacts } from './more-facts.tsx';
import { Texts } from './texts.tsx';
import { Timeline } from './timeline.tsx';

/** Notices that need the user's action, at most one of each kind. */
function Notices({ message }: { message: MessageDetail }) {
  const words = useWords().messages.detail;
  const { cancellation, problem, state, deliveredTwice } = message;
  if (!problem && state !== 'unknown' && !deliveredTwice && !cancellation) return null;
  return (
    <div className={classes.notices}>
      {cancellation && <CancellationNotice task={cancellation} />}
      {problem && <ProblemNotice problem={problem} tone={state === 'unknown' ? 'warn' : 'bad'} />}
      {!problem && state === 'unknown' && <Notice tone="warn" title={words.unknownWhy} />}
      {deliveredTwice && <Notice tone="warn" title={words.twiceWhy} />}
    </div>
  );
}

function Message({ message }: { message: MessageDetail }) {
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

export function MessageDetailPane({ id }: { id: string | null }) {
  const words = useWords();
  const detail = useDeck((state) => state.messages.detail);
  const texts = words.messages.detail;
  return (
    <section className={classes.pane} aria-label={texts.label}>
      {id === null && <EmptyState title={texts.pick} text={texts.pickKeys} />}
      {id !== null && detail?.value && <Message message={detail.value} />}
      {id !== null && !detail?.value && detail?.problem && (
        <div className={classes.notices}>
          <ProblemNotice problem={detail.problem} />
        </div>
      )}
      {id !== null && !detail?.value && !detail?.problem && (
        <div className={classes.loading}>
          <Loader size="sm" role="status" aria-label={words.common.loading} />
        </div>
      )}
    </section>
  );
}
