/**
 * Collects one body within limits. Most bodies arrive in one piece, which is kept; others are copied into one
 * growing buffer, because 65,536 chunks of one byte would otherwise need a hundred times their size in small
 * objects.
 */
export type BodyCollector = {
  /** Adds a chunk. @returns by how many bytes the used memory grew; null if the body is too large */
  add(chunk: Uint8Array): number | null;
  /** Returns what has arrived. */
  bytes(): Uint8Array;
};

const firstCapacity = 4096;

/** Creates a collector. @param maxBytes the maximum size of a body */
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
