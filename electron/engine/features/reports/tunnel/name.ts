/** Without 0, 1, l and o, which are easily confused. */
const letters = '23456789abcdefghijkmnpqrstuvwxyz';

/**
 * Returns a new name to request from a tunnel server: 26 characters, 130 random bits, so that nobody else
 * requests it (#389).
 * @param randomByte 0..255, unpredictable
 */
export function newTunnelName(randomByte: () => number): string {
  return Array.from({ length: 26 }, () => letters[randomByte() % letters.length]).join('');
}
