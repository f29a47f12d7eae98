import { Button, Textarea } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useActions } from '../../../lib/deck.tsx';
import { useWords } from '../../../lib/language.tsx';
import { showResult } from '../../../lib/ui/show-result.ts';
import classes from './detail.module.css';

type NoteEditorProps = { id: string; note: string | null; onDone: () => void };

/**
 * Edits the note. The text is also saved by Escape, and when another message is opened; only its button
 * discards it.
 */
export function NoteEditor({ id, note, onDone }: NoteEditorProps) {
  const words = useWords();
  const texts = words.messages.note;
  const { messages } = useActions();
  const [typed, setTyped] = useState(note ?? '');
  const pending = useRef<(() => void) | null>(null);

  async function save() {
    pending.current = null;
    const wanted = typed.trim() === '' ? null : typed.trim();
    if (wanted === (note ?? null)) {
      onDone();
      return;
    }
    if (showResult(await messages.note(id, wanted))) onDone();
  }

  useEffect(() => () => pending.current?.(), []);
  function change(text: string) {
    setTyped(text);
    pending.current = () => {
      const wanted = text.trim() === '' ? null : text.trim();
      if (wanted !== note) void messages.note(id, wanted);
    };
  }

  function press(event: KeyboardEvent) {
    if (event.key === 'Escape') {
      // Otherwise the page's own Escape would close the message.
      event.preventDefault();
      void save();
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void save();
    }
  }

  return (
    <div className={classes.noteEditor}>
      <Textarea
        autoFocus
        attributes={{ input: { dir: 'auto' } }}
        aria-label={texts.label}
        placeholder={texts.placeholder}
        maxLength={10_000}
        rows={3}
        resize="vertical"
        value={typed}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={press}
      />
      <div className={classes.noteActions}>
        <Button variant="default" size="compact-sm" onClick={() => void save()}>
          {texts.save}
        </Button>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            pending.current = null;
            onDone();
          }}
        >
          {words.common.cancel}
        </Button>
      </div>
    </div>
  );
}
