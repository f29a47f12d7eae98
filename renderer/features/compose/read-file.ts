/** Reads a file of recipients as text: detects its encoding, and recognises files that are not text. */

export const mostFileBytes = 10_000_000;

/** The encodings that can be chosen, by their names in TextDecoder, with the letters that they are made for. */
export const encodings = [
  { name: 'UTF-8', letters: 'all' },
  { name: 'UTF-16LE', letters: 'all' },
  { name: 'UTF-16BE', letters: 'all' },
  { name: 'Windows-1252', letters: 'western' },
  { name: 'ISO-8859-15', letters: 'western' },
  { name: 'Macintosh', letters: 'western' },
  { name: 'Windows-1257', letters: 'baltic' },
  { name: 'ISO-8859-13', letters: 'baltic' },
  { name: 'ISO-8859-4', letters: 'baltic' },
  { name: 'Windows-1250', letters: 'central' },
  { name: 'ISO-8859-2', letters: 'central' },
  { name: 'Windows-1251', letters: 'cyrillic' },
  { name: 'KOI8-R', letters: 'cyrillic' },
  { name: 'IBM866', letters: 'cyrillic' },
  { name: 'Windows-1253', letters: 'greek' },
  { name: 'Windows-1254', letters: 'turkish' },
  { name: 'Windows-1255', letters: 'hebrew' },
  { name: 'Windows-1256', letters: 'arabic' },
] as const;
export type FileEncoding = (typeof encodings)[number]['name'];
export type TextFault = 'large' | 'workbook' | 'binary' | 'empty';
type FileText =
  | { readonly ok: true; readonly text: string; readonly encoding: FileEncoding }
  | { readonly ok: false; readonly why: TextFault };

const startsWith = (bytes: Uint8Array, ...begin: readonly number[]) =>
  begin.every((byte, index) => bytes[index] === byte);

/**
 * Returns whether a file begins like a workbook: "PK" begins a zip file such as XLSX; D0 CF 11 E0 a workbook of
 * an older format, or one with a password.
 */
export function isWorkbook(bytes: Uint8Array): boolean {
  return startsWith(bytes, 0x50, 0x4b, 3, 4) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0);
}

/** Returns the text of a file in a chosen encoding; what is no letter in the encoding becomes U+FFFD. */
export function decodeAs(bytes: Uint8Array, encoding: FileEncoding): string {
  return new TextDecoder(encoding).decode(bytes);
}

function decode(bytes: Uint8Array, encoding: FileEncoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** UTF-16 without a byte order mark: with Latin letters every other byte is 0. */
function utf16Without(bytes: Uint8Array): 'UTF-16LE' | 'UTF-16BE' | null {
  const sample = bytes.subarray(0, 2000);
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries())
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > sample.length / 5 && even < odd / 10) return 'UTF-16LE';
  return even > sample.length / 5 && odd < even / 10 ? 'UTF-16BE' : null;
}

/**
 * Detects UTF-8 and UTF-16 by their marks or form; other text is read as Windows-1252, which Excel writes.
 */
export function decodeFile(bytes: Uint8Array): FileText {
  if (bytes.length === 0) return { ok: false, why: 'empty' };
  if (bytes.length > mostFileBytes) return { ok: false, why: 'large' };
  if (isWorkbook(bytes)) return { ok: false, why: 'workbook' };
  const utf16 = startsWith(bytes, 0xff, 0xfe)
    ? 'UTF-16LE'
    : startsWith(bytes, 0xfe, 0xff)
      ? 'UTF-16BE'
      : utf16Without(bytes);
  if (utf16 !== null) {
    const text = decode(bytes, utf16);
    return text === null ? { ok: false, why: 'binary' } : { ok: true, text, encoding: utf16 };
  }
  if (bytes.includes(0)) return { ok: false, why: 'binary' };
  const utf8 = decode(bytes, 'UTF-8');
  if (utf8 !== null) return { ok: true, text: utf8, encoding: 'UTF-8' };
  return { ok: true, text: decodeAs(bytes, 'Windows-1252'), encoding: 'Windows-1252' };
}
