/** The sandbox numbers for a first try; docs/sandbox.md has all of them. */

import type { StatusKind } from './ui/status-kind.ts';
import type { Words } from './words/words.ts';

type SandboxNumber = {
  readonly ending: string;
  readonly kind: StatusKind;
  readonly word: string;
  readonly how: string;
};

export const sandboxPrefix = '+372 5550 14';

export function sandboxNumbers(words: Words): readonly SandboxNumber[] {
  const { numbers } = words.welcome;
  const status = words.messages.status;
  return [
    { ending: '00', kind: 'delivered', word: status.delivered, how: numbers.delivered },
    { ending: '01', kind: 'seen', word: status.seen, how: numbers.seen },
    { ending: '11', kind: 'expired', word: status.expired, how: numbers.expired },
    { ending: '12', kind: 'failed', word: status.allFailed, how: numbers.allFailed },
    { ending: '13', kind: 'rejected', word: status.rejected, how: numbers.rejected },
    { ending: '16', kind: 'unknown', word: status.unknown, how: numbers.unknown },
    { ending: '20', kind: 'delivered-twice', word: status.deliveredTwice, how: numbers.twice },
    { ending: '44', kind: 'waiting', word: numbers.slowWord, how: numbers.slow },
  ];
}
