/** The enabled actions as listed by the palette: by group, with their icons and keys. */
import { IconKeyboard } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { type Action, type ActionDeck, actionOf, pressedName } from '../../lib/action.ts';
import { useDeck } from '../../lib/deck.tsx';
import { useActionDeck } from '../../lib/use-action.ts';
import { actions, storedActions } from '../actions.ts';

export type Command = {
  readonly id: string;
  readonly label: string;
  readonly icon: ReactNode;
  readonly run: () => void;
  /** A detail shown beside its name. */
  readonly about?: string;
  /** Alternative keys, in the format of Keys: "mod+N". */
  readonly keys?: string;
};
export type CommandGroup = { readonly name: string; readonly commands: readonly Command[] };

const groups = ['here', 'do', 'go', 'tabs', 'written', 'accounts', 'set'] as const;

function commandOf(action: Action, deck: ActionDeck): Command {
  const { icon: Icon = IconKeyboard, keys } = action;
  const [first] = keys;
  return {
    id: action.id.replaceAll('.', '-'),
    label: action.label(deck.language.words),
    icon: <Icon size={16} stroke={1.6} />,
    run: () => action.run(deck, null),
    ...(action.about !== undefined && { about: action.about }),
    ...(first !== undefined && { keys: first }),
  };
}

/**
 * If two enabled actions have the same key, such as resending one message or the selected ones, the one that
 * the key runs.
 */
function isFirst(action: Action, deck: ActionDeck): boolean {
  const [keys] = action.keys;
  if (keys === undefined || action.keysIn === 'focus') return true;
  return actionOf(actions, deck, pressedName(keys), false) === action;
}

/** Returns the current commands in groups; no group is empty. */
export function useCommands(): readonly CommandGroup[] {
  const deck = useActionDeck();
  // Whether an action is enabled may depend on anything; the palette is open only for seconds.
  useDeck((state) => state);
  const { palette, frame } = deck.language.words;
  const enabled = [...actions, ...storedActions(deck)].filter(
    (action) => action.isEnabled(deck) && isFirst(action, deck),
  );
  return groups
    .map((group) => ({
      name: group === 'accounts' ? frame.switchAccount : palette[group],
      commands: enabled.filter((action) => action.palette === group).map((action) => commandOf(action, deck)),
    }))
    .filter(({ commands }) => commands.length > 0);
}
