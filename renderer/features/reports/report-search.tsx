import { Button } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useMinutes } from '../../lib/now.ts';
import { SearchInput } from '../../lib/ui/search-input.tsx';
import { useReportsLanguage } from './language.ts';
import { reportListId } from './report-list.tsx';
import classes from './reports.module.css';

/** Searches while the user types; Escape clears it, Enter and the down arrow go to the list. */
export function ReportSearch() {
  const words = useReportsLanguage().words.reports.search;
  const { reports } = useActions();
  const search = useDeck((state) => state.reports.search);
  const [typed, setTyped] = useState(search);
  const apply = useDebouncedCallback((value: string) => reports.setSearch(value), {
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
      listId={reportListId}
      value={typed}
      onChange={change}
    />
  );
}

/** How far back was searched, and a button to continue; nothing if everything was searched. */
export function SearchReached() {
  const { words, format } = useReportsLanguage();
  const texts = words.reports.search;
  const { reports } = useActions();
  const now = useMinutes();
  const searched = useDeck((state) => state.reports.searched);
  const looking = useDeck((state) => state.reports.loading === 'back');
  if (searched === null) return null;
  return (
    <div className={classes.reached}>
      <span role="status">
        {looking
          ? texts.looking
          : texts.reached(format.number(searched.callbacks), format.moment(searched.backTo, now))}
      </span>
      <Button variant="default" disabled={looking} onClick={() => void reports.searchBack()}>
        {texts.back}
      </Button>
    </div>
  );
}
