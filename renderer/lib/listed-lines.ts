import type { Listed } from '../../shared/contract/compose.ts';
import type { Words } from './words/words.ts';

const mostNamed = 4;

/**
 * Returns recipients on the do-not-send list, one per line with the reason; of many, the first few and the
 * number of others.
 */
export function listedLines(
  listed: readonly Listed[],
  texts: Words['sending']['before'],
  phone: (number: string) => string,
): string[] {
  const lines = listed
    .slice(0, mostNamed)
    .map(({ to, reason }) => (reason === null ? phone(to) : texts.listedWhy(phone(to), reason)));
  if (listed.length > mostNamed) lines.push(texts.and(listed.length - mostNamed));
  return lines;
}
