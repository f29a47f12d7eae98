import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useActions } from '../../lib/deck.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import { showResult } from '../../lib/ui/show-result.ts';
import { useTyped } from '../../lib/use-typed.ts';
import { useSandboxLanguage } from './language.ts';
import classes from './sandbox.module.css';

export function SeedForm({ seed }: { seed: number }) {
  const texts = useSandboxLanguage().words.sandbox.programs;
  const textOf = useProblemText();
  const { sandbox } = useActions();
  const [typed, setTyped] = useTyped('sandbox-seed', String(seed));
  const [error, setError] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!/^\d{1,9}$/.test(typed.trim())) return setError(texts.notSeed);
    const wanted = Number(typed);
    const answer = await sandbox.sayAgain(wanted);
    if (!answer.ok) return setError(textOf.whole(answer.problem));
    setError(null);
    setTyped(String(seed));
    showResult(answer, texts.saidAgain(wanted));
  };
  return (
    <form className={classes.fields} onSubmit={(event) => void submit(event)} noValidate>
      <TextInput
        w={160}
        label={texts.seedLabel}
        inputMode="numeric"
        maxLength={20}
        value={typed}
        error={error}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setError(null);
        }}
      />
      <Button type="submit" variant="default" className={classes.beside ?? ''}>
        {texts.sayAgain}
      </Button>
    </form>
  );
}
