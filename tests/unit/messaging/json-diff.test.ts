/** Tests the comparison of two JSON bodies. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffFields, type FieldChange } from '../../../shared/messaging/json-diff.ts';

describe('the difference of two JSON bodies', () => {
  test('lists changes by their paths as added, removed and changed', () => {
    const before = { status: 'ACK', err: null, price_info: { parts_count: 1 }, 'a b': 1, tags: ['x', 'y'] };
    const after = { status: 'DELIVRD', err: 0, price_info: null, tags: ['x'], 'a b': 1, extra: {} };
    expect(diffFields(before, after)).toEqual({
      changes: [
        { kind: 'changed', path: 'status', before: '"ACK"', after: '"DELIVRD"' },
        { kind: 'changed', path: 'err', before: 'null', after: '0' },
        { kind: 'added', path: 'price_info', after: 'null' },
        { kind: 'added', path: 'extra', after: '{}' },
        { kind: 'removed', path: 'price_info.parts_count', before: '1' },
        { kind: 'removed', path: 'tags[1]', before: '"y"' },
      ],
      same: 2,
    });
  });

  test('does not confuse a name that contains path characters with a path', () => {
    expect(diffFields({ a: { b: 1 } }, { 'a.b': 1 }).changes).toEqual([
      { kind: 'added', path: '["a.b"]', after: '1' },
      { kind: 'removed', path: 'a.b', before: '1' },
    ]);
  });

  test('distinguishes a text from a number, and has a path for a body that is a single value', () => {
    expect(diffFields(1, '1').changes).toEqual([{ kind: 'changed', path: '', before: '1', after: '"1"' }]);
  });

  test('handles bodies that are nested thousands of levels deep', () => {
    const deep = (end: number): unknown => JSON.parse(`${'['.repeat(5_000)}${end}${']'.repeat(5_000)}`);
    expect(diffFields(deep(1), deep(2)).changes).toHaveLength(1);
  });

  test('is empty for equal bodies, whatever the order of their fields', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(diffFields(value, structuredClone(value)).changes).toEqual([]);
      }),
    );
    expect(diffFields({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }).changes).toEqual([]);
  });

  test('in the opposite direction has the same changes reversed', () => {
    const turned = (change: FieldChange): FieldChange => {
      if (change.kind === 'added') return { kind: 'removed', path: change.path, before: change.after };
      if (change.kind === 'removed') return { kind: 'added', path: change.path, after: change.before };
      return { ...change, before: change.after, after: change.before };
    };
    const inOrder = (changes: readonly FieldChange[]) => changes.map((one) => JSON.stringify(one)).toSorted();
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const there = diffFields(one, other);
        const back = diffFields(other, one);
        expect(back.same).toBe(there.same);
        expect(inOrder(back.changes.map(turned).map((change) => sorted(change)))).toEqual(
          inOrder(there.changes.map((change) => sorted(change))),
        );
      }),
    );
  });
});

/** Returns a change with its members in a fixed order, so that changes can be compared as texts. */
function sorted(change: FieldChange): FieldChange {
  return Object.fromEntries(Object.entries(change).toSorted()) as FieldChange;
}
