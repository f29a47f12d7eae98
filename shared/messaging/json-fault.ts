/** Finds the position of a JSON syntax error, which V8 reports only for some errors. */

const space = /[ \t\r\n]*/y;
// A string may contain anything except control characters, quotes and unpaired backslashes (RFC 8259).
const scalar =
  /"[\x20\x21\x23-\x5b\x5d-\u{10ffff}]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[\x20\x21\x23-\x5b\x5d-\u{10ffff}]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

/**
 * Returns the position of the first syntax error in a JSON text.
 * @returns line and column, both from 1 (columns in UTF-16 units); null if the text is valid JSON
 */
export function jsonFault(text: string): { readonly line: number; readonly column: number } | null {
  const at = faultIndex(text);
  if (at === null) return null;
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

function matchAt(pattern: RegExp, text: string, index: number): string | null {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0] ?? null;
}

function faultIndex(text: string): number | null {
  const open: ('[' | '{')[] = [];
  let expected: Expected = 'value';
  let index = 0;
  const afterValue = (): Expected => (open.length === 0 ? 'nothing' : 'comma-or-end');
  for (;;) {
    index += matchAt(space, text, index)?.length ?? 0;
    const next = text[index];
    if (next === undefined) return expected === 'nothing' ? null : index;
    const inside = open.at(-1);
    const wantsValue: boolean = expected === 'value' || expected === 'value-or-end';
    const wantsKey: boolean = expected === 'key' || expected === 'key-or-end';
    const ends: boolean =
      (expected === 'comma-or-end' || expected === 'value-or-end' || expected === 'key-or-end') &&
      next === (inside === '{' ? '}' : ']');
    if (ends) {
      open.pop();
      expected = afterValue();
      index += 1;
    } else if (wantsValue && (next === '[' || next === '{')) {
      open.push(next);
      expected = next === '[' ? 'value-or-end' : 'key-or-end';
      index += 1;
    } else if (wantsValue || (wantsKey && next === '"')) {
      const read = matchAt(scalar, text, index);
      if (read === null) return index;
      expected = wantsKey ? 'colon' : afterValue();
      index += read.length;
    } else if (expected === 'colon' && next === ':') {
      expected = 'value';
      index += 1;
    } else if (expected === 'comma-or-end' && next === ',') {
      expected = inside === '{' ? 'key' : 'value';
      index += 1;
    } else return index;
  }
}
