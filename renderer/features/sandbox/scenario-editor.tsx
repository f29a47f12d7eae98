import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ProblemView } from '../../../shared/contract/common.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import { QuestionDialog } from '../../lib/ui/question-dialog.tsx';
import { showResult } from '../../lib/ui/show-result.ts';
import { LineProblems, TextLines } from '../../lib/ui/text-lines.tsx';
import { showSaved } from '../backups/index.ts';
import { useSandboxLanguage } from './language.ts';
import classes from './sandbox.module.css';

/** Edits a scenario as text, checked while the user types; runs it, saves it, or saves it as a file. */
export function ScenarioEditor() {
  const { words } = useSandboxLanguage();
  const texts = words.sandbox.scenarios;
  const { sandbox } = useActions();
  const text = useDeck((state) => state.sandbox.text) ?? '';
  const check = useDeck((state) => state.sandbox.check);
  const area = useRef<HTMLTextAreaElement>(null);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const [replacing, setReplacing] = useState(false);
  useEffect(() => area.current?.focus(), []);
  const name = check !== null && check.problems.length === 0 ? check.name : null;
  const keep = async (replace: boolean) => {
    setReplacing(false);
    const answer = await sandbox.keep(text, replace);
    if (answer.ok) {
      showResult(answer, texts.kept(name ?? ''));
      sandbox.edit(null);
    } else if (answer.problem.code === 'name-taken') setReplacing(true);
    else setProblem(answer.problem);
  };
  return (
    <section className={classes.editor} aria-label={texts.editor}>
      <TextLines
        area={area}
        label={texts.editor}
        description={texts.help}
        value={text}
        onChange={(value) => {
          setProblem(null);
          sandbox.edit(value);
        }}
      />
      {problem !== null && <ProblemNotice problem={problem} alert />}
      {check !== null && check.problems.length > 0 && (
        <LineProblems area={area} title={texts.problems} lineName={texts.line} problems={check.problems} />
      )}
      {name !== null && <p role="status">{texts.good(name)}</p>}
      <div className={classes.buttons}>
        <Button
          disabled={name === null}
          onClick={async () => void showResult(await sandbox.runScenario(text), texts.ran(name ?? ''))}
        >
          {texts.run}
        </Button>
        <Button variant="default" disabled={name === null} onClick={() => void keep(false)}>
          {texts.keep}
        </Button>
        <Button
          variant="default"
          disabled={name === null}
          onClick={async () => {
            showSaved(await sandbox.saveScenario(text), ({ file }) => texts.saved(file));
          }}
        >
          {texts.save}
        </Button>
        <Button variant="subtle" onClick={() => sandbox.edit(null)}>
          {texts.back}
        </Button>
      </div>
      {replacing && (
        <QuestionDialog
          title={texts.replaceTitle(name ?? '')}
          go={texts.replace}
          onClose={() => setReplacing(false)}
          onGo={() => void keep(true)}
        >
          <p>{texts.replaceText}</p>
        </QuestionDialog>
      )}
    </section>
  );
}
