import { Button } from '@mantine/core';
import { IconFlask, IconKey } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { ProblemView } from '../../../shared/contract/common.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { Keys } from '../../lib/ui/keys.tsx';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import { exampleDraft, isBlank } from '../compose/index.ts';
import { SandboxNumbers } from './sandbox-numbers.tsx';
import classes from './welcome.module.css';

function Choice({
  icon,
  title,
  text,
  children,
}: {
  icon: ReactNode;
  title: string;
  text: string;
  children: ReactNode;
}) {
  return (
    <section className={classes.choice}>
      <span className={classes.choiceIcon}>{icon}</span>
      <div>
        <h2 className={classes.choiceTitle}>{title}</h2>
        <p className={classes.choiceText}>{text}</p>
        {children}
      </div>
    </section>
  );
}

/** Starts the sandbox and opens a message that is ready to be sent through it. */
function useStartSandbox() {
  const words = useWords();
  const { compose, frame, accounts } = useActions();
  const blank = useDeck((state) => isBlank(state.compose.draft));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  async function start() {
    setBusy(true);
    const answer = await accounts.startSandbox();
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    if (blank) compose.begin(exampleDraft(words.welcome.example));
    frame.go({ screen: 'compose' });
  }
  return { start, busy, problem };
}

export function WelcomeScreen() {
  const words = useWords().welcome;
  const { frame, accounts } = useActions();
  useEffect(() => void accounts.readySecrets(), [accounts]);
  const sealed = useDeck((state) => state.console.overview?.secrets.kind === 'sealed-file');
  const { start, busy, problem } = useStartSandbox();
  return (
    <div className={classes.screen}>
      <div className={classes.main}>
        <div className={classes.column}>
          <h1 className={classes.title}>{words.title}</h1>
          <p className={classes.lead}>{words.lead}</p>
          <Choice
            icon={<IconFlask size={20} stroke={1.6} className={classes.flask ?? ''} aria-hidden />}
            title={words.sandbox.title}
            text={words.sandbox.text}
          >
            {problem && (
              <div className={classes.problem}>
                <ProblemNotice problem={problem} alert />
              </div>
            )}
            <Button
              size="sm"
              h={32}
              autoFocus
              loading={busy}
              rightSection={<Keys keys="enter" tone="accent" />}
              onClick={() => void start()}
            >
              {words.sandbox.action}
            </Button>
          </Choice>
          <Choice
            icon={<IconKey size={20} stroke={1.6} aria-hidden />}
            title={words.connect.title}
            text={sealed ? words.connect.textSealed : words.connect.text}
          >
            <Button size="sm" h={32} variant="default" onClick={() => frame.showConnect(true)}>
              {words.connect.action}
            </Button>
          </Choice>
        </div>
      </div>
      <aside className={classes.side}>
        <SandboxNumbers />
      </aside>
    </div>
  );
}
