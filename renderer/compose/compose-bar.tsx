import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useActions, useDeck } from '../app/deck.tsx';
import { useWords } from '../app/language.tsx';
import { Grow, PaneBar, PaneTitle } from '../ui/pane.tsx';
import classes from './compose.module.css';
import { isBlank } from './draft.ts';

export function ComposeBar() {
  const words = useWords().compose;
  const { compose, frame } = useActions();
  const blank = useDeck((state) => isBlank(state.compose.draft));
  return (
    <PaneBar>
      <PaneTitle>{words.title}</PaneTitle>
      {!blank && <span className={classes.kept}>{words.draftKept}</span>}
      <Grow />
      {!blank && (
        <Button variant="subtle" onClick={compose.discard}>
          {words.discard}
        </Button>
      )}
      <ActionIcon aria-label={words.close} onClick={() => frame.go({ screen: 'messages', id: null })}>
        <IconX size={16} stroke={1.6} />
      </ActionIcon>
    </PaneBar>
  );
}
