import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { useActions, useDeck } from '../app/deck.tsx';
import { useWords } from '../app/language.tsx';
import { Keys } from '../ui/keys.tsx';
import { listElementId } from './message-list.tsx';
import classes from './messages.module.css';

/** Searches as one types; Escape clears it, Enter and the down arrow go to the list. */
export function SearchField() {
  const words = useWords().messages;
  const { messages } = useActions();
  const search = useDeck((state) => state.messages.view.search);
  const [typed, setTyped] = useState(search);
  /* What was typed last counts, also where one leaves the screen at once. */
  const apply = useDebouncedCallback((value: string) => messages.setSearch(value), {
    delay: 120,
    flushOnUnmount: true,
  });
  useEffect(() => setTyped(search), [search]);

  function change(value: string) {
    setTyped(value);
    apply(value);
  }
  function press(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Escape') {
      // The page's own Escape would leave the message beside the list.
      event.preventDefault();
      change('');
      event.currentTarget.blur();
    }
    if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault();
      document.getElementById(listElementId)?.focus();
    }
  }

  return (
    <TextInput
      className={classes.search ?? ''}
      classNames={{ input: classes.searchInput ?? '' }}
      type="search"
      size="xs"
      data-search
      aria-label={words.searchLabel}
      placeholder={words.search}
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={press}
      leftSection={<IconSearch size={14} stroke={1.6} />}
      rightSection={
        typed === '' ? (
          <Keys keys="/" />
        ) : (
          <CloseButton size={20} aria-label={words.clearSearch} onClick={() => change('')} />
        )
      }
    />
  );
}
