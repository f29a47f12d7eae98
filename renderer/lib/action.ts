/**
 * Everything that a person can do is an action. The palette, the keys, the sheet of shortcuts, menus, buttons and the
 * test of the guide's keyboard page read these objects. Each feature declares its own in `actions.ts`.
 */
import type { ComponentType } from 'react';
import type { Deck } from './deck.tsx';
import type { Language } from './language.tsx';
import type { Words } from './words/words.ts';

type ActionIcon = ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;

/** What an action reads and changes. */
export type ActionDeck = Deck & { readonly language: Language };

export type Action = {
  readonly id: string;
  readonly label: (words: Words) => string;
  readonly icon?: ActionIcon;
  /** What the palette shows beside the label. */
  readonly about?: string;
  /** In the format of `Keys`: "mod+N", "shift+up". */
  readonly keys: readonly string[];
  /** 'focus': the focused element or the browser handles the keys; missing: they work everywhere. */
  readonly keysIn?: 'focus';
  /** Whether the keys work while the user types; default: those with Ctrl, ⌘ or Alt, and Escape. */
  readonly whileTyping?: boolean;
  /** Its section of the shortcuts sheet, if it has keys. */
  readonly sheet?: 'everywhere' | 'lists' | 'message' | 'answers' | 'reports' | 'compose';
  /** Its group in the palette; missing: the palette does not offer it. */
  readonly palette?: 'here' | 'do' | 'go' | 'tabs' | 'written' | 'accounts' | 'set';
  readonly isEnabled: (deck: ActionDeck) => boolean;
  /** Runs the action. @param event the pressed key; null if chosen from the palette, a menu or a button */
  readonly run: (deck: ActionDeck, event: KeyboardEvent | null) => void;
};

/** An action that a component on the screen runs: it is enabled while the component provides it (useScreenAction). */
export function screenAction(given: Omit<Action, 'isEnabled' | 'run'>): Action {
  return {
    ...given,
    isEnabled: ({ onScreen }) => onScreen.runOf(given.id) !== undefined,
    run: ({ onScreen }, event) => onScreen.runOf(given.id)?.(event),
  };
}

const names: Readonly<Record<string, string>> = {
  up: 'arrowup',
  down: 'arrowdown',
  esc: 'escape',
  space: ' ',
  plus: '+',
  minus: '-',
};

/**
 * Converts keys in an action's format to the name that `keyName` gives pressed keys: "mod+N" becomes "mod+n".
 */
export function pressedName(keys: string): string {
  return keys
    .toLowerCase()
    .split('+')
    .map((part) => names[part] ?? part)
    .join('+');
}

function worksWhileTyping({ whileTyping }: Action, name: string): boolean {
  return whileTyping ?? (name === 'escape' || name.startsWith('mod+') || name.startsWith('alt+'));
}

/**
 * Finds the action of a pressed key. @param name the result of keyName
 * @returns the first enabled action with this key
 */
export function actionOf(
  actions: readonly Action[],
  deck: ActionDeck,
  name: string,
  typing: boolean,
): Action | undefined {
  return actions.find(
    (action) =>
      action.keysIn !== 'focus' &&
      action.keys.some((keys) => pressedName(keys) === name) &&
      (!typing || worksWhileTyping(action, name)) &&
      action.isEnabled(deck),
  );
}
