import { useLanguage } from '../app/language.tsx';
import { useMinutes } from '../app/now.ts';
import { arrivalsOf } from './arrivals.ts';
import classes from './compose.module.css';
import type { Draft } from './draft.ts';

export function useAfterWords(): (afterSeconds: number | null) => string {
  const { words, format } = useLanguage();
  return (seconds) => {
    if (seconds === null) return words.compose.afterUnknown;
    return seconds === 0
      ? words.compose.atOnce
      : words.compose.after(format.wait(seconds < 120 ? seconds : Math.round(seconds / 60) * 60));
  };
}

/** When a person would be reached by each step; only where there is more than one. */
export function ArrivalTable({ draft }: { draft: Draft }) {
  const { words, format } = useLanguage();
  const now = useMinutes();
  const after = useAfterWords();
  if (draft.steps.length < 2) return null;
  const begin = draft.sendAt ?? now;
  return (
    <div className={classes.arrivals}>
      <h2>{words.compose.arrives}</h2>
      <table>
        <tbody>
          {arrivalsOf(draft).map(({ step, afterSeconds }) => (
            <tr key={step.key} data-chosen={step.key === draft.selected}>
              <th scope="row">{words.channels[step.channel]}</th>
              <td>{after(afterSeconds)}</td>
              <td className="tnum">
                {afterSeconds === null ? '' : format.moment(begin + afterSeconds * 1000, now)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
