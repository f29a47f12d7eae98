import { Button, Loader } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { isSearchable } from '../../../shared/messaging/searchable.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { EmptyState } from '../../lib/ui/empty-state.tsx';
import { Grow, PaneBar, PaneTitle } from '../../lib/ui/pane.tsx';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import { Toolbar } from '../../lib/ui/toolbar.tsx';
import { ChosenBar } from './chosen/chosen-bar.tsx';
import { ExportButton } from './export/export-button.tsx';
import { FilterTabs } from './filter-tabs.tsx';
import { FilterButton } from './filters/filter-button.tsx';
import { FilterChips } from './filters/filter-chips.tsx';
import { MessageList } from './message-list.tsx';
import classes from './messages.module.css';
import { SearchField } from './search-field.tsx';
import { SortMenu } from './sort-menu.tsx';
import { isFiltered, withoutFilters } from './view.ts';

function Empty() {
  const texts = useWords().messages;
  const words = texts.empty;
  const { frame, messages } = useActions();
  const tab = useDeck((state) => state.messages.view.tab);
  const search = useDeck((state) => state.messages.view.search);
  const filtered = useDeck((state) => isFiltered(state.messages.view));
  const unread = useDeck((state) => state.messages.view.unread);
  const icon = <IconSend size={28} stroke={1.2} />;
  if (filtered) {
    const nothing = unread.length > 0 ? texts.notUnderstood : texts.nothingFound;
    return (
      <EmptyState icon={icon} title={nothing.title} text={nothing.text}>
        <Button variant="default" onClick={() => messages.setView(withoutFilters)}>
          {texts.nothingFound.action}
        </Button>
      </EmptyState>
    );
  }
  if (search !== '') {
    const text = isSearchable(search) ? words.search.text : words.search.noWords;
    return (
      <EmptyState icon={icon} title={words.search.title(search)} text={text}>
        <Button variant="default" onClick={() => messages.setSearch('')}>
          {words.search.action}
        </Button>
      </EmptyState>
    );
  }
  if (tab !== 'all') return <EmptyState icon={icon} title={words[tab].title} text={words[tab].text} />;
  return (
    <EmptyState icon={icon} title={words.all.title} text={words.all.text}>
      <Button size="sm" variant="default" onClick={() => frame.go({ screen: 'compose' })}>
        {words.all.action}
      </Button>
    </EmptyState>
  );
}

function Body({ selected }: { selected: string | null }) {
  const words = useWords();
  const { messages } = useActions();
  const loading = useDeck((state) => state.messages.loading);
  const problem = useDeck((state) => state.messages.problem);
  const empty = useDeck((state) => state.messages.ids.length === 0);
  if (problem && empty) {
    return (
      <div className={classes.problem}>
        <ProblemNotice problem={problem}>
          <Button variant="default" mt={8} onClick={() => void messages.reload()}>
            {words.common.tryAgain}
          </Button>
        </ProblemNotice>
      </div>
    );
  }
  if (empty && loading === 'first') {
    return (
      <div className={classes.loading}>
        <Loader size="sm" aria-label={words.common.loading} role="status" />
      </div>
    );
  }
  return empty ? <Empty /> : <MessageList selected={selected} />;
}

export function MessageListPane({ selected }: { selected: string | null }) {
  const words = useWords();
  const busy = useDeck((state) => state.messages.loading === 'first');
  return (
    <section className={classes.listPane} aria-label={words.messages.title}>
      <PaneBar>
        <PaneTitle>{words.messages.title}</PaneTitle>
        <Grow />
        <SearchField />
      </PaneBar>
      <div className={classes.narrowing}>
        <FilterTabs />
        <Toolbar>
          <FilterButton />
          <SortMenu />
          <ExportButton />
        </Toolbar>
      </div>
      <FilterChips />
      <div className={classes.listBody} aria-busy={busy}>
        <Body selected={selected} />
      </div>
      <ChosenBar />
    </section>
  );
}
