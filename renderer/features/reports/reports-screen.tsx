import { Button, UnstyledButton } from '@mantine/core';
import { IconWebhook } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { EmptyState } from '../../lib/ui/empty-state.tsx';
import { LiveMark } from '../../lib/ui/live-mark.tsx';
import { Grow, PaneBar, PaneTitle } from '../../lib/ui/pane.tsx';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import { showFocused } from '../../lib/ui/show-focused.ts';
import tabClasses from '../../lib/ui/tabs.module.css';
import { useReportsLanguage } from './language.ts';
import { RefusedList, TabCount } from './refused-list.tsx';
import { ReportDetailPane } from './report-detail-pane.tsx';
import { ReportList } from './report-list.tsx';
import { ReportSearch, SearchReached } from './report-search.tsx';
import classes from './reports.module.css';
import { reportTabs } from './reports-state.ts';

function Tabs() {
  const words = useReportsLanguage().words.reports;
  const { reports } = useActions();
  const current = useDeck((state) => state.reports.tab);
  return (
    <fieldset className={tabClasses.tabs} aria-label={words.tabsLabel} onFocus={showFocused}>
      {reportTabs.map((tab) => (
        <UnstyledButton
          key={tab}
          className={tabClasses.tab}
          aria-pressed={tab === current}
          onClick={() => reports.setTab(tab)}
        >
          {words.tabs[tab]}
          {(tab === 'refused' || tab === 'postponed') && <TabCount of={tab} />}
        </UnstyledButton>
      ))}
    </fieldset>
  );
}

function OnlyOf({ messageId }: { messageId: string | null }) {
  const words = useReportsLanguage().words.reports;
  const { frame } = useActions();
  if (messageId === null) return null;
  return (
    <div className={classes.only}>
      <span>{words.onlyOf}</span>
      <Button variant="subtle" onClick={() => frame.go({ screen: 'messages', id: messageId })}>
        {words.detail.message}
      </Button>
      <Button variant="default" onClick={() => frame.go({ screen: 'reports', id: null, messageId: null })}>
        {words.showAll}
      </Button>
    </div>
  );
}

function Body({ selected }: { selected: number | null }) {
  const words = useReportsLanguage().words.reports;
  const { frame, reports } = useActions();
  const search = useDeck((state) => state.reports.search);
  const tab = useDeck((state) => state.reports.tab);
  const empty = useDeck((state) => state.reports.rows.length === 0);
  const loading = useDeck((state) => state.reports.loading === 'first');
  const problem = useDeck((state) => state.reports.problem);
  if (tab === 'refused') return <RefusedList />;
  if (!empty) return <ReportList selected={selected} />;
  if (problem) {
    return (
      <div className={classes.problem}>
        <ProblemNotice problem={problem} />
      </div>
    );
  }
  if (loading) return null;
  const icon = <IconWebhook size={28} stroke={1.2} />;
  if (search !== '') {
    return (
      <EmptyState icon={icon} title={words.search.nothing(search)} text={words.search.text}>
        <Button size="sm" variant="default" onClick={() => reports.setSearch('')}>
          {words.search.clear}
        </Button>
      </EmptyState>
    );
  }
  if (tab !== 'all') {
    const { title, text } = tab === 'postponed' ? words.emptyPostponed : words.emptyTab;
    return <EmptyState icon={icon} title={title} text={text} />;
  }
  return (
    <EmptyState icon={icon} title={words.empty.title} text={words.empty.text}>
      <Button size="sm" variant="default" onClick={() => frame.go({ screen: 'compose' })}>
        {words.empty.action}
      </Button>
    </EmptyState>
  );
}

/** Received reports, newest first, with their verdicts, and the details of one. */
export function ReportsScreen({ id, messageId }: { id: number | null; messageId: string | null }) {
  const words = useReportsLanguage().words.reports;
  const { reports } = useActions();
  const kept = useDeck((state) => state.reports.messageId);
  const busy = useDeck((state) => state.reports.loading === 'first');
  const any = useDeck((state) => state.reports.rows.length > 0);
  /* The address names either one report or one message: opening a report keeps the list. */
  const only = id === null ? messageId : kept;
  useEffect(() => reports.open(only), [only, reports]);
  useEffect(() => reports.look(id), [id, reports]);
  return (
    <div className={classes.screen} data-detail={id !== null}>
      <section className={classes.listPane} aria-label={words.title}>
        <PaneBar>
          <PaneTitle>{words.title}</PaneTitle>
          <LiveMark words={words} />
          <Grow />
          <ReportSearch />
        </PaneBar>
        <Tabs />
        <OnlyOf messageId={only} />
        <div className={classes.listBody} aria-busy={busy}>
          <Body selected={id} />
        </div>
        <SearchReached />
      </section>
      {(any || id !== null) && <ReportDetailPane id={id} />}
    </div>
  );
}
