import { ActionIcon, Button, FileButton, Menu, TextInput } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { type FormEvent, useEffect, useState } from 'react';
import type { SandboxScenario, SandboxState } from '../../../shared/contract/sandbox.ts';
import { sandboxProblem } from '../../../shared/problems/sandbox.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import { QuestionDialog } from '../../lib/ui/question-dialog.tsx';
import { showResult } from '../../lib/ui/show-result.ts';
import { StatusMark } from '../../lib/ui/status-mark.tsx';
import { useTyped } from '../../lib/use-typed.ts';
import { showSaved } from '../backups/index.ts';
import { useSandboxLanguage } from './language.ts';
import { Part } from './part.tsx';
import classes from './sandbox.module.css';
import { ScenarioEditor } from './scenario-editor.tsx';

const biggestFile = 200_000;

function Row({ scenario, running }: { scenario: SandboxScenario; running: boolean }) {
  const { words } = useSandboxLanguage();
  const texts = words.sandbox.scenarios;
  const { sandbox } = useActions();
  const { text, builtIn } = scenario;
  const name = builtIn ? texts.called(scenario.name) : scenario.name;
  const description = (builtIn ? texts.does(scenario.name) : null) ?? scenario.description;
  return (
    <li className={classes.scenario}>
      <div className={classes.scenarioMain}>
        <p>
          <strong>{name}</strong>
          {builtIn && <span className={classes.beside2}>{texts.builtIn}</span>}
          {running && <StatusMark kind="delivered" word={texts.running} size={14} />}
        </p>
        {description !== null && <p className={classes.partText}>{description}</p>}
        <details>
          <summary aria-label={texts.setsOf(name)}>{texts.sets}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by key */}
          <pre className={classes.pre} tabIndex={0}>
            {text}
          </pre>
        </details>
      </div>
      <Button
        variant="default"
        aria-label={texts.runOf(name)}
        onClick={async () => void showResult(await sandbox.runScenario(text), texts.ran(name))}
      >
        {texts.run}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={texts.more(name)}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => sandbox.edit(text)}>{builtIn ? texts.copy : texts.edit}</Menu.Item>
          <Menu.Item
            onClick={async () => {
              showSaved(await sandbox.saveScenario(text), ({ file }) => texts.saved(file));
            }}
          >
            {texts.save}
          </Menu.Item>
          {!builtIn && (
            <Menu.Item
              onClick={async () =>
                void showResult(await sandbox.forget(scenario, texts.forgotten(scenario.name)))
              }
            >
              {texts.forget}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}

/** Saves the current conditions under a name. */
function KeepNow() {
  const { words } = useSandboxLanguage();
  const texts = words.sandbox.scenarios;
  const textOf = useProblemText();
  const { sandbox } = useActions();
  const [name, setName] = useTyped('scenario-name');
  const [about, setAbout] = useTyped('scenario-about');
  const [error, setError] = useState<string | null>(null);
  const [replacing, setReplacing] = useState<string | null>(null);
  const keep = async (text: string, replace: boolean) => {
    const answer = await sandbox.keep(text, replace);
    if (answer.ok) {
      showResult(answer, texts.kept(name.trim()));
      setName('');
      setAbout('');
      setError(null);
    } else if (answer.problem.code === 'name-taken') setReplacing(text);
    else setError(textOf.whole(answer.problem));
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const made = await sandbox.nowAsScenario(name.trim(), about.trim());
    if (made.ok) await keep(made.value.text, false);
    else setError(textOf.whole(made.problem));
  };
  return (
    <Part title={texts.keepTitle} text={texts.keepText}>
      <form className={classes.fields} onSubmit={(event) => void submit(event)} noValidate>
        <TextInput
          w={240}
          label={texts.name}
          maxLength={80}
          value={name}
          error={error}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setError(null);
          }}
        />
        <TextInput
          className={classes.wide ?? ''}
          label={texts.about}
          maxLength={400}
          value={about}
          onChange={(event) => setAbout(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          disabled={name.trim() === ''}
          className={classes.beside ?? ''}
        >
          {texts.keep}
        </Button>
      </form>
      {replacing !== null && (
        <QuestionDialog
          title={texts.replaceTitle(name.trim())}
          go={texts.replace}
          onClose={() => setReplacing(null)}
          onGo={() => {
            setReplacing(null);
            void keep(replacing, true);
          }}
        >
          <p>{texts.replaceText}</p>
        </QuestionDialog>
      )}
    </Part>
  );
}

export function ScenariosSection({ now }: { now: SandboxState }) {
  const { words } = useSandboxLanguage();
  const texts = words.sandbox.scenarios;
  const { sandbox } = useActions();
  const list = useDeck((state) => state.sandbox.scenarios);
  const writing = useDeck((state) => state.sandbox.text !== null);
  useEffect(() => void sandbox.loadScenarios(), [sandbox]);
  const open = async (file: File | null) => {
    if (file === null) return;
    if (file.size > biggestFile) {
      showResult({ ok: false, problem: sandboxProblem('scenario-too-long/file') });
    } else sandbox.edit(await file.text());
  };
  if (writing) return <ScenarioEditor />;
  return (
    <>
      <p className={classes.lead}>{texts.lead}</p>
      <Part title={texts.takeTitle} text={texts.takeText}>
        <div className={classes.buttons}>
          <FileButton accept=".yaml,.yml,text/yaml" onChange={(file) => void open(file)}>
            {(props) => (
              <Button variant="default" {...props}>
                {texts.open}
              </Button>
            )}
          </FileButton>
          <Button variant="default" onClick={() => sandbox.edit('')}>
            {texts.write}
          </Button>
        </div>
      </Part>
      <KeepNow />
      <Part title={texts.list}>
        <ul className={classes.lines} aria-label={texts.list}>
          {(list ?? [])
            .toSorted((one, other) => Number(one.builtIn) - Number(other.builtIn))
            .map((scenario) => (
              <Row key={scenario.name} scenario={scenario} running={now.scenario === scenario.name} />
            ))}
        </ul>
      </Part>
    </>
  );
}
