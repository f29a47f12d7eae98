import { Button } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { useActions, useDeck } from '../../../lib/deck.tsx';
import { useWords } from '../../../lib/language.tsx';
import { useLeaving } from '../../../lib/ui/leaving.tsx';
import { TypedTimeField } from '../../../lib/ui/typed-time-field.tsx';
import { timeOfLocal } from '../view-fields.ts';
import classes from './filters.module.css';
import { type Edge, edgeOfLocal, localOfEdge } from './time-edges.ts';

const spans = [1, 7, 30] as const;

type EdgeFieldsProps = {
  label: string;
  timeLabel: string;
  edge: Edge;
  error: string | null;
  onChange: (edge: Edge) => void;
};

/** A day, and beside it a time that may stay empty. */
function EdgeFields({ label, timeLabel, edge, error, onChange }: EdgeFieldsProps) {
  const texts = useWords().messages.filters;
  return (
    <div className={classes.edge}>
      <TypedTimeField
        kind="date"
        label={label}
        value={edge.day}
        error={error}
        onChange={(day) => onChange({ ...edge, day })}
      />
      <TypedTimeField
        kind="time"
        aria-label={timeLabel}
        label={<span aria-hidden>{texts.timeOptional}</span>}
        value={edge.time}
        onChange={(time) => onChange({ ...edge, time })}
      />
    </div>
  );
}

const isSame = (one: Edge, other: Edge) => one.day === other.day && one.time === other.time;

/** Chooses the last days with one click, or from and to in local time. */
export function TimeEditor({ onDone }: { onDone: () => void }) {
  const words = useWords().messages.filters;
  const { messages } = useActions();
  const time = useDeck((state) => state.messages.view.time);
  const [from, setFrom] = useState(edgeOfLocal(time.kind === 'between' ? time.from : null, false));
  const [to, setTo] = useState(edgeOfLocal(time.kind === 'between' ? time.to : null, true));
  const [begun] = useState({ from, to });
  const [errors, setErrors] = useState<{ from?: string; to?: string }>({});

  /** Returns whether the typed times could be used. */
  function use(): boolean {
    const begin = localOfEdge(from, false);
    const end = localOfEdge(to, true);
    if (begin === 'wrong' || end === 'wrong') {
      setErrors({
        ...(begin === 'wrong' ? { from: words.notDate } : {}),
        ...(end === 'wrong' ? { to: words.notDate } : {}),
      });
      return false;
    }
    const [beginAt, endAt] = [begin, end].map((local) => (local === null ? null : timeOfLocal(local)));
    if (beginAt != null && endAt != null && beginAt >= endAt) {
      setErrors({ to: words.endBeforeBegin });
      return false;
    }
    const none = begin === null && end === null;
    messages.setView({ time: none ? { kind: 'any' } : { kind: 'between', from: begin, to: end } });
    return true;
  }

  function show(event: SubmitEvent) {
    event.preventDefault();
    if (use()) onDone();
  }
  useLeaving(() => (isSame(from, begun.from) && isSame(to, begun.to)) || use());

  return (
    <form className={classes.form} onSubmit={show} noValidate>
      <div className={classes.spans}>
        {spans.map((days, index) => (
          <Button
            key={days}
            variant="default"
            data-autofocus={index === 0 ? true : undefined}
            aria-pressed={time.kind === 'days' && time.days === days}
            className={classes.span ?? ''}
            onClick={() => {
              messages.setView({ time: { kind: 'days', days } });
              onDone();
            }}
          >
            {words.lastDays(days)}
          </Button>
        ))}
      </div>
      <EdgeFields
        label={words.from}
        timeLabel={words.fromTime}
        edge={from}
        error={errors.from ?? null}
        onChange={(edge) => {
          setFrom(edge);
          setErrors({});
        }}
      />
      <EdgeFields
        label={words.to}
        timeLabel={words.toTime}
        edge={to}
        error={errors.to ?? null}
        onChange={(edge) => {
          setTo(edge);
          setErrors({});
        }}
      />
      <Button type="submit" variant="default">
        {words.apply}
      </Button>
    </form>
  );
}
