/** The recipients: typed, pasted, or from a table, each as a chip with its problem. */
import { ActionIcon, Button, FileButton, Pill, PillsInput } from '@mantine/core';
import { IconTable, IconTableImport } from '@tabler/icons-react';
import { type ClipboardEvent, type KeyboardEvent, Suspense, useId, useState } from 'react';
import { isTable } from '../../../shared/messaging/number-rows.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { type Language, useLanguage } from '../../lib/language.tsx';
import { later } from '../../lib/ui/later.tsx';
import classes from './compose.module.css';
import drafts from './drafts.module.css';
import { InsertNames } from './insert-names.tsx';
import { MissingValues } from './missing-values.tsx';
import { namedNumbers } from './named-numbers.ts';
import type { PeopleShown } from './people-dialog.tsx';
import type { Recipients } from './recipients.ts';
import { SandboxNumbersMenu } from './sandbox-numbers-menu.tsx';
import { TableDialog } from './table-dialog-later.ts';
import { Chip } from './to-chips.tsx';
import { ToProblems } from './to-problems.tsx';
import type { Merging } from './use-merging.ts';
import { tableFiles, useTableSource } from './use-table-source.ts';

const PeopleDialog = later(async () => (await import('./people-dialog.tsx')).PeopleDialog);

const mostChips = 40;

function summary({ to, countries }: Recipients, { words, format }: Language): string {
  const people = words.compose.people(to.length);
  const [only] = countries;
  if (to.length === 0) return '';
  if (countries.length === 1 && only !== undefined) return words.compose.allIn(people, format.country(only));
  return countries.length > 1 ? words.compose.inCountries(people, countries.length) : people;
}

type ToFieldProps = {
  recipients: Recipients;
  tried: boolean;
  merging: Merging;
  onInsert: (text: string) => void;
};

type ToToolsProps = {
  recipients: Recipients;
  hasChips: boolean;
  onFile: (file: File | null) => void;
  onPeople: () => void;
};

function ToTools({ recipients, hasChips, onFile, onPeople }: ToToolsProps) {
  const language = useLanguage();
  const texts = language.words.drafts;
  const sandbox = useDeck((state) => state.console.accounts?.find((one) => one.current)?.kind === 'sandbox');
  return (
    <div className={drafts.toTools}>
      {sandbox && <SandboxNumbersMenu />}
      <FileButton onChange={onFile} accept={tableFiles}>
        {(props) => (
          <ActionIcon {...props} aria-label={texts.openFile} title={texts.openFile}>
            <IconTableImport size={16} stroke={1.6} />
          </ActionIcon>
        )}
      </FileButton>
      {hasChips && (
        <ActionIcon aria-label={texts.peopleButton} title={texts.peopleButton} onClick={onPeople}>
          <IconTable size={16} stroke={1.6} />
        </ActionIcon>
      )}
      <span className={`${classes.toSummary} tnum`}>{summary(recipients, language)}</span>
    </div>
  );
}

/** Typed or pasted text becomes chips, or opens the table dialog. */
function useTyping(chips: Recipients['all'], table: ReturnType<typeof useTableSource>) {
  const texts = useLanguage().words.drafts;
  const { compose } = useActions();
  const typed = useDeck((state) => state.compose.draft.typed);
  const country = useDeck((state) => state.console.settings?.defaultCountry ?? null);
  function add(text: string): boolean {
    const found = namedNumbers(text, texts.nameColumn);
    const named = found.some((one) => one.values !== undefined);
    if (found.length > 0) compose.addPeople(found, named ? [texts.nameColumn] : []);
    return found.length > 0;
  }
  function press(event: KeyboardEvent<HTMLInputElement>) {
    if (['Enter', ',', ';'].includes(event.key) && !event.metaKey && !event.ctrlKey) {
      if (add(typed) || event.key !== 'Enter') event.preventDefault();
    }
    const last = chips.at(-1);
    /* Whoever holds the key to delete a typed text means to keep the recipients before it. */
    if (event.key === 'Backspace' && !event.repeat && typed === '' && last)
      compose.removeRecipients([last.key]);
  }
  function paste(event: ClipboardEvent) {
    const text = event.clipboardData.getData('text');
    const [file] = event.clipboardData.files;
    if (file && text === '') {
      event.preventDefault();
      table.read(file);
    } else if (typed === '' && isTable(text, country)) {
      event.preventDefault();
      table.paste(text);
    } else if (/[\n\r,;\t]/.test(text) && add(`${typed}${text}`)) event.preventDefault();
  }
  return { add, press, paste };
}

export function ToField({ recipients, tried, merging, onInsert }: ToFieldProps) {
  const language = useLanguage();
  const words = language.words.compose;
  const texts = language.words.drafts;
  const { compose } = useActions();
  const typed = useDeck((state) => state.compose.draft.typed);
  const columns = useDeck((state) => state.compose.draft.columns);
  const problemsId = useId();
  const table = useTableSource();
  const [people, setPeople] = useState<PeopleShown | null>(null);
  const chips = recipients.all.filter((one) => !one.key.startsWith('typed-'));
  const shown = chips.slice(0, mostChips);
  const missing = tried && recipients.to.length === 0 && recipients.wrong.length === 0;
  const hasValues = columns.length > 0 || merging.placeholders.length > 0;

  const { add, press, paste } = useTyping(chips, table);
  return (
    <div className={`${classes.to} ${table.dropping ? drafts.dropping : ''}`} data-no-insert {...table.drop}>
      <div className={`${classes.toLine} ${chips.length > 1 ? drafts.toRow : ''}`}>
        <span className={classes.toLabel} aria-hidden>
          {words.to}
        </span>
        <PillsInput className={classes.toInput ?? ''} variant="unstyled" size="sm">
          <Pill.Group gap={6}>
            {shown.map((one) => (
              <Chip key={one.key} recipient={one} />
            ))}
            {chips.length > shown.length && (
              <Button variant="subtle" px={4} onClick={() => setPeople('all')}>
                {words.more(chips.length - shown.length)}
              </Button>
            )}
            <PillsInput.Field
              aria-label={words.to}
              data-to-field
              autoFocus={chips.length === 0}
              aria-describedby={problemsId}
              aria-invalid={missing || recipients.wrong.length > 0}
              inputMode="tel"
              autoComplete="off"
              placeholder={
                table.dropping ? texts.dropFile : chips.length === 0 ? words.toPlaceholder : words.toMore
              }
              value={typed}
              onChange={(event) => compose.edit({ typed: event.currentTarget.value })}
              onKeyDown={press}
              onPaste={paste}
              onBlur={() => add(typed)}
            />
          </Pill.Group>
        </PillsInput>
        <ToTools
          recipients={recipients}
          hasChips={chips.length > 0}
          onFile={table.read}
          onPeople={() => setPeople('all')}
        />
      </div>
      <div className={classes.toHelp}>
        {hasValues && <InsertNames onInsert={onInsert} />}
        {recipients.to.length > 0 && <MissingValues merging={merging} onFill={() => setPeople('missing')} />}
        <div id={problemsId} role="status">
          <ToProblems recipients={recipients} missing={missing} />
        </div>
      </div>
      <Suspense fallback={null}>
        {table.source !== null && <TableDialog source={table.source} onClose={table.close} />}
        {people !== null && (
          <PeopleDialog
            recipients={recipients}
            merging={merging}
            first={people}
            onClose={() => setPeople(null)}
          />
        )}
      </Suspense>
    </div>
  );
}
