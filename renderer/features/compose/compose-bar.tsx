import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { Grow, PaneBar, PaneTitle } from '../../lib/ui/pane.tsx';
import classes from './compose.module.css';
import { isBlank } from './draft.ts';
import { DraftsMenu } from './drafts-menu.tsx';
import { TemplatesMenu } from './templates-menu.tsx';

/** Shows whether the draft on the screen is saved, once something was written. */
function Kept() {
  const words = useWords().drafts;
  const state = useDeck(({ compose }) => compose.keeping.state);
  if (state === 'failed') return null;
  return <span className={classes.kept}>{state === 'kept' ? words.kept : words.keeping}</span>;
}

export function ComposeBar() {
  const words = useWords().compose;
  const { compose, frame } = useActions();
  const blank = useDeck((state) => isBlank(state.compose.draft));
  return (
    <PaneBar>
      <PaneTitle>{words.title}</PaneTitle>
      {!blank && <Kept />}
      <Grow />
      <DraftsMenu />
      <TemplatesMenu />
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
