import { ActionIcon } from '@mantine/core';
import { IconBookmarkPlus } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useActions, useDeck } from '../../../lib/deck.tsx';
import { useWords } from '../../../lib/language.tsx';
import { later } from '../../../lib/ui/later.tsx';
import { viewOfSaved } from '../view.ts';
import { sameView } from '../view-address.ts';

const ViewNameDialog = later(async () => (await import('./view-name-dialog.tsx')).ViewNameDialog);

/** Saves the current filter under a name; hidden if it is already saved, or not understood. */
export function SaveViewButton() {
  const words = useWords().messages.views;
  const { messages } = useActions();
  const view = useDeck((state) => state.messages.view);
  const saved = useDeck((state) => state.messages.saved);
  const [asking, setAsking] = useState(false);
  if (saved === null || view.unread.length > 0) return null;
  if (saved.some((one) => sameView(viewOfSaved(one.filter), view))) return null;
  return (
    <>
      <ActionIcon size={24} aria-label={words.save} title={words.save} onClick={() => setAsking(true)}>
        <IconBookmarkPlus size={16} stroke={1.6} />
      </ActionIcon>
      {asking && (
        <Suspense fallback={null}>
          <ViewNameDialog
            title={words.saveTitle}
            text={words.saveText}
            name={view.search.trim()}
            onSave={messages.saveView}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </>
  );
}
