/** Actions on the list of messages, on selected messages, and on one message. */
import {
  IconBookmark,
  IconCopy,
  IconDownload,
  IconFilter,
  IconListCheck,
  IconNote,
  IconPencil,
  IconSend,
  IconTag,
  IconWebhook,
  IconX,
} from '@tabler/icons-react';
import { type Action, type ActionDeck, screenAction } from '../../lib/action.ts';
import { hasAccount } from '../../lib/console-slice.ts';
import { tabs } from './row-order.ts';

const toList = ({ actions }: ActionDeck) => actions.frame.go({ screen: 'messages', id: null });

export const goToMessages: Action = {
  id: 'messages.go',
  label: (words) => words.frame.messages,
  icon: IconSend,
  keys: ['mod+1'],
  sheet: 'everywhere',
  palette: 'go',
  isEnabled: () => true,
  run: toList,
};

const exportList: Action = {
  id: 'messages.export',
  label: (words) => words.palette.export,
  icon: IconDownload,
  keys: [],
  palette: 'do',
  isEnabled: ({ store }) => hasAccount(store.getState()),
  run: ({ actions }) => actions.frame.showExport(true),
};

export const walkMessages = screenAction({
  id: 'messages.walk',
  label: (words) => words.shortcuts.items.walk,
  keys: ['up', 'down'],
  sheet: 'lists',
});

const endsOfList = screenAction({
  id: 'messages.ends',
  label: (words) => words.shortcuts.items.ends,
  keys: ['Home', 'End'],
  keysIn: 'focus',
  sheet: 'lists',
});

export const filterMessages = screenAction({
  id: 'messages.filter',
  label: (words) => words.messages.shortcuts.filter,
  icon: IconFilter,
  keys: ['F'],
  sheet: 'lists',
  palette: 'here',
});

const chooseMessage = screenAction({
  id: 'messages.choose',
  label: (words) => words.messages.shortcuts.choose,
  keys: ['Space'],
  keysIn: 'focus',
  sheet: 'lists',
});

export const chooseRange = screenAction({
  id: 'messages.choose-range',
  label: (words) => words.messages.shortcuts.range,
  keys: ['shift+up', 'shift+down'],
  sheet: 'lists',
});

const chooseAll: Action = {
  id: 'messages.choose-all',
  label: (words) => words.messages.shortcuts.all,
  icon: IconListCheck,
  keys: ['mod+A'],
  keysIn: 'focus',
  sheet: 'lists',
  palette: 'here',
  isEnabled: ({ store }) =>
    store.getState().frame.route.screen === 'messages' && store.getState().messages.ids.length > 0,
  run: ({ actions }) => void actions.messages.chooseAll(),
};

export const tagChosen = screenAction({
  id: 'messages.tag-chosen',
  label: (words) => words.messages.chosen.tag,
  icon: IconTag,
  keys: ['T'],
  sheet: 'lists',
  palette: 'here',
});

export const exportChosen = screenAction({
  id: 'messages.export-chosen',
  label: (words) => words.messages.chosen.export,
  icon: IconDownload,
  keys: ['D'],
  sheet: 'lists',
  palette: 'here',
});

export const cancelChosen = screenAction({
  id: 'messages.cancel-chosen',
  label: (words) => words.messages.chosen.cancel,
  icon: IconX,
  keys: ['X'],
  sheet: 'lists',
  palette: 'here',
});

export const resendChosen = screenAction({
  id: 'messages.resend-chosen',
  label: (words) => words.messages.chosen.resend,
  icon: IconSend,
  keys: ['R'],
  sheet: 'lists',
  palette: 'here',
});

export const chooseNone = screenAction({
  id: 'messages.choose-none',
  label: (words) => words.messages.chosen.clear,
  keys: ['esc'],
  sheet: 'lists',
});

export const resendMessage = screenAction({
  id: 'message.resend',
  label: (words) => words.messages.detail.sendAgain,
  icon: IconSend,
  keys: ['R'],
  sheet: 'message',
  palette: 'here',
});

export const editAsNew = screenAction({
  id: 'message.edit-as-new',
  label: (words) => words.messages.detail.editAsNew,
  icon: IconPencil,
  keys: ['E'],
  sheet: 'message',
  palette: 'here',
});

export const showReports = screenAction({
  id: 'message.reports',
  label: (words) => words.shortcuts.items.raw,
  icon: IconWebhook,
  keys: ['B'],
  sheet: 'message',
  palette: 'here',
});

export const copyMessageId = screenAction({
  id: 'message.copy-id',
  label: (words) => words.shortcuts.items.copyId,
  icon: IconCopy,
  keys: ['C'],
  sheet: 'message',
  palette: 'here',
});

export const tagMessage = screenAction({
  id: 'message.tag',
  label: (words) => words.messages.shortcuts.tag,
  icon: IconTag,
  keys: ['T'],
  sheet: 'message',
  palette: 'here',
});

export const noteMessage = screenAction({
  id: 'message.note',
  label: (words) => words.messages.shortcuts.note,
  icon: IconNote,
  keys: ['M'],
  sheet: 'message',
  palette: 'here',
});

export const leaveMessage = screenAction({
  id: 'message.leave',
  label: (words) => words.shortcuts.items.leave,
  keys: ['esc'],
  sheet: 'message',
});

/** If a key has two meanings, the selected messages come before the shown one. */
export const actionsForMessages: readonly Action[] = [
  goToMessages,
  exportList,
  walkMessages,
  endsOfList,
  filterMessages,
  chooseMessage,
  chooseRange,
  chooseAll,
  tagChosen,
  exportChosen,
  cancelChosen,
  resendChosen,
  chooseNone,
  resendMessage,
  editAsNew,
  showReports,
  copyMessageId,
  tagMessage,
  noteMessage,
  leaveMessage,
];

/** The tabs of the list, and the saved views. */
export function actionsForViews({ store }: ActionDeck): readonly Action[] {
  const shown = { keys: [], palette: 'tabs', isEnabled: () => true } as const;
  return [
    ...tabs.map(
      (tab): Action => ({
        ...shown,
        id: `messages.tab.${tab}`,
        label: (words) => `${words.frame.messages}: ${words.messages.tabs[tab]}`,
        icon: IconSend,
        run(deck) {
          deck.actions.messages.setTab(tab);
          toList(deck);
        },
      }),
    ),
    ...(store.getState().messages.saved ?? []).map(
      (view): Action => ({
        ...shown,
        id: `messages.view.${view.id}`,
        label: () => view.name,
        icon: IconBookmark,
        run(deck) {
          deck.actions.messages.showSaved(view);
          toList(deck);
        },
      }),
    ),
  ];
}
