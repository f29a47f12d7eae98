import { describe, expect, it } from 'vitest';
import { type LinkKind, linkDoubt } from '../../../renderer/features/compose/forms/link-doubt.ts';

describe('a file behind a link', () => {
  it.each<[type: string, says: string | null, kind: LinkKind, doubt: 'other' | 'says' | null]>([
    ['image/png', null, 'image', null],
    ['image/png', 'image/jpeg', 'image', 'says'],
    ['image/jpeg', 'image/jpg', 'image', null],
    ['image/png', 'application/octet-stream', 'image', 'says'],
    ['image/png', null, 'audio', 'other'],
    ['image/png', 'video/mp4', 'video', 'other'],
    ['video/mp4', null, 'video', null],
    ['video/mp4', null, 'image', 'other'],
    // An m4a file begins like an MP4 file.
    ['video/mp4', 'audio/mp4', 'audio', null],
    ['video/mp4', null, 'audio', 'other'],
    ['audio/mpeg', 'audio/mp3', 'audio', null],
    ['application/pdf', null, 'any', null],
    ['application/pdf', 'application/msword', 'any', 'says'],
    ['application/pdf', null, 'image', 'other'],
    // A .docx is a zip file. A file of an unknown type may be anything.
    [
      'application/zip',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'any',
      null,
    ],
    ['application/octet-stream', 'video/webm', 'video', null],
    ['image/png', null, 'any', null],
  ])('%s, named %s, where %s is expected: %s', (type, says, kind, doubt) => {
    expect(linkDoubt({ type, says }, kind)).toBe(doubt);
  });
});
