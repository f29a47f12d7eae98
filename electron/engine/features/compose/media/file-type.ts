/** Detects the type of a file from its first bytes, because a server's declaration cannot be trusted. */

/** The number of first bytes that are enough for detection. */
export const tellingBytes = 4096;

const unknownType = 'application/octet-stream';

/**
 * The picture types that the window shows. SVG is excluded, because it is a document that can contain a
 * program.
 */
export const pictureTypes: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
]);

const names: Readonly<Record<string, string>> = {
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'image/gif': 'GIF',
  'image/webp': 'WebP',
  'image/svg+xml': 'SVG',
  'video/mp4': 'MP4',
  'video/quicktime': 'QuickTime',
  'audio/mpeg': 'MP3',
  'audio/ogg': 'Ogg',
  'application/pdf': 'PDF',
  'application/gzip': 'gzip',
  'application/zip': 'zip',
  'text/html': 'HTML',
};

/** Returns a type's usual name: "HTML"; the type itself if there is no name. */
export function typeName(type: string): string {
  return type === unknownType ? 'of no kind that is known here' : (names[type] ?? type);
}

function startsWith(bytes: Uint8Array, signature: readonly number[], at = 0): boolean {
  return signature.every((byte, index) => bytes[at + index] === byte);
}

function ascii(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}

/**
 * Returns the type of a file.
 *
 * @param bytes the first bytes of the file, up to `tellingBytes`
 * @returns a MIME type; `unknownType` if it cannot be detected
 */
export function typeOf(bytes: Uint8Array): string {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (/^GIF8[79]a/.test(ascii(bytes, 0, 6))) return 'image/gif';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP') return 'image/webp';
  if (ascii(bytes, 4, 4) === 'ftyp') {
    const brand = ascii(bytes, 8, 4);
    if (/^(?:avif|avis|heic|heix|mif1|msf1)/.test(brand)) return unknownType;
    if (brand === 'qt  ') return 'video/quicktime';
    return brand === 'M4A ' ? 'audio/mp4' : 'video/mp4';
  }
  if (ascii(bytes, 0, 5) === '%PDF-') return 'application/pdf';
  if (ascii(bytes, 0, 3) === 'ID3') return 'audio/mpeg';
  // An MPEG frame: eleven bits set, then a valid layer and bit rate.
  const [first = 0, second = 0, third = 0] = bytes;
  if (first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) !== 0 && (third & 0xf0) !== 0xf0)
    return 'audio/mpeg';
  if (ascii(bytes, 0, 4) === 'OggS') return 'audio/ogg';
  if (startsWith(bytes, [0x1f, 0x8b])) return 'application/gzip';
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return 'application/zip';
  return markupType(bytes);
}

function markupType(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, tellingBytes));
  if (text.includes('\0')) return unknownType;
  // What may come before the first element: comments, an XML declaration, a document type.
  const opened = text
    .replace(/^\uFEFF/, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .trimStart()
    .toLowerCase();
  if (/^(?:<\?xml[^>]*>)?\s*(?:<!doctype svg[^>]*>\s*)?<svg[\s/>]/.test(opened)) return 'image/svg+xml';
  if (
    /^(?:<\?xml[^>]*>)?\s*(?:<!doctype html|<(?:html|head|body|script|title|meta|div|p|h1|a|iframe)[\s>/])/.test(
      opened,
    )
  )
    return 'text/html';
  return unknownType;
}
