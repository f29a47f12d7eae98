/** What makes one doubt that the file behind a link is what the field wants. */
import { assertNever } from '../../../../shared/messaging/types.ts';

/** What a field's link is to lead to; any: a document, or whatever it is. */
export type LinkKind = 'image' | 'video' | 'audio' | 'any';

/** other: it is something else than the field wants; says: its server calls it something else than it is. */
type LinkDoubt = 'other' | 'says';

type Fetched = { readonly type: string; readonly says: string | null };

/** Names of one thing: what a server calls one of them is no lie about another. Of a container only its head is read. */
const sameThings = [
  ['image/jpeg', 'image/jpg', 'image/pjpeg'],
  ['audio/mpeg', 'audio/mp3', 'audio/x-mp3', 'audio/x-mpeg'],
  [
    'video/mp4',
    'audio/mp4',
    'audio/x-m4a',
    'audio/m4a',
    'audio/aac',
    'video/x-m4v',
    'video/3gpp',
    'audio/3gpp',
  ],
  ['audio/ogg', 'video/ogg', 'application/ogg', 'audio/opus'],
  ['application/pdf', 'application/x-pdf'],
];

function isSame(one: string, other: string): boolean {
  return one === other || sameThings.some((names) => names.includes(one) && names.includes(other));
}

const familyOf = (type: string) => type.split('/')[0] ?? '';

/** Bytes that tell what a file is: of zip, text and what is not known, the server may well know better. */
const isTelling = (type: string) =>
  ['image', 'video', 'audio'].includes(familyOf(type)) || type === 'application/pdf';

function isWanted({ type, says }: Fetched, kind: Exclude<LinkKind, 'any'>): boolean {
  if (familyOf(type) === kind) return true;
  return says !== null && isSame(type, says) && familyOf(says) === kind;
}

/** @returns null where nothing speaks against it */
export function linkDoubt(file: Fetched, kind: LinkKind): LinkDoubt | null {
  if (!isTelling(file.type)) return null;
  switch (kind) {
    case 'image':
    case 'video':
    case 'audio':
      if (!isWanted(file, kind)) return 'other';
      break;
    case 'any':
      break;
    default:
      assertNever(kind);
  }
  return file.says === null || isSame(file.type, file.says) ? null : 'says';
}
