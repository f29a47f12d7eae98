import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type FormEvent, useEffect, useState } from 'react';
import type { ProblemView } from '../../shared/contract/schemas.ts';
import { cancellingSentences } from '../app/cancelling.ts';
import { useActions, useDeck } from '../app/deck.tsx';
import { useLanguage } from '../app/language.tsx';
import { useMinutes } from '../app/now.ts';
import { useProblemText } from '../ui/problem-text.tsx';
import { tell } from '../ui/tell.ts';
import classes from './settings.module.css';
import { Group } from './settings-screen.tsx';

function AddForm() {
  const { words, format } = useLanguage();
  const texts = words.settings.privacy;
  const { console } = useActions();
  const [number, setNumber] = useState('');
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const [done, setDone] = useState<readonly string[]>([]);
  const say = useProblemText();
  async function add(event: FormEvent) {
    event.preventDefault();
    const answer = await console.addDoNotSend(number, reason.trim());
    setProblem(answer.ok ? null : answer.problem);
    setDone(answer.ok ? cancellingSentences(answer.value.cancelling, Date.now(), words, format) : []);
    if (!answer.ok) return;
    setNumber('');
    setReason('');
  }
  return (
    <>
      <form className={classes.inline} onSubmit={add}>
        <TextInput
          label={texts.number}
          inputMode="tel"
          placeholder="+372 5550 1411"
          value={number}
          error={problem && say.whole(problem)}
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
        <TextInput
          label={texts.reason}
          placeholder={texts.reasonPlaceholder}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" mt={20} disabled={number.trim() === ''}>
          {texts.add}
        </Button>
      </form>
      <div role="status" className={classes.about}>
        {done.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </>
  );
}

/** Numbers that nothing is sent to. */
export function DoNotSendList() {
  const { words, format } = useLanguage();
  const texts = words.settings.privacy;
  const { console } = useActions();
  const list = useDeck((state) => state.console.doNotSend);
  const now = useMinutes();
  useEffect(() => {
    void console.loadDoNotSend();
  }, [console]);
  return (
    <Group title={texts.doNotSend} text={texts.doNotSendText}>
      <AddForm />
      {list?.length === 0 && <p className={classes.about}>{texts.nobody}</p>}
      <ul className={classes.numbers}>
        {list?.map((entry) => (
          <li key={entry.number} className={classes.numberLine}>
            <span className="tnum nowrap">{format.phone(entry.number)}</span>
            <span className={`${classes.about} cut`}>{entry.reason}</span>
            <span className={`${classes.about} nowrap`}>
              {texts.added(format.moment(entry.addedAt, now))}
            </span>
            <ActionIcon
              size={24}
              aria-label={texts.take(entry.number)}
              onClick={() => void console.removeDoNotSend(entry.number).then((answer) => tell(answer))}
            >
              <IconX size={14} stroke={1.6} />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </Group>
  );
}
