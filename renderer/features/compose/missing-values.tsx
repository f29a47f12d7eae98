/** Lists recipients with missing values, with two solutions: fill in the values, or give a fallback. */

import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { isBlankText } from '../../../shared/messaging/blank.ts';
import { withFallback } from '../../../shared/messaging/placeholders.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import classes from './drafts.module.css';
import type { Merging } from './use-merging.ts';

const mostNumbers = 3;

function Instead({ name }: { name: string }) {
  const words = useLanguage().words.drafts;
  const { compose } = useActions();
  const draft = useDeck((state) => state.compose.draft);
  const [fallback, setFallback] = useState('');
  function submit(event: FormEvent) {
    event.preventDefault();
    const text = fallback.replace(/[{}\r\n]/gu, '').trim();
    if (text !== '') compose.edit({ steps: withFallback(draft, name, text).steps });
  }
  return (
    <form className={classes.instead} data-no-insert onSubmit={submit}>
      <span aria-hidden>{words.orInstead}</span>
      <TextInput
        size="xs"
        w={140}
        aria-label={words.useInstead(name)}
        placeholder={words.insteadExample}
        value={fallback}
        maxLength={100}
        onChange={(event) => setFallback(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={isBlankText(fallback)}>
        {words.useInsteadSet}
      </Button>
    </form>
  );
}

export function MissingValues({ merging, onFill }: { merging: Merging; onFill: () => void }) {
  const { words, format } = useLanguage();
  const texts = words.drafts;
  const names = [...new Set(merging.missing.flatMap((one) => one.names))];
  if (names.length === 0) return null;
  return (
    <div role="status">
      {names.map((name) => {
        const whose = merging.missing.filter((one) => one.names.includes(name));
        const numbers = whose.slice(0, mostNumbers).map(({ person }) => format.phone(person.to));
        const more = whose.length > numbers.length ? [texts.rowsMore(whose.length - numbers.length)] : [];
        return (
          <div key={name} className={`${classes.missing} tnum`}>
            <span>
              {texts.missing(whose.length, name)}
              {texts.missingFor([...numbers, ...more].join(', '))}
            </span>
            <Button variant="default" onClick={onFill}>
              {texts.fillIn}
            </Button>
            <Instead name={name} />
          </div>
        );
      })}
    </div>
  );
}
