/** Labels of a send: its tags, and why these recipients may be contacted. */
import { TagsInput, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { tidyTags } from '../../../shared/messaging/tags.ts';
import { useDeckShallow, useWholeDeck } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import classes from './drafts.module.css';

const longestPurpose = 500;
const mostTags = 20;

export function SendingAbout() {
  const words = useWords().drafts;
  const { store, actions } = useWholeDeck();
  const { compose } = actions;
  const { draftId, purpose, tags } = useDeckShallow(({ compose: { draft, draftId } }) => ({
    draftId,
    purpose: draft.purpose,
    tags: draft.tags,
  }));
  const textOf = useProblemText();
  const tidy = tidyTags(tags, 'tags');
  const [typed, setTyped] = useState('');
  /* A typed tag is also used if the options are closed without Enter, but never in the draft after this one. */
  const leave = useRef<(() => void) | null>(null);
  useEffect(() => {
    const tag = typed.trim();
    leave.current =
      tag === '' || tags.includes(tag) || tags.length >= mostTags
        ? null
        : () => {
            if (store.getState().compose.draftId === draftId) compose.edit({ tags: [...tags, tag] });
          };
  });
  useEffect(() => () => leave.current?.(), []);
  return (
    <>
      <TagsInput
        dir="auto"
        classNames={{ inputField: classes.bareInput ?? '' }}
        label={words.tags}
        description={words.tagsHint}
        placeholder={tags.length === 0 ? words.tagsPlaceholder : ''}
        comboboxProps={{ withinPortal: false }}
        error={tidy.ok ? null : textOf.whole(tidy.problem)}
        searchValue={typed}
        onSearchChange={setTyped}
        value={[...tags]}
        maxTags={mostTags}
        onChange={(value) => compose.edit({ tags: value.map((tag) => tag.trim()) })}
      />
      <TextInput
        label={words.purpose}
        description={words.purposeHint}
        maxLength={longestPurpose}
        value={purpose}
        autoComplete="off"
        onChange={(event) => compose.edit({ purpose: event.currentTarget.value })}
      />
    </>
  );
}
