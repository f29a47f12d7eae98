/** Reads a file of recipients as text: detects its encoding, and recognises files that are not text. */

export const mostFileBytes = 10_000_000;

export type FileEncoding = 'UTF-8' | 'UTF-16' | 'Windows-1252';
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

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** UTF-16 without a byte order mark: with Latin letters every other byte is 0. */
function utf16Without(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const sample = bytes.subarray(0, 2000);
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries())
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > sample.length / 5 && even < odd / 10) return 'utf-16le';
  return even > sample.length / 5 && odd < even / 10 ? 'utf-16be' : null;
}

/**
 * Detects UTF-8 and UTF-16 by their marks or form; other text is read as Windows-1252, which Excel writes.
 */
export function decodeFile(bytes: Uint8Array): FileText {
  if (bytes.length === 0) return { ok: false, why: 'empty' };
  if (bytes.length > mostFileBytes) return { ok: false, why: 'large' };
  if (isWorkbook(bytes)) return { ok: false, why: 'workbook' };
  const utf16 = startsWith(bytes, 0xff, 0xfe)
    ? 'utf-16le'
    : startsWith(bytes, 0xfe, 0xff)
      ? 'utf-16be'
      : utf16Without(bytes);
  if (utf16 !== null) {
    const text = decode(bytes, utf16);
    return text === null ? { ok: false, why: 'binary' } : { ok: true, text, encoding: 'UTF-16' };
  }
  if (bytes.includes(0)) return { ok: false, why: 'binary' };
  const utf8 = decode(bytes, 'utf-8');
  if (utf8 !== null) return { ok: true, text: utf8, encoding: 'UTF-8' };
  return { ok: true, text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' };
}
