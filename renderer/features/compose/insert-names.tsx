/** The names of recipients' values, which can be inserted into the text at the cursor. */
import { UnstyledButton } from '@mantine/core';
import { placeholderKey } from '../../../shared/messaging/placeholders.ts';
import { useDeck } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import classes from './drafts.module.css';

export function InsertNames({ onInsert }: { onInsert: (text: string) => void }) {
  const words = useWords().drafts;
  const columns = useDeck((state) => state.compose.draft.columns);
  if (columns.length === 0) return null;
  return (
    <fieldset className={classes.names} aria-label={words.insert} title={words.insertHint}>
      <span aria-hidden>{words.insert}</span>
      {columns.map((name) => (
        <UnstyledButton
          key={placeholderKey(name)}
          className={classes.name}
          aria-label={words.insertName(name)}
          /* Keeps the cursor of the field that is being edited. */
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onInsert(`{${name}}`)}
        >
          {`{${name}}`}
        </UnstyledButton>
      ))}
    </fieldset>
  );
}
