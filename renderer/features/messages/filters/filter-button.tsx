import { Button } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useWords } from '../../../lib/language.tsx';
import { useScreenAction } from '../../../lib/use-action.ts';
import { filterMessages } from '../actions.ts';
import type { Field } from '../view-fields.ts';
import { FieldPopover } from './field-popover.tsx';
import classes from './filters.module.css';

/** Asks for a filter, then for its value; the key F does the same. */
export function FilterButton() {
  const words = useWords().messages.filters;
  const [field, setField] = useState<Field | 'which' | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  useScreenAction(filterMessages, () => {
    /* Restores the previous focus; if no control had it, focuses the button. */
    if (document.activeElement?.matches('body, main')) button.current?.focus();
    setField('which');
  });
  return (
    <FieldPopover
      field={field === 'which' ? null : field}
      opened={field !== null}
      onField={setField}
      onClose={() => setField(null)}
    >
      <Button
        ref={button}
        variant="subtle"
        className={classes.button ?? ''}
        leftSection={<IconFilter size={14} stroke={1.6} />}
        aria-label={words.button}
        aria-haspopup="dialog"
        aria-expanded={field !== null}
        onClick={() => setField(field === null ? 'which' : null)}
      >
        <span className={classes.buttonWord}>{words.button}</span>
      </Button>
    </FieldPopover>
  );
}
