/** The names that people have values for: put into the text where the cursor was. */
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
          /* So that a field that is being typed in keeps its cursor. */
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onInsert(`{${name}}`)}
        >
          {`{${name}}`}
        </UnstyledButton>
      ))}
    </fieldset>
  );
}
