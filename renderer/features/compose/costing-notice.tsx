import { Button } from '@mantine/core';
import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { useState } from 'react';
import type { SmsSegments } from '../../../shared/messaging/segments.ts';
import type { SmsForm } from '../../../shared/messaging/sms-length.ts';
import { useWords } from '../../lib/language.tsx';
import classes from './compose.module.css';
import { type Costing, contextOf, costingOf, replaceCharacters } from './costing.ts';

function Headline({ costing, segments }: { costing: Costing; segments: SmsSegments }) {
  const words = useWords().compose.costing;
  const { characters, mendedSegments } = costing;
  const doubles = segments.segments === 2 * mendedSegments.segments;
  const one = doubles ? words.doubles : words.one;
  return (
    <p className={classes.noticeTitle}>
      {characters.length === 1 ? one : words.several(characters.length)}{' '}
      {characters.slice(0, 12).map(({ character }) => (
        <mark key={character} className={classes.mark}>
          {character}
        </mark>
      ))}
    </p>
  );
}

/** The text around the first character before and after the replacement, with the number of parts. */
function Comparison({ text, costing, segments }: { text: string; costing: Costing; segments: SmsSegments }) {
  const words = useWords().compose;
  const [first] = costing.characters;
  if (!first) return null;
  const [before, after] = contextOf(text, first.character);
  const clean = (piece: string) =>
    replaceCharacters(piece, new Map(costing.characters.map((one) => [one.character, one.replacement])));
  return (
    <dl className={classes.comparison}>
      <dt>{words.costing.now}</dt>
      <dd className="cut">
        {before}
        <mark className={classes.mark}>{first.character}</mark>
        {after}
      </dd>
      <dd className="tnum">{words.parts(segments.segments)}</dd>
      <dt>{words.costing.instead}</dt>
      <dd className="cut">
        {clean(before)}
        <mark className={classes.markGood}>{first.replacement ?? ''}</mark>
        {clean(after)}
      </dd>
      <dd className={`${classes.good} tnum`}>
        {words.parts(costing.mendedSegments.segments)},{' '}
        {words.units(
          costing.mendedSegments.units,
          costing.mendedSegments.unitsPerSegment * costing.mendedSegments.segments,
        )}
      </dd>
    </dl>
  );
}

type CostingNoticeProps = {
  text: string;
  form: SmsForm;
  segments: SmsSegments;
  onChange: (text: string) => void;
};

/** Lists the characters that make an SMS longer, and offers replacements. */
export function CostingNotice({ text, form, segments, onChange }: CostingNoticeProps) {
  const words = useWords().compose.costing;
  const [kept, setKept] = useState('');
  const costing = costingOf(text, segments, form);
  if (!costing || costing.mendedSegments.segments >= segments.segments) return null;
  const { characters, mended } = costing;
  const signature = characters.map((one) => one.character).join('');
  if (kept === signature) return null;
  const [first] = characters;
  const quoted = characters.map((one) => `“${one.character}”`).join(', ');
  const many = characters.length > 1;
  const single =
    first?.replacement === null || first?.replacement === ''
      ? words.leaveOut(first.character)
      : words.replace(first?.character ?? '', first?.replacement ?? '');
  return (
    <div className={classes.notice} role="status">
      <IconAlertTriangleFilled size={16} className={classes.noticeIcon ?? ''} aria-hidden />
      <div className={classes.noticeBody}>
        <Headline costing={costing} segments={segments} />
        <p className={classes.noticeText}>
          {words.why(many ? words.are(quoted) : words.is(first?.character ?? ''))}
          {characters.some((one) => one.replacement === null) && ` ${words.noNear}`}
        </p>
        <Comparison text={text} costing={costing} segments={segments} />
        <div className={classes.noticeActions}>
          <Button variant="default" onClick={() => onChange(mended)}>
            {many ? words.replaceAll : single}
          </Button>
          <Button variant="subtle" onClick={() => setKept(signature)}>
            {many ? words.keepAll : words.keep}
          </Button>
        </div>
      </div>
    </div>
  );
}
