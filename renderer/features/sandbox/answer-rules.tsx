import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { SandboxAnswer } from '../../../shared/contract/sandbox.ts';
import { isBlankText } from '../../../shared/messaging/blank.ts';
import { exactDuration } from '../../../shared/plans/duration.ts';
import { useActions } from '../../lib/deck.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import { showResult } from '../../lib/ui/show-result.ts';
import { useTyped } from '../../lib/use-typed.ts';
import { useSandboxLanguage } from './language.ts';
import { Part } from './part.tsx';
import classes from './sandbox.module.css';
import { readDuration } from './weather.ts';

type Wrong = { readonly ending?: string; readonly text?: string; readonly after?: string };
const mostMs = 86_400_000;

function AddRule({ answers }: { answers: readonly SandboxAnswer[] }) {
  const { words } = useSandboxLanguage();
  const texts = words.sandbox.people;
  const textOf = useProblemText();
  const { sandbox } = useActions();
  const [ending, setEnding] = useTyped('rule-ending');
  const [text, setText] = useTyped('rule-text');
  const [after, setAfter] = useTyped('rule-after', '3 s');
  const [wrong, setWrong] = useState<Wrong>({});
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const afterMs = readDuration(after, mostMs);
    const faults: Wrong = {
      ...(/^\d\d$/.test(ending) ? {} : { ending: texts.notEnding }),
      ...(isBlankText(text) ? { text: texts.noText } : {}),
      ...(afterMs === null ? { after: words.sandbox.weather.notTime(words.sandbox.weather.mostDelay) } : {}),
    };
    setWrong(faults);
    if (afterMs === null || Object.keys(faults).length > 0) return;
    const answer = await sandbox.setAnswers([...answers, { ending, text, afterMs }]);
    if (!answer.ok) return setWrong({ text: textOf.whole(answer.problem) });
    setEnding('');
    setText('');
  };
  return (
    <form className={classes.fields} onSubmit={(event) => void submit(event)} noValidate>
      <TextInput
        w={112}
        label={texts.ending}
        inputMode="numeric"
        maxLength={2}
        value={ending}
        error={wrong.ending}
        onChange={(event) => setEnding(event.currentTarget.value)}
      />
      <TextInput
        className={classes.wide ?? ''}
        label={texts.text}
        maxLength={1000}
        value={text}
        error={wrong.text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <TextInput
        w={112}
        label={texts.after}
        maxLength={20}
        value={after}
        error={wrong.after}
        onChange={(event) => setAfter(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" className={classes.beside ?? ''}>
        {texts.add}
      </Button>
    </form>
  );
}

/** The rules of who replies automatically: each can be removed, and one can be added. */
export function AnswerRules({ answers }: { answers: readonly SandboxAnswer[] }) {
  const texts = useSandboxLanguage().words.sandbox.people;
  const { sandbox } = useActions();
  const rows = answers.map((answer, at) => ({ answer, at }));
  return (
    <Part title={texts.rules} text={texts.rulesText}>
      {rows.length === 0 ? (
        <p>{texts.rulesNone}</p>
      ) : (
        <ul className={classes.lines} aria-label={texts.rules}>
          {rows.map(({ answer, at }) => (
            <li key={`${at} ${answer.ending} ${answer.text}`} className={classes.line}>
              <span className={`${classes.faint} nowrap`}>
                {texts.rule(answer.ending, exactDuration(answer.afterMs))}
              </span>
              <span className={`${classes.grow} cut`}>{answer.text}</span>
              <Button
                variant="subtle"
                aria-label={texts.removeOf(answer.ending, answer.text.slice(0, 60))}
                onClick={async () => void showResult(await sandbox.removeAnswer(at, texts.removed))}
              >
                {texts.remove}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <AddRule answers={answers} />
    </Part>
  );
}
