import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { SearchInput } from '../../lib/ui/search-input.tsx';
import { listElementId } from './element-ids.ts';
import classes from './messages.module.css';

/** Searches while the user types; Escape clears it, Enter and the down arrow go to the list. */
export function SearchField() {
  const words = useWords().messages;
  const { messages } = useActions();
  const search = useDeck((state) => state.messages.view.search);
  const [typed, setTyped] = useState(search);
  /* The last typed text counts, even if the user leaves the screen at once. */
  const apply = useDebouncedCallback((value: string) => messages.setSearch(value), {
    delay: 120,
    flushOnUnmount: true,
  });
  useEffect(() => setTyped(search), [search]);

  function change(value: string) {
    setTyped(value);
    apply(value);
  }
  return (
    <SearchInput
      className={classes.search ?? ''}
      classNames={{ input: classes.searchInput ?? '' }}
      size="xs"
      label={words.searchLabel}
      placeholder={words.search}
      clear={words.clearSearch}
      listId={listElementId}
      value={typed}
      onChange={change}
    />
  );
}
