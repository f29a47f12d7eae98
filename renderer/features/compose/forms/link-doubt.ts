/** Checks whether the file behind a link is suitable for the field. */
import { assertNever } from '../../../../shared/messaging/types.ts';

/** The type of file that a field expects; any: a document, or any file. */
export type LinkKind = 'image' | 'video' | 'audio' | 'any';

/**
 * other: the file has another type than the field expects; says: the server declares another type than the
 * file has.
 */
type LinkDoubt = 'other' | 'says';

type Fetched = { readonly type: string; readonly says: string | null };

/**
 * Different names of the same type: declaring one for another is not a contradiction. Of a container format
 * only the header is read.
 */
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

/** Types for which the server may know better: zip, text and unknown. */
const isTelling = (type: string) =>
  ['image', 'video', 'audio'].includes(familyOf(type)) || type === 'application/pdf';

function isWanted({ type, says }: Fetched, kind: Exclude<LinkKind, 'any'>): boolean {
  if (familyOf(type) === kind) return true;
  return says !== null && isSame(type, says) && familyOf(says) === kind;
}

/** Returns the doubt; null if there is none. */
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
