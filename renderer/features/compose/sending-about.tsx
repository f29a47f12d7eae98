/** What is stored with a send: its tags, and its purpose. */
import { Select, TagsInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { findPurpose, generalPurpose, purposesOf } from '../../../shared/messaging/purposes.ts';
import { tidyTags } from '../../../shared/messaging/tags.ts';
import { useActions, useDeck, useDeckShallow, useWholeDeck } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import { purposeName, usePurposesLanguage } from '../consent/index.ts';
import { noPurposes } from './draft-purpose.ts';
import classes from './drafts.module.css';

const mostTags = 20;

function PurposeField({ purpose }: { purpose: string }) {
  const texts = usePurposesLanguage().words.purposes;
  const { compose } = useActions();
  const stored = useDeck((state) => state.console.settings?.purposes ?? noPurposes);
  const found = findPurpose(stored, purpose);
  return (
    <Select
      label={texts.choose}
      description={found === null ? texts.was(purpose, purposeName(null, texts)) : texts.chooseHint}
      allowDeselect={false}
      comboboxProps={{ withinPortal: false }}
      data={purposesOf(stored).map(({ name }) => ({ value: name, label: purposeName(name, texts) }))}
      value={found?.name ?? generalPurpose}
      onChange={(name) => compose.edit({ purpose: name === generalPurpose ? '' : (name ?? '') })}
    />
  );
}

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
      <PurposeField purpose={purpose} />
    </>
  );
}
