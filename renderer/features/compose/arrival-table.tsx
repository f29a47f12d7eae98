/** The timeline of a chain: the latest time of each step, and the cost up to then. */
import type { StepCost } from '../../../shared/messaging/cost.ts';
import { type Language, useLanguage } from '../../lib/language.tsx';
import { useMinutes } from '../../lib/now.ts';
import { type Arrival, arrivalsOf, endOf } from './arrivals.ts';
import classes from './compose.module.css';
import { rangeText } from './cost-words.ts';
import type { Draft } from './draft.ts';
import type { Schedule } from './schedule.ts';
import type { DraftCost } from './sending-cost.ts';

export function useAfterWords(): (afterSeconds: number | null) => string {
  const { words, format } = useLanguage();
  return (seconds) => {
    if (seconds === null) return words.compose.afterUnknown;
    return seconds === 0
      ? words.compose.atOnce
      : words.compose.after(format.wait(seconds < 120 ? seconds : Math.round(seconds / 60) * 60));
  };
}

/** When it begins, UTC epoch ms; with recipients' own time zones, the local time. */
function beginOf(schedule: Schedule, now: number): number {
  if (schedule.kind === 'theirs') return schedule.own;
  return schedule.kind === 'moment' ? schedule.at : now;
}

type LineProps = { arrival: Arrival; chosen: boolean; begin: number; cost: StepCost | null };

function costText(cost: StepCost | null, language: Language): string {
  if (cost === null) return '';
  return cost.reached === null ? language.words.sending.timeline.unknown : rangeText(cost.reached, language);
}

function Line({ arrival: { step, afterSeconds }, chosen, begin, cost }: LineProps) {
  const language = useLanguage();
  const { words, format } = language;
  const now = useMinutes();
  const after = useAfterWords();
  const shown = afterSeconds === null ? '' : format.moment(begin + afterSeconds * 1000, now);
  const time = afterSeconds === 0 ? shown : shown && words.sending.timeline.atLatest(shown);
  return (
    <tr data-chosen={chosen}>
      <th scope="row">{words.channels[step.channel]}</th>
      <td className="tnum">
        {time === '' ? after(afterSeconds) : time}
        <span className={classes.arrivalCost}>
          {[time === '' ? '' : after(afterSeconds), costText(cost, language)].filter(Boolean).join(' · ')}
        </span>
      </td>
    </tr>
  );
}

type ArrivalTableProps = { draft: Draft; cost: DraftCost; schedule: Schedule };

/**
 * Only shown for several steps. The cost is that of one recipient in the country with the most recipients.
 */
export function ArrivalTable({ draft, cost, schedule }: ArrivalTableProps) {
  const { words, format } = useLanguage();
  const now = useMinutes();
  if (draft.steps.length < 2) return null;
  const begin = beginOf(schedule, now);
  const end = endOf(draft);
  const [main] = cost.countries;
  const costs = cost.asking ? [] : (main?.chain.steps ?? []);
  return (
    <div className={classes.arrivals}>
      <h2>
        {words.sending.timeline.title}
        {costs.length > 0 && (
          <span className={classes.arrivalsAbout}>
            {words.sending.timeline.cost} {words.sending.cost.one}
            {cost.countries.length > 1 && main?.country ? `, ${format.country(main.country)}` : ''}
          </span>
        )}
      </h2>
      <table>
        <tbody>
          {arrivalsOf(draft).map((arrival, index) => (
            <Line
              key={arrival.step.key}
              arrival={arrival}
              chosen={arrival.step.key === draft.selected}
              begin={begin}
              cost={costs[index] ?? null}
            />
          ))}
        </tbody>
      </table>
      {end !== null && (
        <p className={`${classes.arrivalsEnd} tnum`}>
          {words.sending.timeline.lastEnds(format.moment(begin + end * 1000, now))}
        </p>
      )}
    </div>
  );
}
