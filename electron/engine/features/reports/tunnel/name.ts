/** Without 0, 1, l and o, which are mistaken for one another when read aloud. */
const letters = '23456789abcdefghijkmnpqrstuvwxyz';

/**
 * A new name to ask a tunnel server for: 26 characters, 130 random bits, so that nobody else asks for it (#389).
 * @param randomByte 0..255, unpredictable
 */
export function newTunnelName(randomByte: () => number): string {
  return Array.from({ length: 26 }, () => letters[randomByte() % letters.length]).join('');
}
