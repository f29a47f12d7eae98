/** The user's own labels of a message: tags and a note. */
import { UnstyledButton } from '@mantine/core';
import { IconNote } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import { useWords } from '../../../lib/language.tsx';
import { later } from '../../../lib/ui/later.tsx';
import { useScreenAction } from '../../../lib/use-action.ts';
import { noteMessage } from '../actions.ts';
import classes from './detail.module.css';
import { TagsLine } from './tags-line.tsx';

const NoteEditor = later(async () => (await import('./note-editor.tsx')).NoteEditor);

export function OwnWords({ message }: { message: MessageDetail }) {
  const words = useWords().messages.note;
  const [writing, setWriting] = useState(false);
  const write = () => setWriting(true);
  useScreenAction(noteMessage, write);
  return (
    <div className={classes.own}>
      <TagsLine message={message} onNote={message.note === null && !writing ? write : null} />
      {writing && (
        <Suspense fallback={null}>
          <NoteEditor key={message.id} id={message.id} note={message.note} onDone={() => setWriting(false)} />
        </Suspense>
      )}
      {!writing && message.note !== null && (
        <UnstyledButton className={classes.note ?? ''} aria-label={words.edit} onClick={write}>
          <IconNote size={14} stroke={1.6} aria-hidden />
          <span className={classes.noteText} dir="auto">
            {message.note}
          </span>
        </UnstyledButton>
      )}
    </div>
  );
}
