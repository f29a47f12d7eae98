import { useActions, useDeck } from '../../../lib/deck.tsx';
import { useLanguage } from '../../../lib/language.tsx';
import { Notice } from '../../../lib/ui/problem-notice.tsx';
import { useProblemText } from '../../../lib/ui/problem-text.tsx';
import classes from './chosen.module.css';
import type { Reason } from './outcomes.ts';

const mostNamed = 20;

/** Lists why the action failed for some messages: each reason once, with its numbers. */
export function OutcomeList({ reasons, onLeave }: { reasons: readonly Reason[]; onLeave: () => void }) {
  const { words, format } = useLanguage();
  const texts = words.messages.bulk;
  const textOf = useProblemText();
  const { frame } = useActions();
  const rows = useDeck((state) => state.messages.rows);
  return (
    <div className={classes.reasons}>
      {reasons.map((reason) => {
        const more = reason.ids.length - mostNamed;
        return (
          <Notice
            key={textOf(reason.problem).message}
            tone="warn"
            title={`${texts.why(reason.ids.length, format.number(reason.ids.length))}: ${textOf(reason.problem).message}`}
          >
            <p>{textOf(reason.problem).hint}</p>
            <ul className={classes.numbers}>
              {reason.ids.slice(0, mostNamed).map((id) => (
                <li key={id}>
                  <a
                    className="tnum"
                    href={`#/messages/${encodeURIComponent(id)}`}
                    onClick={(event) => {
                      event.preventDefault();
                      onLeave();
                      frame.go({ screen: 'messages', id });
                    }}
                  >
                    {format.phone(rows.get(id)?.to ?? id)}
                  </a>
                </li>
              ))}
              {more > 0 && <li>{texts.andMore(more, format.number(more))}</li>}
            </ul>
          </Notice>
        );
      })}
    </div>
  );
}
