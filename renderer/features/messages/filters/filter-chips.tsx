/** The active filters, each of which can be changed and removed, and the number of matching messages. */
import { Button, CloseButton, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useActions, useDeck } from '../../../lib/deck.tsx';
import { useLanguage } from '../../../lib/language.tsx';
import { useMinutes } from '../../../lib/now.ts';
import { isNarrowed } from '../messages-state.ts';
import { SaveViewButton } from '../saved/save-view-button.tsx';
import { fieldsOn, withoutField, withoutFilters } from '../view.ts';
import type { Field } from '../view-fields.ts';
import { FieldPopover } from './field-popover.tsx';
import { fieldWords } from './field-words.ts';
import classes from './filters.module.css';

function Chip({ field }: { field: Field }) {
  const language = useLanguage();
  const words = language.words.messages.filters;
  const { messages } = useActions();
  const view = useDeck((state) => state.messages.view);
  const accounts = useDeck((state) => state.console.accounts) ?? [];
  const now = useMinutes();
  const [opened, setOpened] = useState(false);
  const value = fieldWords(field, view, accounts, now, language);
  return (
    <li className={classes.chip}>
      <FieldPopover field={field} opened={opened} onField={() => undefined} onClose={() => setOpened(false)}>
        <UnstyledButton
          className={classes.chipButton ?? ''}
          aria-haspopup="dialog"
          aria-expanded={opened}
          title={value}
          onClick={() => setOpened(!opened)}
        >
          <span className={classes.chipField}>{words.fields[field]}</span>{' '}
          <span className="cut">{value}</span>
        </UnstyledButton>
      </FieldPopover>
      <CloseButton
        size={24}
        iconSize={12}
        aria-label={words.remove(words.fields[field])}
        onClick={() => messages.setView(withoutField(field))}
      />
    </li>
  );
}

/** Filters in the address or a saved view that this version cannot read. */
function UnreadChip({ parts }: { parts: readonly string[] }) {
  const words = useLanguage().words.messages.filters;
  const { messages } = useActions();
  const value = parts.join(', ');
  return (
    <li className={classes.chip} title={value}>
      <span className={classes.chipText}>
        <span className={classes.chipField}>{words.notUnderstood}</span> <span className="cut">{value}</span>
      </span>
      <CloseButton
        size={24}
        iconSize={12}
        aria-label={words.remove(words.notUnderstood)}
        onClick={() => messages.setView({ unread: [] })}
      />
    </li>
  );
}

function Found() {
  const { words, format } = useLanguage();
  const found = useDeck((state) => state.messages.found);
  if (found === null) return null;
  const text = format.number(found.messages);
  return (
    <span className={`${classes.found} tnum`} role="status">
      {found.more ? words.messages.foundMore(text) : words.messages.found(found.messages, text)}
    </span>
  );
}

export function FilterChips() {
  const words = useLanguage().words.messages.filters;
  const { messages } = useActions();
  const view = useDeck((state) => state.messages.view);
  if (!isNarrowed(view)) return null;
  return (
    <div className={classes.bar}>
      <ul className={classes.chips} aria-label={words.region}>
        {fieldsOn(view).map((field) => (
          <Chip key={field} field={field} />
        ))}
        {view.unread.length > 0 && <UnreadChip parts={view.unread} />}
      </ul>
      <Found />
      <span className={classes.barEnd}>
        <SaveViewButton />
        <Button variant="subtle" size="compact-xs" onClick={() => messages.setView(withoutFilters)}>
          {words.clearAll}
        </Button>
      </span>
    </div>
  );
}
