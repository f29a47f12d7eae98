import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Action, type ActionDeck, actionOf, pressedName } from '../../../renderer/lib/action.ts';
import { keyName } from '../../../renderer/lib/keys.ts';
import { createOnScreen } from '../../../renderer/lib/on-screen.ts';
import { en } from '../../../renderer/lib/words/en.ts';
import { actions } from '../../../renderer/shell/actions.ts';
import { readSources, walk } from '../../helpers/source-tree.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const withKeys = actions.filter(({ keys }) => keys.length > 0);

/** The heading of each part of the sheet in docs/guide/keyboard.md. */
const headings = {
  everywhere: 'everywhere',
  lists: 'in a list',
  message: 'in a message',
  answers: 'in an answer',
  reports: 'in a delivery report',
  compose: 'in a new message',
} as const;

const written: Readonly<Record<string, string>> = {
  mod: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  enter: 'Enter',
  up: '↑',
  down: '↓',
  esc: 'Esc',
  plus: 'Plus',
  minus: 'Minus',
};

/** Keys as the guide writes them: "mod+N" is "Ctrl+N". */
const asInGuide = (keys: string) =>
  keys
    .split('+')
    .map((part) => written[part] ?? part)
    .join('+');

/** The keys of each table of the guide's page, by its heading. */
function keysInGuide(): Map<string, string[]> {
  const page = readFileSync(join(root, 'docs', 'guide', 'keyboard.md'), 'utf8');
  const tables = page.split(/\n\n/).filter((part) => part.startsWith('| '));
  return new Map(
    tables.map((table) => {
      const cells = table.split('\n').map((line) => line.split('|')[1]?.trim() ?? '');
      const [heading = '', , ...rows] = cells;
      // A comma separates keys, and is one: "Ctrl+,".
      return [heading, rows.flatMap((cell) => cell.split(/, (?=\S)/)).toSorted()];
    }),
  );
}

describe('the keyboard shortcuts', () => {
  test('every action with keys is in a part of the sheet, with a label', () => {
    expect(withKeys.length).toBeGreaterThan(25);
    for (const { id, sheet, label } of withKeys) {
      expect(sheet, id).toBeDefined();
      expect(label(en), id).not.toBe('');
    }
  });

  test.each(Object.entries(headings))(
    'the guide lists the keys of the part %s, and no other',
    (part, heading) => {
      const keys = withKeys
        .filter(({ sheet }) => sheet === part)
        .flatMap((action) => action.keys.map(asInGuide));
      expect(keysInGuide().get(heading)).toEqual([...new Set(keys)].toSorted());
    },
  );

  test('no two actions have the same id', () => {
    const ids = actions.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test('only one place of the window acts on keys, and nothing presses them', () => {
    // These act on no key: one notes whether Escape closed an editor, one keeps repeats of a held key away.
    const actOnNone = ['renderer/lib/ui/leaving.tsx', 'renderer/shell/held-keys.ts'];
    const found: string[] = [];
    for (const { path, tree } of readSources(root, 'renderer')) {
      walk(tree, (node) => {
        const text = node.type === 'Literal' && 'value' in node ? node.value : null;
        if (text === 'keydown') found.push(path);
        if (node.type === 'NewExpression' && JSON.stringify(node).includes('"KeyboardEvent"'))
          found.push(path);
      });
    }
    expect([...new Set(found)]).toEqual(['renderer/lib/keys.ts', ...actOnNone]);
  });

  test('no action takes the keys that make everything larger and smaller', () => {
    const taken = withKeys.filter(({ id }) => id !== 'zoom').flatMap(({ keys }) => keys.map(pressedName));
    for (const zoom of ['mod++', 'mod+=', 'mod+-', 'mod+_', 'mod+0']) expect(taken).not.toContain(zoom);
  });

  test('a key is called what it means, whatever the layout', () => {
    const press = (init: Partial<KeyboardEvent>) =>
      keyName({
        key: '',
        ctrlKey: false,
        metaKey: false,
        altKey: false,
        shiftKey: false,
        ...init,
      } as KeyboardEvent);
    expect(press({ key: 'K', ctrlKey: true })).toBe('mod+k');
    expect(press({ key: '?', shiftKey: true })).toBe('?');
    expect(press({ key: 'A', metaKey: true, shiftKey: true })).toBe('mod+shift+a');
    expect(press({ key: 'ArrowUp', altKey: true })).toBe('alt+arrowup');
  });
});

describe('the action of a pressed key', () => {
  /** A window that shows nothing but what the test provides. */
  const onScreen = createOnScreen();
  const deck = { onScreen } as ActionDeck;
  const provided: Action = {
    id: 'first',
    label: () => 'First',
    keys: ['R'],
    isEnabled: () => onScreen.runOf('first') !== undefined,
    run: () => undefined,
  };
  const always: Action = { ...provided, id: 'second', keys: ['R', 'mod+R'], isEnabled: () => true };
  const both = [provided, always];

  test('is the first enabled one', () => {
    expect(actionOf(both, deck, 'r', false)?.id).toBe('second');
    const end = onScreen.provide('first', () => undefined);
    expect(actionOf(both, deck, 'r', false)?.id).toBe('first');
    end();
    expect(actionOf(both, deck, 'r', false)?.id).toBe('second');
  });

  test('does not exist for a letter while the user types, but exists for a letter with Ctrl', () => {
    expect(actionOf(both, deck, 'r', true)).toBeUndefined();
    expect(actionOf(both, deck, 'mod+r', true)?.id).toBe('second');
    expect(actionOf([{ ...always, whileTyping: false }], deck, 'mod+r', true)).toBeUndefined();
  });

  test('does not exist if the focused element handles the key', () => {
    expect(actionOf([{ ...always, keysIn: 'focus' }], deck, 'r', false)).toBeUndefined();
  });

  test('stays provided by the newer of two components, whichever ends first', () => {
    const endOld = onScreen.provide('first', () => undefined);
    const endNew = onScreen.provide('first', () => undefined);
    endOld();
    expect(onScreen.runOf('first')).toBeDefined();
    endNew();
    expect(onScreen.runOf('first')).toBeUndefined();
  });
});
