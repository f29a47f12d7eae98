import { UnstyledButton } from '@mantine/core';
import { useActions, useDeck } from '../app/deck.tsx';
import { useLanguage } from '../app/language.tsx';
import classes from '../ui/tabs.module.css';
import { tabs } from './row-order.ts';

export function FilterTabs() {
  const { words, format } = useLanguage();
  const { messages } = useActions();
  const current = useDeck((state) => state.messages.tab);
  const counts = useDeck((state) => state.messages.counts);
  return (
    <fieldset className={classes.tabs} aria-label={words.messages.tabsLabel}>
      {tabs.map((tab) => (
        <UnstyledButton
          key={tab}
          className={classes.tab}
          aria-pressed={tab === current}
          onClick={() => messages.setTab(tab)}
        >
          {words.messages.tabs[tab]}
          {counts && <span className={`${classes.count} tnum`}>{format.number(counts[tab])}</span>}
        </UnstyledButton>
      ))}
    </fieldset>
  );
}
