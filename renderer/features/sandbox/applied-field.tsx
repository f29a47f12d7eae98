import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import type { Answer } from '../../lib/engine-client.ts';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import { restoreOnEscape } from '../../lib/ui/restore-on-escape.ts';
import classes from './sandbox.module.css';

/**
 * A field whose value is applied when the user leaves it or presses Enter. An invalid value stays as typed,
 * with its problem; Escape restores the current value.
 */
export function AppliedField<T>({
  label,
  description,
  shown,
  wrong,
  read,
  apply,
}: {
  label: string;
  description?: string;
  /** The current value, as it would be typed. */
  shown: string;
  /** Returns the message for unreadable text. */
  wrong: string;
  /** Parses the text; null if it is unreadable. */
  read: (text: string) => T | null;
  apply: (value: T) => Promise<Answer<unknown>>;
}) {
  const textOf = useProblemText();
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const follow = () => {
    setTyped(null);
    setError(null);
  };
  const take = async () => {
    if (typed === null || typed.trim() === shown) return follow();
    const value = read(typed);
    if (value === null) return setError(wrong);
    const answer = await apply(value);
    if (answer.ok) follow();
    else setError(textOf.whole(answer.problem));
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') void take();
    restoreOnEscape(event, typed !== null, follow);
  };
  return (
    <TextInput
      className={classes.value ?? ''}
      label={label}
      {...(description === undefined ? {} : { description })}
      value={typed ?? shown}
      error={error}
      maxLength={40}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        setError(null);
      }}
      onBlur={() => void take()}
      onKeyDown={press}
    />
  );
}
