import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { SandboxState } from '../../../shared/contract/sandbox.ts';
import { useActions } from '../../lib/deck.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import { showResult } from '../../lib/ui/show-result.ts';
import { useTyped } from '../../lib/use-typed.ts';
import { AnswerRules } from './answer-rules.tsx';
import { useSandboxLanguage } from './language.ts';
import { Part } from './part.tsx';
import classes from './sandbox.module.css';
import { WriteNow } from './write-now.tsx';

function Where({ inbound }: { inbound: SandboxState['inbound'] }) {
  const { words } = useSandboxLanguage();
  const texts = words.sandbox.people;
  const textOf = useProblemText();
  const { sandbox } = useActions();
  const [url, setUrl] = useTyped('inbound-url', inbound?.url ?? '');
  const [secret, setSecret] = useState('');
  const [wrong, setWrong] = useState<{ field: string | null; text: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const set = async (to: Parameters<typeof sandbox.setInbound>[0]) => {
    setBusy(true);
    const answer = await sandbox.setInbound(to);
    setBusy(false);
    if (!answer.ok) return setWrong({ field: answer.problem.field, text: textOf.whole(answer.problem) });
    setWrong(null);
    setSecret('');
    setUrl(inbound?.url ?? '');
    showResult(answer, words.common.saved);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void set({ url: url.trim(), ...(secret === '' ? {} : { secret }) });
  };
  return (
    <Part title={texts.where} text={texts.whereText}>
      <p role="status">{inbound === null ? texts.nowhereNow : texts.goTo(inbound.url)}</p>
      <form className={classes.form} onSubmit={submit} noValidate>
        <TextInput
          label={texts.url}
          placeholder="http://127.0.0.1:3000/inbound"
          value={url}
          error={wrong !== null && wrong.field !== 'secret' ? wrong.text : null}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <PasswordInput
          label={texts.secret}
          description={inbound?.secretSet === true ? texts.secretSet : texts.secretNew}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': words.common.showPassword }}
          value={secret}
          error={wrong?.field === 'secret' ? wrong.text : null}
          onChange={(event) => setSecret(event.currentTarget.value)}
        />
        <div className={classes.buttons}>
          <Button type="submit" loading={busy}>
            {words.common.save}
          </Button>
          {inbound !== null && (
            <Button variant="default" onClick={() => void set(null)}>
              {texts.nowhere}
            </Button>
          )}
        </div>
      </form>
    </Part>
  );
}

export function PeopleSection({ now }: { now: SandboxState }) {
  return (
    <>
      <Where inbound={now.inbound} />
      <AnswerRules answers={now.answers} />
      <WriteNow hasUrl={now.inbound !== null} />
    </>
  );
}
