import { Loader } from '@mantine/core';
import { Suspense, useEffect } from 'react';
import { useDeck } from '../../../lib/deck.tsx';
import { useWords } from '../../../lib/language.tsx';
import { EmptyState } from '../../../lib/ui/empty-state.tsx';
import { later } from '../../../lib/ui/later.tsx';
import { ProblemNotice } from '../../../lib/ui/problem-notice.tsx';
import classes from './detail.module.css';

const loadView = async () => (await import('./message-view.tsx')).MessageView;
const MessageView = later(loadView);

export function MessageDetailPane({ id }: { id: string | null }) {
  const words = useWords();
  const detail = useDeck((state) => state.messages.detail);
  const texts = words.messages.detail;
  // The list is displayed first; the view is there before a message is opened.
  useEffect(() => void loadView().catch(() => undefined), []);
  const loading = (
    <div className={classes.loading}>
      <Loader size="sm" role="status" aria-label={words.common.loading} />
    </div>
  );
  return (
    <section className={classes.pane} aria-label={texts.label}>
      {id === null && <EmptyState title={texts.pick} text={texts.pickKeys} />}
      {id !== null && detail?.value && (
        <Suspense fallback={loading}>
          <MessageView message={detail.value} />
        </Suspense>
      )}
      {id !== null && !detail?.value && detail?.problem && (
        <div className={classes.notices}>
          <ProblemNotice problem={detail.problem} />
        </div>
      )}
      {id !== null && !detail?.value && !detail?.problem && loading}
    </section>
  );
}
