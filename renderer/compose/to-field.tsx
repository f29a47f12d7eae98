/** Who it goes to: typed or pasted, each a chip; what is wrong with one is said, not swallowed. */
import { Pill, PillsInput } from '@mantine/core';
import { type ClipboardEvent, type KeyboardEvent, useId } from 'react';
import { splitNumbers } from '../../shared/messaging/split-numbers.ts';
import { useActions, useDeck } from '../app/deck.tsx';
import { type Language, useLanguage } from '../app/language.tsx';
import { useProblemText } from '../ui/problem-text.tsx';
import classes from './compose.module.css';
import type { Recipient, Recipients } from './recipients.ts';
import { SandboxNumbersMenu } from './sandbox-numbers-menu.tsx';
import { ToProblems } from './to-problems.tsx';

const mostChips = 40;

function Chip({ recipient }: { recipient: Recipient }) {
  const { words } = useLanguage();
  const { compose } = useActions();
  const say = useProblemText();
  const shown = recipient.phone?.international.replaceAll(' ', '\u00a0') ?? recipient.written;
  const state = recipient.problem ? classes.chipWrong : recipient.repeat ? classes.chipRepeat : '';
  return (
    <Pill
      withRemoveButton
      className={`${classes.chip} ${state} tnum`}
      title={
        recipient.problem
          ? say(recipient.problem).sentence
          : recipient.written === shown
            ? undefined
            : recipient.written
      }
      removeButtonProps={{ 'aria-label': words.compose.remove(shown), tabIndex: 0, 'aria-hidden': false }}
      onRemove={() => compose.removeRecipients([recipient.key])}
    >
      {shown}
    </Pill>
  );
}

function summary({ to, countries }: Recipients, { words, format }: Language): string {
  const people = words.compose.people(to.length);
  const [only] = countries;
  if (to.length === 0) return '';
  if (countries.length === 1 && only !== undefined) return words.compose.allIn(people, format.country(only));
  return countries.length > 1 ? words.compose.inCountries(people, countries.length) : people;
}

export function ToField({ recipients, tried }: { recipients: Recipients; tried: boolean }) {
  const language = useLanguage();
  const words = language.words.compose;
  const { compose } = useActions();
  const typed = useDeck((state) => state.compose.draft.typed);
  const sandbox = useDeck((state) => state.console.accounts?.find((one) => one.current)?.kind === 'sandbox');
  const problemsId = useId();
  const chips = recipients.all.filter((one) => !one.key.startsWith('typed-'));
  const shown = chips.slice(0, mostChips);
  const missing = tried && recipients.to.length === 0 && recipients.wrong.length === 0;

  function add(text: string): boolean {
    const found = splitNumbers(text);
    if (found.length > 0) compose.addRecipients(found);
    return found.length > 0;
  }
  function press(event: KeyboardEvent<HTMLInputElement>) {
    if (['Enter', ',', ';'].includes(event.key) && !event.metaKey && !event.ctrlKey) {
      if (add(typed) || event.key !== 'Enter') event.preventDefault();
    }
    const last = chips.at(-1);
    if (event.key === 'Backspace' && typed === '' && last) compose.removeRecipients([last.key]);
  }
  function paste(event: ClipboardEvent) {
    const text = event.clipboardData.getData('text');
    if (/[\n\r,;\t]/.test(text) && add(`${typed}${text}`)) event.preventDefault();
  }

  return (
    <div className={classes.to}>
      <div className={classes.toLine}>
        <span className={classes.toLabel} aria-hidden>
          {words.to}
        </span>
        <PillsInput className={classes.toInput ?? ''} variant="unstyled" size="sm">
          <Pill.Group gap={6}>
            {shown.map((one) => (
              <Chip key={one.key} recipient={one} />
            ))}
            {chips.length > shown.length && (
              <span className={classes.kept}>{words.more(chips.length - shown.length)}</span>
            )}
            <PillsInput.Field
              aria-label={words.to}
              data-to-field
              autoFocus={chips.length === 0}
              aria-describedby={problemsId}
              aria-invalid={missing || recipients.wrong.length > 0}
              inputMode="tel"
              autoComplete="off"
              placeholder={chips.length === 0 ? words.toPlaceholder : words.toMore}
              value={typed}
              onChange={(event) => compose.edit({ typed: event.currentTarget.value })}
              onKeyDown={press}
              onPaste={paste}
              onBlur={() => add(typed)}
            />
          </Pill.Group>
        </PillsInput>
        {sandbox && <SandboxNumbersMenu />}
        <span className={`${classes.toSummary} tnum`}>{summary(recipients, language)}</span>
      </div>
      <div id={problemsId} role="status">
        <ToProblems recipients={recipients} missing={missing} />
      </div>
    </div>
  );
}
