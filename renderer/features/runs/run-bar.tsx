import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconChevronLeft,
  IconDots,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { ProblemView } from '../../../shared/contract/common.ts';
import type { Run } from '../../../shared/contract/runs.ts';
import { csvSeparator } from '../../lib/csv-separator.ts';
import { useActions } from '../../lib/deck.tsx';
import type { Answer } from '../../lib/engine-client.ts';
import { Grow, PaneBar } from '../../lib/ui/pane.tsx';
import { QuestionDialog } from '../../lib/ui/question-dialog.tsx';
import { showResult } from '../../lib/ui/show-result.ts';
import { StatusMark } from '../../lib/ui/status-mark.tsx';
import { Toolbar } from '../../lib/ui/toolbar.tsx';
import { showSaved } from '../backups/index.ts';
import { GoOnLive } from './go-on-live.tsx';
import { HeldRun } from './held-run.tsx';
import { useRunsLanguage } from './language.ts';
import { ReplaceQuestion } from './replace-question.tsx';
import { runKind } from './run-kind.ts';
import classes from './runs.module.css';
import type { ReportFormat } from './runs-state.ts';

const formats: readonly ReportFormat[] = ['html', 'junit', 'csv', 'json'];

/** The run's reports, its messages, and another run of the same plan. */
function RunMenu({ run, onAgain }: { run: Run; onAgain: () => void }) {
  const language = useRunsLanguage();
  const words = language.words.runs;
  const { frame, runs, messages } = useActions();
  const save = async (format: ReportFormat) => {
    const answer = await runs.save(run.id, format, csvSeparator(language.format));
    showSaved(answer, ({ file }) => words.plan.saved(file));
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" aria-label={words.reports}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.reports}</Menu.Label>
        {formats.map((format) => (
          <Menu.Item key={format} onClick={() => void save(format)}>
            {words.reportNames[format]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          onClick={() => {
            messages.showAll();
            messages.setSearch(`"run ${run.name}"`.slice(0, 60));
            frame.go({ screen: 'messages', id: null });
          }}
        >
          {words.messages}
        </Menu.Item>
        <Menu.Item onClick={onAgain}>{words.again}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

type RunButtonsProps = {
  run: Run;
  act: (call: Promise<Answer<unknown>>) => Promise<void>;
  askToProceed: (what: 'resume' | 'retry') => void;
  onStop: () => void;
};

function RunButtons({ run, act, askToProceed, onStop }: RunButtonsProps) {
  const words = useRunsLanguage().words.runs;
  const { runs } = useActions();
  const goesOn = run.state === 'running';
  const canResume = run.state === 'paused' || (run.state === 'stopped' && run.cells.sent < run.cells.all);
  return (
    <>
      {goesOn && (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={14} aria-hidden />}
          onClick={() => void act(runs.pause(run.id))}
        >
          {words.pause}
        </Button>
      )}
      {canResume && (
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={14} aria-hidden />}
          onClick={() => askToProceed('resume')}
        >
          {words.resume}
        </Button>
      )}
      {(goesOn || run.state === 'paused') && (
        <Button variant="default" leftSection={<IconPlayerStop size={14} aria-hidden />} onClick={onStop}>
          {words.stop}
        </Button>
      )}
      {!goesOn && run.cells.failed > 0 && (
        <Button variant="default" onClick={() => askToProceed('retry')}>
          {words.retry(run.cells.failed)}
        </Button>
      )}
    </>
  );
}

/** The run's name, its state, and its actions. */
export function RunBar({ run }: { run: Run }) {
  const all = useRunsLanguage().words;
  const words = all.runs;
  const { frame, runs } = useActions();
  const [stopping, setStopping] = useState(false);
  /** The chosen action that sends real messages. */
  const [proceeding, setProceeding] = useState<'resume' | 'retry' | null>(null);
  const [held, setHeld] = useState<{ problem: ProblemView; what: 'resume' | 'retry' } | null>(null);
  const proceed = async (what: 'resume' | 'retry') => {
    const answer = await runs[what](run.id);
    if (!answer.ok && answer.problem.code === 'run-held') setHeld({ problem: answer.problem, what });
    else showResult(answer);
  };
  const askToProceed = (what: 'resume' | 'retry') => (run.live ? setProceeding(what) : void proceed(what));
  const [replacing, setReplacing] = useState(false);
  const again = async () => {
    if (await runs.wouldLose(run.plan)) setReplacing(true);
    else goAgain();
  };
  const goAgain = () => {
    runs.replace(run.plan);
    frame.go({ screen: 'runs', id: 'new' });
  };
  const act = async (call: Promise<Answer<unknown>>) => void showResult(await call);
  return (
    <PaneBar>
      <ActionIcon
        className={classes.back ?? ''}
        variant="subtle"
        aria-label={all.frame.testRuns.title}
        onClick={() => frame.go({ screen: 'runs', id: null })}
      >
        <IconChevronLeft size={16} aria-hidden />
      </ActionIcon>
      <h2 className={`${classes.title} cut`}>{run.name}</h2>
      <StatusMark kind={runKind(run)} word={words.states[run.state]} />
      <span className={classes.faint}>{run.live ? words.live : words.sandbox}</span>
      <Grow />
      <Toolbar>
        <RunButtons run={run} act={act} askToProceed={askToProceed} onStop={() => setStopping(true)} />
        <RunMenu run={run} onAgain={() => void again()} />
      </Toolbar>
      {proceeding !== null && (
        <GoOnLive
          run={run}
          what={proceeding}
          onClose={() => setProceeding(null)}
          onGo={() => {
            setProceeding(null);
            void proceed(proceeding);
          }}
        />
      )}
      {replacing && <ReplaceQuestion onClose={() => setReplacing(false)} onGo={goAgain} />}
      {held !== null && (
        <HeldRun
          problem={held.problem}
          onClose={() => setHeld(null)}
          onGo={() => {
            setHeld(null);
            void proceed(held.what);
          }}
        />
      )}
      {stopping && (
        <QuestionDialog
          title={words.stopTitle}
          go={words.stop}
          onClose={() => setStopping(false)}
          onGo={() => {
            setStopping(false);
            void act(runs.stop(run.id));
          }}
        >
          <p>{words.stopText}</p>
        </QuestionDialog>
      )}
    </PaneBar>
  );
}
