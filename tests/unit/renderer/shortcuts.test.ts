import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keyName } from '../../../renderer/lib/keys.ts';
import { child, children, nameOf, readSources, stringOf, walk } from '../../helpers/source-tree.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const sources = readSources(root, 'renderer');

/** Returns every key that a screen handles on the whole page, as keyName formats it. */
function listenedTo(): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of sources) {
    walk(file.tree, (node, parents) => {
      const call = parents.find((parent) => nameOf(child(parent, 'callee')) === 'usePageKeys');
      if (node.type !== 'Property' || !call) return;
      const inside = parents.slice(parents.indexOf(call));
      if (inside.some(({ type }) => /Function/.test(type))) return;
      const key = nameOf(child(node, 'key'));
      if (key !== null) found.set(key, file.path);
    });
  }
  return found;
}

const written: Readonly<Record<string, string>> = { up: 'arrowup', down: 'arrowdown', esc: 'escape' };

/** Returns every key that the shortcuts sheet lists, in the same format. */
function named(): Set<string> {
  const found = new Set<string>();
  const sheet = sources.find(({ path }) => path.endsWith('/shortcuts-sheet.tsx'));
  if (!sheet) throw new Error('there is no sheet');
  walk(sheet.tree, (node) => {
    const line = node.type === 'ArrayExpression' ? children(node, 'elements') : [];
    if (line[0]?.type !== 'ArrayExpression') return;
    for (const keys of children(line[0], 'elements').map(stringOf)) {
      if (keys !== null)
        found.add(
          keys
            .split('+')
            .map((part) => written[part] ?? part.toLowerCase())
            .join('+'),
        );
    }
  });
  return found;
}

describe('the shortcuts sheet', () => {
  test('lists every key that any screen handles', () => {
    const keys = listenedTo();
    expect(keys.size).toBeGreaterThan(15);
    const sheet = named();
    expect([...keys].filter(([key]) => !sheet.has(key))).toEqual([]);
  });

  test('leaves the zoom keys to the browser', () => {
    const keys = listenedTo();
    for (const zoom of ['mod++', 'mod+=', 'mod+-', 'mod+_', 'mod+0'])
      expect(keys.has(zoom), zoom).toBe(false);
  });

  test('names a key by its character, whatever the keyboard layout', () => {
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
