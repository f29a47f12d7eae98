/** Formats a report's body as lines: formatted JSON, otherwise the bytes in hexadecimal. */

type BodyToken = { readonly text: string; readonly kind: 'plain' | 'key' | 'value' };

/** Returns the formatted JSON; null if the text is not JSON. */
export function formatJson(text: string | null): string | null {
  if (text === null) return null;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return null;
  }
}

/** Splits a formatted line into its key and its plain value (a number, true, false, null), for colours. */
export function tokensOf(line: string): readonly BodyToken[] {
  const match = /^(\s*)("(?:[^"\\]|\\.)*")(: )(.*?)(,?)$/.exec(line);
  if (!match) return [{ text: line, kind: 'plain' }];
  const [, indent = '', key = '', colon = '', value = '', comma = ''] = match;
  const bare = /^(-?\d|true|false|null)/.test(value);
  return [
    { text: indent, kind: 'plain' },
    { text: key, kind: 'key' },
    { text: colon, kind: 'plain' },
    { text: value, kind: bare ? 'value' : 'plain' },
    { text: comma, kind: 'plain' },
  ];
}

/** Returns lines of sixteen bytes: offset, bytes, and readable characters. */
export function hexLines(base64: string): readonly string[] {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const slice = [...bytes.slice(at, at + 16)];
    const hex = slice.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const readable = slice
      .map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.'))
      .join('');
    lines.push(`${at.toString(16).padStart(4, '0')}  ${hex.padEnd(47)}  ${readable}`);
  }
  return lines;
}
