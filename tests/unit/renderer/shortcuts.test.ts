import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keyName } from '../../../renderer/lib/keys.ts';
import { child, children, nameOf, readSources, stringOf, walk } from '../../helpers/source-tree.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const sources = readSources(root, 'renderer');

/** Every key that a screen listens to on the whole page, as keyName gives it. */
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

/** Every key that the sheet names, in the same words. */
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

describe('The sheet of shortcuts', () => {
  test('names every key that any screen listens to', () => {
    const keys = listenedTo();
    expect(keys.size).toBeGreaterThan(15);
    const sheet = named();
    expect([...keys].filter(([key]) => !sheet.has(key))).toEqual([]);
  });

  test('nothing in the window takes the keys that make everything larger and smaller', () => {
    const keys = listenedTo();
    for (const zoom of ['mod++', 'mod+=', 'mod+-', 'mod+_', 'mod+0'])
      expect(keys.has(zoom), zoom).toBe(false);
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
