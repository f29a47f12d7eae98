/** Chooses whose message the preview shows. */
import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useLanguage } from '../../lib/language.tsx';
import classes from './drafts.module.css';
import type { Merging } from './use-merging.ts';

export function PersonWalker({ merging }: { merging: Merging }) {
  const { words, format } = useLanguage();
  const texts = words.drafts;
  const { person, people, index, walk, placeholders } = merging;
  if (person === null || placeholders.length === 0) return null;
  return (
    <fieldset className={`${classes.walker} tnum`} aria-label={texts.previewAs}>
      <span>{texts.previewAs}</span>
      <strong className="nowrap" aria-live="polite">
        {format.phone(person.to)}
      </strong>
      <ActionIcon aria-label={texts.previousPerson} disabled={index === 0} onClick={() => walk(index - 1)}>
        <IconChevronLeft size={14} stroke={1.6} />
      </ActionIcon>
      <span>{texts.personOf(index + 1, people.length)}</span>
      <ActionIcon
        aria-label={texts.nextPerson}
        disabled={index >= people.length - 1}
        onClick={() => walk(index + 1)}
      >
        <IconChevronRight size={14} stroke={1.6} />
      </ActionIcon>
    </fieldset>
  );
}
