import { createHash } from 'node:crypto';

export type OwnReplays = {
  /** Registers a callback that is about to be sent to ourselves. @returns a function that ends this */
  begin(target: string, body: Uint8Array): () => void;
  has(target: string, body: Uint8Array): boolean;
};

/**
 * Callbacks that are being replayed to our own server. Such a callback verifies like any other, but never
 * left this computer, so it must not prove that the public address leads here.
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
    // Nothing is hashed for thousands of callbacks while no replay is under way.
    has: (target, body) => under.size > 0 && under.has(keyOf(target, body)),
  };
}
