/** The tabs of the list and the saved views; a menu of all of them if they do not fit. */
import { UnstyledButton } from '@mantine/core';
import { Suspense, useEffect, useRef, useState } from 'react';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import { later } from '../../lib/ui/later.tsx';
import { showFocused } from '../../lib/ui/show-focused.ts';
import classes from '../../lib/ui/tabs.module.css';
import { tabs } from './row-order.ts';
import { SavedViewTab } from './saved/saved-view-tab.tsx';
import { chosenView } from './view-address.ts';

const ListsMenu = later(async () => (await import('./saved/lists-menu.tsx')).ListsMenu);

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

function showPressed(strip: HTMLElement | null): void {
  const pressed = strip?.querySelector('[aria-pressed="true"]');
  pressed?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
}

/** Shows the pressed tab in full, and returns whether some tabs are out of sight. */
function useOverflow(pressed: string): [(strip: HTMLElement | null) => () => void, boolean] {
  const strip = useRef<HTMLElement>(null);
  const [over, setOver] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is pressed
  useEffect(() => showPressed(strip.current), [pressed]);
  const [watch] = useState(() => (element: HTMLElement | null) => {
    strip.current = element;
    const observer = new ResizeObserver((changes) => {
      if (element) setOver(element.scrollWidth > element.clientWidth);
      /* The content is not scrolled when only a count changes: somebody may have scrolled the strip. */
      if (changes.some(({ target }) => target === element)) showPressed(element);
    });
    /* The strip gets another width with the window, and its content with the counts, views and language. */
    for (const one of element ? [element, ...element.children] : []) observer.observe(one);
    return () => observer.disconnect();
  });
  return [watch, over];
}

export function FilterTabs() {
  const { words, format } = useLanguage();
  const { messages } = useActions();
  const current = useDeck((state) => state.messages.view.tab);
  const chosen = useDeck(({ messages: { saved, view } }) => chosenView(saved, view)?.id ?? null);
  const counts = useDeck((state) => state.messages.counts);
  const [strip, over] = useOverflow(chosen ?? current);
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it scrolls to the focused tab, as browsers do */}
      <div className={classes.strip} ref={strip} onFocus={showFocused}>
        <div className={classes.inner}>
          <fieldset className={classes.inner} aria-label={words.messages.tabsLabel}>
            {tabs.map((tab) => (
              <UnstyledButton
                key={tab}
                className={classes.tab}
                aria-pressed={tab === current && chosen === null}
                onClick={() => messages.setTab(tab)}
              >
                {words.messages.tabs[tab]}
                {counts && <span className={`${classes.count} tnum`}>{format.number(counts[tab])}</span>}
              </UnstyledButton>
            ))}
          </fieldset>
          <SavedViews />
        </div>
      </div>
      {over && (
        <Suspense fallback={null}>
          <ListsMenu />
        </Suspense>
      )}
    </>
  );
}
