/** Labels of a send: its tags, and why these recipients may be contacted. */
import { TagsInput, TextInput } from '@mantine/core';
import { useActions, useDeckShallow } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import classes from './drafts.module.css';

const longestPurpose = 500;
const longestTag = 60;
const mostTags = 20;

export function SendingAbout() {
  const words = useWords().drafts;
  const { compose } = useActions();
  const { purpose, tags } = useDeckShallow(({ compose: { draft } }) => ({
    purpose: draft.purpose,
    tags: draft.tags,
  }));
  return (
    <>
      <TagsInput
        dir="auto"
        classNames={{ inputField: classes.bareInput ?? '' }}
        label={words.tags}
        description={words.tagsHint}
        placeholder={tags.length === 0 ? words.tagsPlaceholder : ''}
        comboboxProps={{ withinPortal: false }}
        value={[...tags]}
        maxTags={mostTags}
        onChange={(value) => compose.edit({ tags: value.map((tag) => tag.trim().slice(0, longestTag)) })}
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
