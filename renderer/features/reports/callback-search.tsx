import { Button } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useLanguage, useWords } from '../../lib/language.tsx';
import { useMinutes } from '../../lib/now.ts';
import { SearchInput } from '../../lib/ui/search-input.tsx';
import { callbackListId } from './report-list.tsx';
import classes from './reports.module.css';

/** Searches while the user types; Escape clears it, Enter and the down arrow go to the list. */
export function CallbackSearch() {
  const words = useWords().callbacks.search;
  const { callbacks } = useActions();
  const search = useDeck((state) => state.callbacks.search);
  const [typed, setTyped] = useState(search);
  const apply = useDebouncedCallback((value: string) => callbacks.setSearch(value), {
    delay: 150,
    flushOnUnmount: true,
  });
  function change(value: string) {
    setTyped(value);
    apply(value);
  }
  /* The search was cleared elsewhere; while the user types, the field is ahead of it. */
  useEffect(() => {
    if (search === '') setTyped('');
  }, [search]);
  return (
    <SearchInput
      className={classes.search ?? ''}
      classNames={{ input: classes.searchInput ?? '' }}
      size="xs"
      label={words.label}
      placeholder={words.placeholder}
      clear={words.clear}
      maxLength={200}
      listId={callbackListId}
      value={typed}
      onChange={change}
    />
  );
}

/** How far back was searched, and a button to continue; nothing if everything was searched. */
export function SearchReached() {
  const { words, format } = useLanguage();
  const texts = words.callbacks.search;
  const { callbacks } = useActions();
  const now = useMinutes();
  const searched = useDeck((state) => state.callbacks.searched);
  const looking = useDeck((state) => state.callbacks.loading === 'back');
  if (searched === null) return null;
  return (
    <div className={classes.reached}>
      <span role="status">
        {looking
          ? texts.looking
          : texts.reached(format.number(searched.callbacks), format.moment(searched.backTo, now))}
      </span>
      <Button variant="default" disabled={looking} onClick={() => void callbacks.searchBack()}>
        {texts.back}
      </Button>
    </div>
  );
}
