import { UnstyledButton } from '@mantine/core';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import classes from '../../lib/ui/tabs.module.css';
import { tabs } from './row-order.ts';
import { SavedViewTab } from './saved/saved-view-tab.tsx';

function SavedViews() {
  const words = useLanguage().words.messages.views;
  const saved = useDeck((state) => state.messages.saved) ?? [];
  if (saved.length === 0) return null;
  return (
    <fieldset className={classes.inner} aria-label={words.label}>
      {saved.map((one) => (
        <SavedViewTab key={one.id} saved={one} />
      ))}
    </fieldset>
  );
}

export function FilterTabs() {
  const { words, format } = useLanguage();
  const { messages } = useActions();
  const current = useDeck((state) => state.messages.view.tab);
  const counts = useDeck((state) => state.messages.counts);
  return (
    <div className={classes.strip}>
      <fieldset className={classes.inner} aria-label={words.messages.tabsLabel}>
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
      <SavedViews />
    </div>
  );
}
