/** The texts that are sent automatically, and the user's own words for STOP, START and HELP. */
import { Stack, TagsInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { SettingsChange } from '../../../shared/contract/settings.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { Group } from '../../lib/ui/group.tsx';
import { restoreOnEscape } from '../../lib/ui/restore-on-escape.ts';
import classes from '../../lib/ui/settings.module.css';
import { showResult } from '../../lib/ui/show-result.ts';
import { useInboundLanguage } from './language.ts';

type Patch = Pick<SettingsChange, 'automaticAnswers' | 'replyWords'>;

type TextFieldProps = {
  label: string;
  text: string | null;
  change: (text: string | null) => void;
};

/** Saved when the field is left, because half a sentence must not be sent. */
function AnswerText({ label, text, change }: TextFieldProps) {
  const { noAnswer } = useInboundLanguage().words.inbound.settings;
  const saved = text ?? '';
  const [typed, setTyped] = useState(saved);
  return (
    <Textarea
      w="100%"
      maw={520}
      autosize
      minRows={2}
      maxLength={1_530}
      label={label}
      placeholder={noAnswer}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => restoreOnEscape(event, typed !== saved, () => setTyped(saved))}
      onBlur={() => {
        if (typed !== saved) change(typed.trim() === '' ? null : typed);
      }}
    />
  );
}

const meanings = ['stop', 'start', 'help', 'off'] as const;

export function AnswerSettings() {
  const texts = useInboundLanguage().words.inbound.settings;
  const { setSettings } = useActions().settings;
  const settings = useDeck((state) => state.console.settings);
  if (settings === null) return null;
  const { automaticAnswers, replyWords, spendCaps } = settings;
  const change = (patch: Patch) => void setSettings(patch).then((answer) => showResult(answer));
  return (
    <>
      <Group title={texts.title} text={texts.text}>
        <Stack gap={12} w="100%">
          {spendCaps.daily === null && <p className={classes.warn}>{texts.noCap}</p>}
          {(['help', 'stop'] as const).map((kind) => (
            <AnswerText
              key={`${kind} ${automaticAnswers[kind]}`}
              label={texts[kind]}
              text={automaticAnswers[kind]}
              change={(text) => change({ automaticAnswers: { [kind]: text } })}
            />
          ))}
        </Stack>
      </Group>
      <Group title={texts.words} text={texts.wordsText}>
        <Stack gap={12} w="100%">
          {meanings.map((meaning) => (
            <TagsInput
              key={meaning}
              w="100%"
              maw={520}
              label={texts.meanings[meaning]}
              placeholder={texts.addWord}
              splitChars={[',']}
              value={replyWords[meaning]}
              onChange={(words) => change({ replyWords: { [meaning]: words } })}
            />
          ))}
        </Stack>
      </Group>
    </>
  );
}
