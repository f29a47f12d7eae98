import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import type { Answer } from '../../lib/engine-client.ts';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import classes from './sandbox.module.css';

/**
 * A value that holds at once when its field is left or Enter is pressed. What is wrong is told at the field and stays
 * there as it was typed; Escape shows what is set again.
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
  /** What is set now, as it would be typed. */
  shown: string;
  /** What is said of a text that can't be read. */
  wrong: string;
  /** null: it can't be read. */
  read: (text: string) => T | null;
  apply: (value: T) => Promise<Answer<unknown>>;
}) {
  const say = useProblemText();
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
    else setError(say.whole(answer.problem));
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') void take();
    if (event.key === 'Escape' && typed !== null) {
      event.preventDefault();
      follow();
    }
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
