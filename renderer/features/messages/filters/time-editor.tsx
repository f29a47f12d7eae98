import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useActions, useDeck } from '../../../lib/deck.tsx';
import { useWords } from '../../../lib/language.tsx';
import { timeOfLocal } from '../view-fields.ts';
import classes from './filters.module.css';

const spans = [1, 7, 30] as const;

/** Chooses the last days with one click, or from and to in local time. */
export function TimeEditor({ onDone }: { onDone: () => void }) {
  const words = useWords().messages.filters;
  const { messages } = useActions();
  const time = useDeck((state) => state.messages.view.time);
  const [from, setFrom] = useState(time.kind === 'between' ? (time.from ?? '') : '');
  const [to, setTo] = useState(time.kind === 'between' ? (time.to ?? '') : '');
  const [wrong, setWrong] = useState(false);

  function show(event: FormEvent) {
    event.preventDefault();
    const begin = timeOfLocal(from);
    const end = timeOfLocal(to);
    if (begin !== null && end !== null && begin >= end) {
      setWrong(true);
      return;
    }
    const none = begin === null && end === null;
    messages.setView({
      time: none
        ? { kind: 'any' }
        : { kind: 'between', from: begin === null ? null : from, to: end === null ? null : to },
    });
    onDone();
  }

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
      <TextInput
        type="datetime-local"
        label={words.from}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        label={words.to}
        value={to}
        error={wrong ? words.endBeforeBegin : undefined}
        onChange={(event) => {
          setTo(event.currentTarget.value);
          setWrong(false);
        }}
      />
      <Button type="submit" variant="default">
        {words.apply}
      </Button>
    </form>
  );
}
