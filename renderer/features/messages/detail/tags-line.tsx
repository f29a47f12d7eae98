/** A message's tags, each with a button that removes it, and a button that adds one. */
import { CloseButton, UnstyledButton } from '@mantine/core';
import { IconNote, IconTag } from '@tabler/icons-react';
import { useState } from 'react';
import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import { useActions } from '../../../lib/deck.tsx';
import { useWords } from '../../../lib/language.tsx';
import { showResult } from '../../../lib/ui/show-result.ts';
import { useScreenAction } from '../../../lib/use-action.ts';
import { tagMessage } from '../actions.ts';
import { TagPopover } from '../tag-popover.tsx';
import classes from './detail.module.css';

export function TagsLine({ message, onNote }: { message: MessageDetail; onNote: (() => void) | null }) {
  const words = useWords().messages;
  const { messages } = useActions();
  const [opened, setOpened] = useState(false);
  useScreenAction(tagMessage, () => setOpened(true));
  return (
    <div className={classes.tagsLine}>
      {message.tags.length > 0 && (
        <ul className={classes.tags} aria-label={words.tags.label}>
          {message.tags.map((tag) => (
            <li key={tag} className={classes.tag}>
              <span className="cut" dir="auto" title={tag}>
                {tag}
              </span>
              <CloseButton
                size={20}
                iconSize={10}
                aria-label={words.tags.remove(tag)}
                onClick={async () => showResult(await messages.tag([message.id], [], [tag]))}
              />
            </li>
          ))}
        </ul>
      )}
      <TagPopover ids={[message.id]} tagsOf={[message.tags]} opened={opened} onClose={() => setOpened(false)}>
        <UnstyledButton
          className={classes.adder ?? ''}
          aria-label={words.tags.addLong}
          aria-haspopup="dialog"
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          <IconTag size={14} stroke={1.6} aria-hidden />
          {words.tags.add}
        </UnstyledButton>
      </TagPopover>
      {onNote && (
        <UnstyledButton className={classes.adder ?? ''} aria-label={words.note.add} onClick={onNote}>
          <IconNote size={14} stroke={1.6} aria-hidden />
          {words.note.label}
        </UnstyledButton>
      )}
    </div>
  );
}
