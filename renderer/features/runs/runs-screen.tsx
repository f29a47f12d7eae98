import { Button, UnstyledButton } from '@mantine/core';
import { IconPlus, IconTestPipe } from '@tabler/icons-react';
import { type KeyboardEvent, useCallback, useEffect, useState } from 'react';
import type { RunSummary } from '../../../shared/contract/runs.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useMinutes } from '../../lib/now.ts';
import { EmptyState } from '../../lib/ui/empty-state.tsx';
import { Grow, PaneBar, PaneTitle } from '../../lib/ui/pane.tsx';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import { StatusIcon } from '../../lib/ui/status-mark.tsx';
import { CellPane } from './cell-pane.tsx';
import { HandsetLine } from './handset-line.tsx';
import { useRunsLanguage } from './language.ts';
import { PlanEditor } from './plan-editor.tsx';
import { RunBar } from './run-bar.tsx';
import { RunFigures } from './run-figures.tsx';
import { runKind } from './run-kind.ts';
import { RunMatrix } from './run-matrix.tsx';
import { RunSide } from './run-side.tsx';
import classes from './runs.module.css';

function RunRow({ run, current, onOpen }: { run: RunSummary; current: boolean; onOpen: () => void }) {
  const { words, format } = useRunsLanguage();
  const now = useMinutes();
  const { all, passed, failed } = run.cells;
  const open = all - passed - failed;
  const word =
    run.state === 'running' || run.state === 'paused'
      ? words.runs.states[run.state]
      : failed > 0
        ? words.runs.failedOf(failed, all)
        : open > 0
          ? words.runs.openOf(open, all)
          : words.runs.passedAll(all);
  return (
    <UnstyledButton className={classes.runRow} aria-current={current ? 'true' : undefined} onClick={onOpen}>
      <StatusIcon kind={runKind(run)} />
      <span className={classes.runName}>
        <span className="cut">{run.name}</span>
        <span className={`${classes.faint} cut`}>
          {word}
          {run.live ? ` · ${words.runs.live}` : ''}
        </span>
      </span>
      <time className={`${classes.faint} tnum nowrap`}>{format.moment(run.createdAt, now)}</time>
    </UnstyledButton>
  );
}

function RunList({ list, id }: { list: readonly RunSummary[]; id: string | null }) {
  const words = useRunsLanguage().words.runs;
  const { frame } = useActions();
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
    const at = buttons.findIndex((button) => button.matches(':focus'));
    const next = buttons[at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <nav className={classes.runList} aria-label={words.list} onKeyDown={walk}>
      {list.map((run) => (
        <RunRow
          key={run.id}
          run={run}
          current={run.id === id}
          onOpen={() => frame.go({ screen: 'runs', id: run.id })}
        />
      ))}
    </nav>
  );
}

function Whole() {
  const run = useDeck((state) => state.runs.run);
  const before = useDeck((state) => state.runs.before);
  const [chosen, setChosen] = useState<number | null>(null);
  /** The cell was opened to enter what its handset shows. */
  const [asking, setAsking] = useState(false);
  const choose = useCallback((position: number | null) => {
    setChosen(position);
    setAsking(false);
  }, []);
  const look = useCallback((position: number) => {
    setChosen(position);
    setAsking(true);
  }, []);
  if (run === null) return null;
  const cell = run.list.find(({ position }) => position === chosen) ?? null;
  return (
    <section className={classes.whole} aria-label={run.name}>
      <RunBar run={run} />
      <div className={classes.columns}>
        <div className={classes.main}>
          {run.problem !== null && (
            <div className={classes.notice}>
              <ProblemNotice problem={run.problem} tone="warn" />
            </div>
          )}
          <RunFigures run={run} />
          <HandsetLine run={run} chosen={chosen} onOpen={look} />
          <RunMatrix run={run} before={before} chosen={chosen} onChoose={choose} />
        </div>
        {cell === null ? (
          <RunSide run={run} before={before} />
        ) : (
          <CellPane run={run} cell={cell} asking={asking} onLook={look} onClose={() => choose(null)} />
        )}
      </div>
    </section>
  );
}

function Detail({ id }: { id: string | null }) {
  const words = useRunsLanguage().words.runs;
  const problem = useDeck((state) => state.runs.problem);
  const run = useDeck((state) => state.runs.run);
  if (id === 'new') return <PlanEditor />;
  if (problem !== null && run === null) {
    return (
      <div className={classes.notice}>
        <ProblemNotice problem={problem} />
      </div>
    );
  }
  if (id === null) return <p className={classes.pick}>{words.pick}</p>;
  return <Whole key={id} />;
}

/** The runs of test plans: the list, and the results of one. */
export function RunsScreen({ id }: { id: string | null }) {
  const { frame: frameWords, runs: words } = useRunsLanguage().words;
  const { title } = frameWords.testRuns;
  const { frame, runs } = useActions();
  const list = useDeck((state) => state.runs.list);
  useEffect(() => void runs.look(id === 'new' ? null : id), [id, runs]);
  const write = () => frame.go({ screen: 'runs', id: 'new' });
  if (list !== null && list.length === 0 && id !== 'new') {
    return (
      <section className={classes.screen} aria-label={title}>
        <div className={classes.alone}>
          <PaneBar>
            <PaneTitle>{title}</PaneTitle>
          </PaneBar>
          <EmptyState
            icon={<IconTestPipe size={28} stroke={1.2} />}
            title={words.empty.title}
            text={words.empty.text}
          >
            <Button size="sm" onClick={write}>
              {words.empty.action}
            </Button>
          </EmptyState>
        </div>
      </section>
    );
  }
  return (
    <section className={classes.screen} data-detail={id !== null}>
      <div className={classes.listPane}>
        <PaneBar>
          <PaneTitle>{title}</PaneTitle>
          <Grow />
          <Button variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={write}>
            {frameWords.testRuns.new}
          </Button>
        </PaneBar>
        {list !== null && <RunList list={list} id={id} />}
      </div>
      <Detail id={id} />
    </section>
  );
}
