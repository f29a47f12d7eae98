import { Autocomplete } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import { useActions } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import { restoreOnEscape } from '../../lib/ui/restore-on-escape.ts';
import classes from './compose.module.css';
import type { StepDraft } from './draft.ts';
import { parseWait, usualWaits } from './wait-words.ts';

/** A step's time limit in plain words ("Wait 10 min, then try SMS"): chosen, or typed as "90 s" or "2 h". */
export function WaitField({ step, next }: { step: StepDraft; next: StepDraft | null }) {
  const { words, format } = useLanguage();
  const texts = words.compose;
  const { compose } = useActions();
  const id = useId();
  const shown = step.waitSeconds === null ? texts.messenteSets : format.wait(step.waitSeconds);
  const [typed, setTyped] = useState(shown);
  const [wrong, setWrong] = useState(false);
  useEffect(() => setTyped(shown), [shown]);

  function restore() {
    setTyped(shown);
    setWrong(false);
  }
  function apply(text: string) {
    if (text === shown) return restore();
    const empty = text.trim() === '' || text === texts.messenteSets;
    const value = empty ? null : parseWait(text);
    setWrong(value === 'wrong');
    if (value === 'wrong') return;
    /* Telegram accepts a validity only in minutes. */
    const seconds =
      value !== null && step.channel === 'telegram' ? Math.max(60, Math.round(value / 60) * 60) : value;
    compose.editStep(step.key, { waitSeconds: seconds });
    setTyped(seconds === null ? texts.messenteSets : format.wait(seconds));
  }

  const waits = step.channel === 'telegram' ? usualWaits.filter((wait) => wait % 60 === 0) : usualWaits;
  const choices = [...waits.map(format.wait), texts.messenteSets];
  return (
    <>
      <label htmlFor={id} className={classes.waitLabel}>
        {next === null ? texts.giveUp : words.sending.wait}
      </label>
      <Autocomplete
        id={id}
        size="xs"
        className={classes.waitInput ?? ''}
        data={choices}
        filter={({ options }) => options}
        value={typed}
        error={wrong ? texts.waitWrong : null}
        title={texts.waitHint}
        maxDropdownHeight={320}
        comboboxProps={{ width: 170, position: 'bottom-start' }}
        onChange={setTyped}
        onOptionSubmit={apply}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={() => apply(typed)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') apply(typed);
          restoreOnEscape(event, typed !== shown, restore);
        }}
      />
      {next && (
        <span className={classes.waitThen}>{words.sending.thenTry(words.channels[next.channel])}</span>
      )}
    </>
  );
}
