import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { isBlankText } from '../../../shared/messaging/blank.ts';
import { type Channel, channels } from '../../../shared/messaging/types.ts';
import { useActions } from '../../lib/deck.tsx';
import { Notice } from '../../lib/ui/problem-notice.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import { showResult } from '../../lib/ui/show-result.ts';
import { useTyped } from '../../lib/use-typed.ts';
import { useSandboxLanguage } from './language.ts';
import { Part } from './part.tsx';
import classes from './sandbox.module.css';

/** Sends a message from a simulated person now. The typed text stays until it is sent. */
export function WriteNow({ hasUrl }: { hasUrl: boolean }) {
  const { words } = useSandboxLanguage();
  const texts = words.sandbox.people;
  const textOf = useProblemText();
  const { sandbox } = useActions();
  const [from, setFrom] = useTyped('write-from', '+37255501400');
  const [to, setTo] = useTyped('write-to', 'Messente');
  const [text, setText] = useTyped('write-text');
  const [channel, setChannel] = useState<Channel>('sms');
  const [wrong, setWrong] = useState<{ field: string | null; text: string } | null>(null);
  const errorOf = (field: string) => (wrong?.field === field ? wrong.text : null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBlankText(text)) return setWrong({ field: 'text', text: texts.noText });
    const written = from.replaceAll(/[\s()-]/gu, '');
    const answer = await sandbox.write({ from: written, to: to.trim(), text, channel });
    if (!answer.ok) {
      const { field } = answer.problem;
      return setWrong({
        field: field === 'from' || field === 'to' ? field : 'text',
        text: textOf.whole(answer.problem),
      });
    }
    setWrong(null);
    setText('');
    showResult(answer, texts.written);
  };
  return (
    <Part title={texts.now} text={texts.nowText}>
      {!hasUrl && <Notice tone="warn" title={texts.needsUrl} />}
      <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
        <div className={classes.fields}>
          <TextInput
            w={160}
            label={texts.from}
            value={from}
            error={errorOf('from')}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            w={160}
            label={texts.to}
            value={to}
            error={errorOf('to')}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <Select
            w={120}
            label={words.sandbox.weather.channel}
            data={channels.map((one) => ({ value: one, label: words.channels[one] }))}
            value={channel}
            allowDeselect={false}
            onChange={(value) => setChannel(channels.find((one) => one === value) ?? 'sms')}
          />
        </div>
        <Textarea
          size="xs"
          label={texts.text}
          autosize
          minRows={2}
          maxRows={8}
          value={text}
          error={errorOf('text')}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className={classes.buttons}>
          <Button type="submit" disabled={!hasUrl}>
            {texts.write}
          </Button>
        </div>
      </form>
    </Part>
  );
}
