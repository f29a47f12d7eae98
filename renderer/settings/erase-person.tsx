import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ProblemView } from '../../shared/contract/schemas.ts';
import { useActions } from '../app/deck.tsx';
import { useWords } from '../app/language.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { useProblemText } from '../ui/problem-text.tsx';
import { tell } from '../ui/tell.ts';
import { useFocusBack } from '../ui/use-focus-back.ts';
import classes from './settings.module.css';
import { Group } from './settings-screen.tsx';

type Found = { readonly number: string; readonly messages: number; readonly callbacks: number };

function Confirm({
  number,
  onClose,
  onErased,
}: {
  number: string;
  onClose: () => void;
  onErased: () => void;
}) {
  useFocusBack();
  const words = useWords();
  const texts = words.settings.privacy;
  const { console, compose, messages } = useActions();
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const [busy, setBusy] = useState(false);
  async function erase() {
    setBusy(true);
    const answer = await console.eraseNumber(number);
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem);
    compose.forgetNumber(number);
    tell(answer, texts.erased(number));
    void messages.refresh();
    onErased();
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={texts.eraseTitle(number)}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <p>{texts.eraseSure}</p>
      {problem && <ProblemNotice problem={problem} alert />}
      <div className={classes.dialogFoot}>
        <Button variant="default" data-autofocus onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button variant="default" color="bad" loading={busy} onClick={() => void erase()}>
          {texts.eraseAction}
        </Button>
      </div>
    </Modal>
  );
}

/** Everything about one number: first how much there is, then a question, then gone. */
export function ErasePerson() {
  const texts = useWords().settings.privacy;
  const { console } = useActions();
  const [number, setNumber] = useState('');
  const [found, setFound] = useState<Found | null>(null);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const say = useProblemText();
  const [asking, setAsking] = useState(false);
  async function look(event: FormEvent) {
    event.preventDefault();
    const answer = await console.aboutNumber(number);
    setProblem(answer.ok ? null : answer.problem);
    setFound(answer.ok ? { ...answer.value, number } : null);
  }
  const nothing = found !== null && found.messages + found.callbacks === 0;
  return (
    <Group title={texts.erase} text={texts.eraseText}>
      <form className={classes.inline} onSubmit={look}>
        <TextInput
          label={texts.number}
          inputMode="tel"
          placeholder="+372 5550 1411"
          value={number}
          error={problem && say.whole(problem)}
          onChange={(event) => {
            setNumber(event.currentTarget.value);
            setFound(null);
          }}
        />
        <Button type="submit" variant="default" mt={20} disabled={number.trim() === ''}>
          {texts.look}
        </Button>
      </form>
      <div className={found ? classes.row : undefined} role="status">
        {nothing && <p className={classes.about}>{texts.nothing}</p>}
        {found && !nothing && (
          <>
            <p>{texts.found(found.messages, found.callbacks)}</p>
            <Button variant="default" color="bad" onClick={() => setAsking(true)}>
              {texts.eraseAction}
            </Button>
          </>
        )}
      </div>
      {asking && found && (
        <Confirm
          number={found.number}
          onClose={() => setAsking(false)}
          onErased={() => {
            setAsking(false);
            setFound(null);
            setNumber('');
          }}
        />
      )}
    </Group>
  );
}
