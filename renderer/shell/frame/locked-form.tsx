import { Button, PasswordInput } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { type FormEvent, Suspense, useState } from 'react';
import type { ProblemView } from '../../../shared/contract/common.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { later } from '../../lib/ui/later.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import classes from './frame.module.css';

const StartOverDialog = later(async () => (await import('./start-over-dialog.tsx')).StartOverDialog);

/** The form for the passphrase of the encrypted passwords. */
export function LockedForm() {
  const words = useWords();
  const { accounts } = useActions();
  const waiting = useDeck((state) => state.console.overview?.callbacks.postponed ?? 0);
  const [passphrase, setPassphrase] = useState('');
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const textOf = useProblemText();
  const [busy, setBusy] = useState(false);
  const [startsOver, setStartsOver] = useState(false);

  async function unlock(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const answer = await accounts.unlock(passphrase);
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) setPassphrase('');
  }

  return (
    <>
      <form className={classes.locked} onSubmit={unlock}>
        <IconLock size={16} stroke={1.6} aria-hidden />
        <span>
          <strong>{words.frame.locked}.</strong> {words.frame.lockedWhy}
          {waiting > 0 && ` ${words.frame.postponed(waiting)}`}
        </span>
        <PasswordInput
          size="xs"
          w={200}
          aria-label={words.frame.passphrase}
          placeholder={words.frame.passphrase}
          value={passphrase}
          error={problem && textOf.whole(problem)}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={busy} disabled={passphrase === ''}>
          {words.frame.unlock}
        </Button>
        <Button variant="subtle" onClick={() => setStartsOver(true)}>
          {words.frame.startOver.open}
        </Button>
      </form>
      {startsOver && (
        <Suspense fallback={null}>
          <StartOverDialog onClose={() => setStartsOver(false)} />
        </Suspense>
      )}
    </>
  );
}
