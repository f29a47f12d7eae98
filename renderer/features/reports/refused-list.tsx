/** Requests to the callback server that were not stored: time, content, response and reason. */
import { IconShieldCheck } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { EmptyState } from '../../lib/ui/empty-state.tsx';
import { useReportsLanguage } from './language.ts';
import classes from './refused.module.css';

const total = (state: Parameters<Parameters<typeof useDeck>[0]>[0]): number =>
  state.console.overview?.callbacks.refused ?? 0;

/** The number of refused or postponed requests, beside the tab's name. */
export function TabCount({ of }: { of: 'refused' | 'postponed' }) {
  const count = useDeck((state) => state.console.overview?.callbacks[of] ?? 0);
  const { format } = useReportsLanguage();
  return count === 0 ? null : <span className={classes.count}>{format.number(count)}</span>;
}

export function RefusedList() {
  const { words, format } = useReportsLanguage();
  const texts = words.reports.refused;
  const { reports } = useActions();
  const rows = useDeck((state) => state.reports.refused);
  const count = useDeck(total);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another count means another list
  useEffect(() => void reports.loadRefused(), [reports, count]);
  if (rows === null) return null;
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={<IconShieldCheck size={28} stroke={1.2} />}
        title={texts.none.title}
        text={texts.none.text}
      />
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by key
    <section className={classes.scroll} aria-label={texts.list} tabIndex={0}>
      <p className={classes.text}>{texts.text}</p>
      <ul className={classes.list}>
        {rows.map(({ id, at, method, path, bytes, answered, why }) => (
          <li key={id} className={classes.row}>
            <p className={classes.head}>
              <time dateTime={new Date(at).toISOString()}>{format.exactTime(at)}</time>
              <code className={classes.path}>
                {method} {path}
              </code>
              <span className={classes.answer}>
                {answered === null ? texts.notAnswered : texts.answered(answered)}
                {bytes > 0 && ` · ${texts.bytes(bytes)}`}
              </span>
            </p>
            <p className={classes.why}>{texts.why[why]}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
