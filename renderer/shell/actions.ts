/** Every action of the window: those of the features, and the shell's own. */
import { notifications } from '@mantine/notifications';
import { IconArrowBackUp, IconKeyboard, IconSearch } from '@tabler/icons-react';
import { actionsForAccounts, actionsForSwitching } from '../features/accounts/actions.ts';
import { actionsForBackups } from '../features/backups/actions.ts';
import { actionsForCompose, actionsForDrafts } from '../features/compose/actions.ts';
import { actionsForInbound } from '../features/inbound/actions.ts';
import { actionsForMessages, actionsForViews } from '../features/messages/actions.ts';
import { actionsForReports } from '../features/reports/actions.ts';
import { actionsForRuns } from '../features/runs/actions.ts';
import { actionsForSandbox } from '../features/sandbox/actions.ts';
import { actionsForSettings, actionsThatSet } from '../features/settings/actions.ts';
import type { Action, ActionDeck } from '../lib/action.ts';
import { hasAccount } from '../lib/console-slice.ts';
import { actionsForPeople } from '../lib/person-actions.ts';
import { showResult } from '../lib/ui/show-result.ts';

const openPalette: Action = {
  id: 'palette.open',
  label: (words) => words.shortcuts.items.palette,
  keys: ['mod+K'],
  sheet: 'everywhere',
  isEnabled: () => true,
  run: ({ actions }) => actions.frame.showPalette(true),
};

/** Focuses the screen's search field, if it has one. */
function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>('input[data-search]');
  field?.focus();
  field?.select();
}

const search: Action = {
  id: 'search',
  label: (words) => words.palette.search,
  icon: IconSearch,
  keys: ['/'],
  sheet: 'everywhere',
  palette: 'do',
  isEnabled: ({ store }) => hasAccount(store.getState()),
  run({ actions }) {
    if (!document.querySelector('input[data-search]')) actions.frame.go({ screen: 'messages', id: null });
    requestAnimationFrame(focusSearch);
  },
};

const showShortcuts: Action = {
  id: 'shortcuts.show',
  label: (words) => words.palette.shortcuts,
  icon: IconKeyboard,
  keys: ['?'],
  sheet: 'everywhere',
  palette: 'do',
  isEnabled: () => true,
  run: ({ actions }) => actions.frame.showShortcuts(true),
};

/** The browser or the desktop window handles these; the shortcuts sheet lists the keys. */
const zoom: Action = {
  id: 'zoom',
  label: (words) => words.shortcuts.items.zoom,
  keys: ['mod+plus', 'mod+minus', 'mod+0'],
  keysIn: 'focus',
  sheet: 'everywhere',
  isEnabled: () => false,
  run: () => undefined,
};

/** The notice that offers the undo, see undo-teller.tsx. */
export const undoNoticeId = 'undo';

export const undoLast: Action = {
  id: 'undo',
  label: (words) => words.messages.shortcuts.undo,
  icon: IconArrowBackUp,
  keys: ['mod+Z'],
  whileTyping: false,
  sheet: 'message',
  palette: 'do',
  isEnabled: ({ store }) => store.getState().undo.offer !== null,
  async run({ actions, language }) {
    notifications.hide(undoNoticeId);
    const answer = await actions.undo.undo();
    if (answer !== null) showResult(answer, language.words.messages.undo.undone);
  },
};

/** In the order of the palette and the shortcuts sheet; the first enabled action with a key gets it. */
export const actions: readonly Action[] = [
  openPalette,
  ...actionsForCompose,
  search,
  ...actionsForMessages,
  ...actionsForInbound,
  ...actionsForPeople,
  ...actionsForReports,
  ...actionsForRuns,
  ...actionsForSandbox,
  ...actionsForSettings,
  ...actionsForBackups,
  ...actionsForAccounts,
  undoLast,
  showShortcuts,
  zoom,
];

/** Actions that depend on stored data: views, drafts, accounts, settings. The palette lists them. */
export const storedActions = (deck: ActionDeck): readonly Action[] => [
  ...actionsForViews(deck),
  ...actionsForDrafts(deck),
  ...actionsForSwitching(deck),
  ...actionsThatSet(deck),
];
