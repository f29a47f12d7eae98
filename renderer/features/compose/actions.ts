/** Actions for writing a message: starting one, its steps, sending, drafts and templates. */
import {
  IconFileText,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlus,
  IconSend,
  IconTemplate,
} from '@tabler/icons-react';
import type { ProblemView } from '../../../shared/contract/common.ts';
import type { DraftChain } from '../../../shared/messaging/compose.ts';
import { type Action, type ActionDeck, screenAction } from '../../lib/action.ts';
import { hasAccount, isPaused } from '../../lib/console-slice.ts';
import { showResult } from '../../lib/ui/show-result.ts';

/** In a browser Ctrl+N belongs to the browser, so N alone works, too. */
export const newMessage: Action = {
  id: 'compose.new',
  label: (words) => words.frame.newMessage,
  icon: IconPlus,
  keys: ['mod+N', 'N'],
  sheet: 'everywhere',
  palette: 'do',
  isEnabled: ({ store }) => hasAccount(store.getState()),
  run: ({ actions }) => actions.frame.go({ screen: 'compose' }),
};

export const sendMessage = screenAction({
  id: 'compose.send',
  label: (words) => words.shortcuts.items.send,
  icon: IconSend,
  keys: ['mod+enter'],
  sheet: 'compose',
  palette: 'here',
});

export const addStep = screenAction({
  id: 'compose.add-step',
  label: (words) => words.shortcuts.items.add,
  icon: IconPlus,
  keys: ['mod+shift+A'],
  sheet: 'compose',
  palette: 'here',
});

const isComposing = ({ store }: ActionDeck) => store.getState().frame.route.screen === 'compose';

export const moveStep: Action = {
  id: 'compose.move-step',
  label: (words) => words.shortcuts.items.reorder,
  keys: ['alt+up', 'alt+down'],
  sheet: 'compose',
  isEnabled: isComposing,
  run({ store, actions }, event) {
    if (event)
      actions.compose.move(store.getState().compose.draft.selected, event.key === 'ArrowUp' ? -1 : 1);
  },
};

const leaveCompose: Action = {
  id: 'compose.leave',
  label: (words) => words.shortcuts.items.leave,
  keys: ['esc'],
  sheet: 'compose',
  isEnabled: isComposing,
  run: ({ actions }) => actions.frame.go({ screen: 'messages', id: null }),
};

const pauseSending: Action = {
  id: 'sending.pause',
  label: (words) => words.frame.pause,
  icon: IconPlayerPause,
  keys: [],
  palette: 'do',
  isEnabled: ({ store }) => hasAccount(store.getState()) && !isPaused(store.getState()),
  run: ({ actions }) => void actions.console.pause(),
};

const resumeSending: Action = {
  id: 'sending.resume',
  label: (words) => words.frame.resume,
  icon: IconPlayerPlay,
  keys: [],
  palette: 'do',
  isEnabled: ({ store }) => hasAccount(store.getState()) && isPaused(store.getState()),
  run: ({ actions }) => void actions.console.resume(),
};

export const actionsForCompose: readonly Action[] = [
  newMessage,
  pauseSending,
  resumeSending,
  sendMessage,
  moveStep,
  addStep,
  leaveCompose,
];

const mostDrafts = 5;

/** The newest drafts, and all templates. */
export function actionsForDrafts({ store, language }: ActionDeck): readonly Action[] {
  const { words, format } = language;
  const { drafts, templates } = store.getState().compose;
  const open = async ({ actions }: ActionDeck, begun: Promise<ProblemView | null>) => {
    const problem = await begun;
    if (problem === null) actions.frame.go({ screen: 'compose' });
    else showResult({ ok: false, problem });
  };
  const written = { keys: [], palette: 'written', isEnabled: () => true } as const;
  return [
    ...(drafts ?? [])
      .filter((draft) => draft.preview !== '')
      .slice(0, mostDrafts)
      .map(
        (draft): Action => ({
          ...written,
          id: `compose.draft.${draft.id}`,
          label: () => words.drafts.openDraft(draft.preview),
          about: `${words.drafts.toPeople(draft.people)} · ${format.moment(draft.updatedAt, Date.now())}`,
          icon: IconFileText,
          run: (deck) => void open(deck, deck.actions.compose.openDraft(draft.id)),
        }),
      ),
    ...(templates ?? []).map(
      (template): Action => ({
        ...written,
        id: `compose.template.${template.id}`,
        label: () => words.drafts.useTemplate(template.name),
        icon: IconTemplate,
        run: (deck) => void open(deck, deck.actions.compose.templates.use(template.chain as DraftChain)),
      }),
    ),
  ];
}
