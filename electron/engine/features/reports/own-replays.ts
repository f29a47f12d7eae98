import { createHash } from 'node:crypto';

export type OwnReplays = {
  /** A callback is about to be sent to ourselves. @returns ends it */
  begin(target: string, body: Uint8Array): () => void;
  has(target: string, body: Uint8Array): boolean;
};

/**
 * Callbacks that we are sending to our own server at this moment. One of them verifies like any other, but it never
 * left this machine: it must not count as proof that the public address leads here.
 */
export function createOwnReplays(): OwnReplays {
  const under = new Map<string, number>();
  const keyOf = (target: string, body: Uint8Array): string =>
    `${target} ${createHash('sha256').update(body).digest('hex')}`;
  return {
    begin(target, body) {
      const key = keyOf(target, body);
      under.set(key, (under.get(key) ?? 0) + 1);
      return () => {
        const left = (under.get(key) ?? 1) - 1;
        if (left === 0) under.delete(key);
        else under.set(key, left);
      };
    },
    // Nothing is hashed of the thousands that come while nothing is replayed.
    has: (target, body) => under.size > 0 && under.has(keyOf(target, body)),
  };
}
