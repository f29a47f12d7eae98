/**
 * Collects one body within limits. Most bodies come in one piece and are kept as that piece; others are copied into
 * one buffer that grows, because a body sent as 65,536 chunks of one byte would otherwise cost a hundred times its
 * size in small objects.
 */
export type BodyCollector = {
  /** @returns how many more bytes of memory are held than before; null: the body is larger than allowed */
  add(chunk: Uint8Array): number | null;
  /** What has come. */
  bytes(): Uint8Array;
};

const firstCapacity = 4096;

/** @param maxBytes the largest body that is taken */
export function collectBody(maxBytes: number): BodyCollector {
  let buffer: Uint8Array = empty;
  let size = 0;
  return {
    add(chunk) {
      const before = buffer.length;
      const needed = size + chunk.length;
      if (needed > maxBytes) return null;
      if (size === 0) {
        buffer = chunk;
      } else {
        if (needed > buffer.length) {
          let capacity = Math.max(firstCapacity, buffer.length);
          while (capacity < needed) capacity *= 2;
          const larger = Buffer.allocUnsafeSlow(Math.min(capacity, maxBytes));
          larger.set(buffer.subarray(0, size));
          buffer = larger;
        }
        buffer.set(chunk, size);
      }
      size = needed;
      return buffer.length - before;
    },
    bytes: () => (size === buffer.length ? buffer : buffer.subarray(0, size)),
  };
}

const empty = new Uint8Array(0);
