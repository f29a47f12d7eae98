import { ActionIcon, Button, Textarea, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type FormEvent, type KeyboardEvent, useEffect, useState } from 'react';
import type { ProblemView } from '../../../shared/contract/common.ts';
import { splitNumbers } from '../../../shared/messaging/split-numbers.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import { useMinutes } from '../../lib/now.ts';
import { Group } from '../../lib/ui/group.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import classes from '../../lib/ui/settings.module.css';
import { showResult } from '../../lib/ui/show-result.ts';
import { useTyped } from '../../lib/use-typed.ts';
import { cancellingSentences } from '../messages/index.ts';

/** Why nothing was added; `number`: the affected entry, as written. */
type Refused = { readonly number: string | null; readonly problem: ProblemView };

function AddForm() {
  const { words, format } = useLanguage();
  const texts = words.settings.privacy;
  const { privacy } = useActions();
  const [written, setWritten] = useTyped('do-not-send');
  const [reason, setReason] = useTyped('do-not-send-reason');
  const [refused, setRefused] = useState<Refused | null>(null);
  const [done, setDone] = useState<readonly string[]>([]);
  const textOf = useProblemText();
  async function add(event: FormEvent) {
    event.preventDefault();
    const found = splitNumbers(written);
    // Text without a number is passed on unchanged: the answer says what is wrong with it.
    const numbers = found.length > 0 ? found : [written];
    const answer = await privacy.addDoNotSend(numbers, reason.trim());
    if (!answer.ok) {
      const index = Number(/^numbers\[(\d+)\]$/.exec(answer.problem.field ?? '')?.[1] ?? 0);
      setRefused({ number: numbers.length > 1 ? (numbers[index] ?? null) : null, problem: answer.problem });
      setDone([]);
      return;
    }
    const { entries, cancelling } = answer.value;
    const added = entries.length > 1 ? [texts.addedMany(entries.length)] : [];
    setRefused(null);
    setDone([...added, ...cancellingSentences(cancelling, Date.now(), words, format)]);
    setWritten('');
    setReason('');
  }
  function addOnEnter(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  }
  return (
    <>
      <form className={classes.inline} onSubmit={add}>
        <Textarea
          label={texts.numbers}
          placeholder="+372 5550 1411"
          autosize
          minRows={1}
          maxRows={6}
          value={written}
          error={
            refused &&
            `${refused.number === null ? '' : `${refused.number}: `}${textOf.whole(refused.problem)}`
          }
          onChange={(event) => setWritten(event.currentTarget.value)}
          onKeyDown={addOnEnter}
        />
        <TextInput
          label={texts.reason}
          placeholder={texts.reasonPlaceholder}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" mt={20} disabled={written.trim() === ''}>
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

/** The do-not-send list. */
export function DoNotSendList() {
  const { words, format } = useLanguage();
  const texts = words.settings.privacy;
  const { privacy } = useActions();
  const list = useDeck((state) => state.console.doNotSend);
  const now = useMinutes();
  useEffect(() => {
    void privacy.loadDoNotSend();
  }, [privacy]);
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
              onClick={() => void privacy.removeDoNotSend(entry.number).then((answer) => showResult(answer))}
            >
              <IconX size={14} stroke={1.6} />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </Group>
  );
}
