import type { Listed } from '../../shared/contract/compose.ts';
import type { Words } from './words/words.ts';

const mostNamed = 4;

/** Recipients on the do-not-send list, one a line with its reason; of many, the first few and how many more. */
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
