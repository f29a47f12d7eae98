/** A saved view beside the tabs; the current one can be changed, renamed and deleted. */
import { ActionIcon, Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconDeviceFloppy, IconPencil, IconTrash } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import type { SavedView } from '../../../../shared/contract/messages.ts';
import { useActions, useDeck } from '../../../lib/deck.tsx';
import { useWords } from '../../../lib/language.tsx';
import { later } from '../../../lib/ui/later.tsx';
import { showResult } from '../../../lib/ui/show-result.ts';
import classes from '../../../lib/ui/tabs.module.css';
import { viewOfSaved } from '../view.ts';
import { sameView } from '../view-address.ts';

const ViewNameDialog = later(async () => (await import('./view-name-dialog.tsx')).ViewNameDialog);

/** A view that this version cannot read can only be deleted. */
function ViewMenu({ saved, differs }: { saved: SavedView; differs: boolean }) {
  const words = useWords().messages.views;
  const { messages } = useActions();
  const { filter } = saved;
  const known = filter === null ? null : { ...saved, filter };
  const isUnderstood = useDeck((state) => state.messages.view.unread.length === 0);
  const [renaming, setRenaming] = useState(false);
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon size={24} aria-label={words.actions(saved.name)}>
            <IconChevronDown size={14} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {known && differs && isUnderstood && (
            <Menu.Item
              leftSection={<IconDeviceFloppy size={14} stroke={1.6} />}
              onClick={async () => showResult(await messages.changeView(known))}
            >
              {words.update}
            </Menu.Item>
          )}
          {known && (
            <Menu.Item leftSection={<IconPencil size={14} stroke={1.6} />} onClick={() => setRenaming(true)}>
              {words.rename}
            </Menu.Item>
          )}
          <Menu.Item
            color="bad"
            leftSection={<IconTrash size={14} stroke={1.6} />}
            onClick={async () => showResult(await messages.removeView(saved))}
          >
            {words.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {known && renaming && (
        <Suspense fallback={null}>
          <ViewNameDialog
            title={words.renameTitle}
            name={saved.name}
            onSave={(name) => messages.changeSaved(known, { name })}
            onClose={() => setRenaming(false)}
          />
        </Suspense>
      )}
    </>
  );
}

export function SavedViewTab({ saved }: { saved: SavedView }) {
  const { messages } = useActions();
  const shown = useDeck((state) => state.messages.savedId === saved.id);
  const same = useDeck((state) => sameView(viewOfSaved(saved.filter), state.messages.view));
  return (
    <span className={classes.saved}>
      <UnstyledButton
        className={classes.tab ?? ''}
        aria-pressed={same}
        title={saved.name}
        onClick={() => messages.showSaved(saved)}
      >
        <span className={`${classes.savedName} cut`}>{saved.name}</span>
      </UnstyledButton>
      {(shown || same) && <ViewMenu saved={saved} differs={!same} />}
    </span>
  );
}
