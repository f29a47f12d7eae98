import { Anchor } from '@mantine/core';
import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { openSentences } from '../../features/messages/index.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import { useMinutes } from '../../lib/now.ts';
import classes from './frame.module.css';

/** Shown while a message may still be sent to somebody who should not receive it. */
export function CancellingNotice() {
  const { words, format } = useLanguage();
  const { frame } = useActions();
  const open = useDeck((state) => state.console.overview?.cancellations);
  const now = useMinutes();
  if (open === undefined || open.count === 0) return null;
  return (
    <section className={classes.cancelling} role="status" aria-label={words.cancelling.label}>
      <IconAlertTriangleFilled size={16} aria-hidden />
      <ul>
        {openSentences(open, now, words, format).map(({ task, text }) => (
          <li key={task?.id ?? 'more'}>
            {text}{' '}
            {task?.hasMessage && (
              <Anchor
                component="button"
                fz="inherit"
                underline="always"
                onClick={() => frame.go({ screen: 'messages', id: task.id })}
              >
                {words.cancelling.show}
              </Anchor>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
