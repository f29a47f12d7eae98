import { Button } from '@mantine/core';
import { IconDeviceMobileCheck, IconDeviceMobileQuestion, IconDeviceMobileX } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { Run } from '../../../shared/contract/runs.ts';
import { type HandsetState, nextOf, onHandsets } from './handset.ts';
import { useRunsLanguage } from './language.ts';
import classes from './runs.module.css';

const icons = {
  waiting: IconDeviceMobileQuestion,
  arrived: IconDeviceMobileCheck,
  missing: IconDeviceMobileX,
} as const;

/** A phone symbol for a handset's answer; its text must be beside it. */
export function HandsetIcon({ state, size = 16 }: { state: HandsetState; size?: number }) {
  const Icon = icons[state];
  return <Icon size={size} stroke={1.6} className={classes.handset ?? ''} data-state={state} aria-hidden />;
}

/**
 * How many handsets are still to be checked, with a button to the next one, and those that contradict the
 * reports.
 */
export function HandsetLine({
  run,
  chosen,
  onOpen,
}: {
  run: Run;
  chosen: number | null;
  onOpen: (position: number) => void;
}) {
  const texts = useRunsLanguage().words.runs.handset;
  const { waiting, arrived, missing, contradicted } = useMemo(() => onHandsets(run), [run]);
  const seen = arrived.length + missing.length;
  if (waiting.length + seen === 0) return null;
  const open = (cells: typeof waiting) => () => {
    const next = nextOf(cells, chosen);
    if (next !== null) onOpen(next.position);
  };
  return (
    <div className={classes.handsetLine} role="status">
      {waiting.length > 0 && (
        <span className={classes.handsetPart}>
          <HandsetIcon state="waiting" />
          {texts.waiting(waiting.length)}
          <Button variant="default" onClick={open(waiting)}>
            {texts.next}
          </Button>
        </span>
      )}
      {seen > 0 && (
        <span className={classes.handsetPart}>
          <HandsetIcon state={missing.length > 0 ? 'missing' : 'arrived'} />
          {texts.seen(arrived.length, seen)}
        </span>
      )}
      {contradicted.length > 0 && (
        <span className={`${classes.handsetPart} ${classes.bad}`}>
          {texts.contradicted(contradicted.length)}
          <Button variant="default" onClick={open(contradicted)}>
            {texts.show}
          </Button>
        </span>
      )}
    </div>
  );
}
