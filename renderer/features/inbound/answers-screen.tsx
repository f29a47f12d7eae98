import { Button, Select, UnstyledButton } from '@mantine/core';
import { IconMessageReply } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { type AnswersTab, answersTabs } from '../../lib/route.ts';
import { EmptyState } from '../../lib/ui/empty-state.tsx';
import { LiveMark } from '../../lib/ui/live-mark.tsx';
import { Grow, PaneBar, PaneTitle } from '../../lib/ui/pane.tsx';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import tabClasses from '../../lib/ui/tabs.module.css';
import { AddNumberDialog } from './add-number-dialog.tsx';
import { AnswerList } from './answer-list.tsx';
import { AnswerPane } from './answer-pane.tsx';
import classes from './inbound.module.css';
import { useInboundLanguage } from './language.ts';
import { NumberList } from './number-list.tsx';
import { SubscriptionList } from './subscription-list.tsx';

function Tabs({ current }: { current: AnswersTab }) {
  const words = useInboundLanguage().words.inbound;
  const { frame } = useActions();
  const count = useDeck((state) => state.inbound.numbers?.length ?? 0);
  return (
    <fieldset className={tabClasses.tabs} aria-label={words.tabsLabel}>
      {answersTabs.map((tab) => (
        <UnstyledButton
          key={tab}
          className={tabClasses.tab}
          aria-pressed={tab === current}
          onClick={() => frame.goInPlace({ screen: 'answers', tab, id: null })}
        >
          {words.tabs[tab]}
          {tab === 'numbers' && count > 0 && <span className={`${tabClasses.count} tnum`}>{count}</span>}
        </UnstyledButton>
      ))}
    </fieldset>
  );
}

/** Lists only the answers that need a decision. Without such an answer, it is not shown. */
function UndecidedFilter() {
  const words = useInboundLanguage().words.inbound;
  const { inbound } = useActions();
  const undecided = useDeck((state) => state.inbound.undecided);
  const isUseful = useDeck((state) =>
    state.inbound.rows.some((row) => row.meaning === 'near-miss' && row.decision === null),
  );
  if (!undecided && !isUseful) return null;
  return (
    <Button
      size="compact-sm"
      variant={undecided ? 'light' : 'default'}
      aria-pressed={undecided}
      onClick={() => inbound.showUndecided(!undecided)}
    >
      {words.filter.undecided}
    </Button>
  );
}

/** Lists the messages to one number only. One number needs no choice. */
function NumberFilter() {
  const { words, format } = useInboundLanguage();
  const { inbound } = useActions();
  const numbers = useDeck((state) => state.inbound.numbers) ?? [];
  const chosen = useDeck((state) => state.inbound.numberId);
  if (numbers.length < 2) return null;
  return (
    <Select
      className={classes.filter ?? ''}
      clearable
      aria-label={words.inbound.filter.label}
      placeholder={words.inbound.filter.all}
      data={numbers.map(({ id, number }) => ({ value: id, label: format.phone(number) }))}
      value={chosen}
      onChange={(id) => inbound.chooseNumber(id)}
    />
  );
}

function NoMessages({ onAdd }: { onAdd: () => void }) {
  const words = useInboundLanguage().words.inbound.empty;
  const { frame, inbound } = useActions();
  const numbers = useDeck((state) => state.inbound.numbers);
  const narrowed = useDeck((state) => state.inbound.numberId !== null);
  const undecided = useDeck((state) => state.inbound.undecided);
  if (numbers === null) return null;
  const [text, act] = undecided
    ? ([words.decided, () => inbound.showUndecided(false)] as const)
    : narrowed
      ? ([words.ofNumber, () => inbound.chooseNumber(null)] as const)
      : numbers.length > 0
        ? ([words.waiting, () => frame.go({ screen: 'answers', tab: 'numbers', id: null })] as const)
        : ([words.none, onAdd] as const);
  return (
    <EmptyState icon={<IconMessageReply size={28} stroke={1.2} />} title={text.title} text={text.text}>
      <Button size="sm" variant="default" onClick={act}>
        {text.action}
      </Button>
    </EmptyState>
  );
}

function Messages({ id, onAdd }: { id: number | null; onAdd: () => void }) {
  const loading = useDeck((state) => state.inbound.loading === 'first');
  const problem = useDeck((state) => state.inbound.problem);
  const empty = useDeck((state) => state.inbound.rows.length === 0);
  if (!empty) return <AnswerList selected={id} />;
  if (problem) {
    return (
      <div className={classes.problem}>
        <ProblemNotice problem={problem} />
      </div>
    );
  }
  return loading ? null : <NoMessages onAdd={onAdd} />;
}

/** What people wrote, newest first, and one message in full; or the numbers that they write to. */
export function AnswersScreen({ tab, id }: { tab: AnswersTab; id: number | null }) {
  const words = useInboundLanguage().words.inbound;
  const { inbound } = useActions();
  const busy = useDeck((state) => state.inbound.loading === 'first');
  const any = useDeck((state) => state.inbound.rows.length > 0);
  const [adding, setAdding] = useState(false);
  useEffect(() => {
    inbound.open();
    return inbound.close;
  }, [inbound]);
  useEffect(() => inbound.look(id), [id, inbound]);
  const add = () => setAdding(true);
  return (
    <div className={classes.screen} data-detail={id !== null}>
      <section className={classes.listPane} aria-label={words.title}>
        <PaneBar>
          <PaneTitle>{words.title}</PaneTitle>
          <LiveMark words={words} />
          <Grow />
          {tab === 'messages' && <UndecidedFilter />}
          {tab === 'messages' && <NumberFilter />}
        </PaneBar>
        <Tabs current={tab} />
        <div className={classes.listBody} aria-busy={tab === 'messages' && busy}>
          {tab === 'messages' && <Messages id={id} onAdd={add} />}
          {tab === 'subscriptions' && <SubscriptionList />}
          {tab === 'numbers' && <NumberList onAdd={add} />}
        </div>
      </section>
      {tab === 'messages' && (any || id !== null) && <AnswerPane id={id} />}
      {adding && <AddNumberDialog onClose={() => setAdding(false)} />}
    </div>
  );
}
