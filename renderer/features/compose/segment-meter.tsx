import type { SmsSegments } from '../../../shared/messaging/segments.ts';
import { useWords } from '../../lib/language.tsx';
import classes from './compose.module.css';

const mostBars = 12;

/** The length of an SMS: a bar per part, and the count as text. */
export function SegmentMeter({ segments }: { segments: SmsSegments }) {
  const words = useWords().compose;
  const { encoding, units, unitsPerSegment, parts, remaining } = segments;
  const costly = encoding === 'UCS-2';
  return (
    <div className={classes.meter}>
      <div className={classes.bars} aria-hidden>
        {parts.slice(0, mostBars).map((part) => (
          <span key={part.start} className={classes.bar}>
            <span
              className={costly ? classes.filledCostly : classes.filled}
              style={{ width: `${(100 * part.units) / unitsPerSegment}%` }}
            />
          </span>
        ))}
      </div>
      <p className={classes.count} role="status">
        <strong className="tnum">{words.units(units, unitsPerSegment * parts.length)}</strong>
        <span>{words.parts(parts.length)}</span>
        <span className={costly ? classes.costly : ''}>{encoding}</span>
        <span className={`${classes.remaining} tnum`}>{words.remaining(remaining)}</span>
      </p>
    </div>
  );
}
