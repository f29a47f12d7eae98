/** The actions that can be run now, as the palette lists them: by group, with their icons and keys. */
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
  /** What is shown of it beside its name. */
  readonly about?: string;
  /** Keys that do the same, as Keys writes them: "mod+N". */
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

/** Of two enabled actions with the same key, such as sending one message or the chosen ones again, the key's own. */
function isFirst(action: Action, deck: ActionDeck): boolean {
  const [keys] = action.keys;
  if (keys === undefined || action.keysIn === 'focus') return true;
  return actionOf(actions, deck, pressedName(keys), false) === action;
}

/** @returns the commands that there are now, in groups; none is empty */
export function useCommands(): readonly CommandGroup[] {
  const deck = useActionDeck();
  // Whether an action is enabled may depend on anything; the palette is open for seconds only.
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
