/**
 * Problems come from the core in English, for the command line, for logs and for other programs. The window says them
 * again in its own language as gettext does: the English sentence, with its gaps, is the key. So what was written into
 * the history by an earlier version is said too, and a sentence that is not known stays as it is.
 */

/**
 * English sentences and their translations. A gap is `{name}`, the same on both sides; `{name:terms}` is a gap that
 * holds words of ours rather than a person's, which are looked up among the terms; `{name:said}` holds a sentence. Where
 * such a gap holds something else, the sentence is not taken for this one.
 */
export type Phrases = Readonly<Record<string, string>>;

/** @returns a sentence in the catalogue's language; null where the catalogue does not know it */
export type Say = (english: string) => string | null;

const gap = /\{(\w+)(?::(terms|said))?\}/;

type Pattern = { readonly expression: RegExp; readonly weight: number; readonly translation: string };

function parts(phrase: string): string[] {
  return phrase.split(new RegExp(gap, 'g'));
}

const literal = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

function patternOf(english: string, translation: string): Pattern {
  let source = '';
  let weight = 0;
  // What split leaves: a text, a name and its kind, a text, a name and its kind, …, a text.
  parts(english).forEach((part, index) => {
    if (index % 3 === 1) source += `(?<${part}>[\\s\\S]*?)`;
    else if (index % 3 === 0) {
      source += literal(part ?? '');
      weight += part?.length ?? 0;
    }
  });
  return { expression: new RegExp(`^${source}$`), weight, translation };
}

/** What is the same in every language: names and codes without a small letter, numbers, paths such as messages[0]. */
const isName = (text: string) => !/\p{Ll}/u.test(text) || /^[\w.]*\[\d+\][\w.[\]]*$/.test(text);

/**
 * Words of ours within a sentence: "card 2", "Viber, carousel", "text and image", "on or off".
 * @returns null where one of them is not known: then the sentence is another one than it seemed
 */
export function sayTerms(text: string, terms: Phrases): string | null {
  const whole = Object.hasOwn(terms, text) ? terms[text] : undefined;
  if (whole !== undefined) return whole;
  if (isName(text)) return text;
  const article = /^an? /.exec(text)?.[0];
  if (article !== undefined) return sayTerms(text.slice(article.length), terms);
  for (const between of [', ', ' and ', ' or ']) {
    if (!text.includes(between)) continue;
    const said = text.split(between).map((part) => sayTerms(part, terms));
    return said.includes(null) ? null : said.join(terms[between] ?? between);
  }
  const [, thing, number] = /^(.+) (\d+)$/.exec(text) ?? [];
  const named = thing === undefined ? null : sayTerms(thing, terms);
  return named === null ? null : `${named} ${number}`;
}

/** More sentences than these are not kept once said; a screen shows a few. */
const mostKept = 500;

/** @returns what says the core's English sentences by these phrases; of two that fit, the one with fewer gaps */
export function sayer(phrases: Phrases, terms: Phrases): Say {
  const patterns = Object.entries(phrases)
    .filter(([english]) => gap.test(english))
    .map(([english, translation]) => patternOf(english, translation))
    .sort((one, other) => other.weight - one.weight);
  const kept = new Map<string, string | null>();

  function fill(translation: string, values: Readonly<Record<string, string>>): string | null {
    let filled = '';
    const split = parts(translation);
    for (let index = 0; index < split.length; index += 3) {
      filled += split[index] ?? '';
      const value = values[split[index + 1] ?? ''];
      if (value === undefined) continue;
      const kind = split[index + 2];
      const said = kind === 'terms' ? sayTerms(value, terms) : kind === 'said' ? sayInside(value) : value;
      if (said === null) return null;
      filled += said;
    }
    return filled;
  }

  function sayInside(text: string): string | null {
    return isName(text) ? text : say(text);
  }

  function find(english: string): string | null {
    const exact = Object.hasOwn(phrases, english) ? phrases[english] : undefined;
    if (exact !== undefined) return exact;
    for (const { expression, translation } of patterns) {
      const match = expression.exec(english);
      const filled = match === null ? null : fill(translation, match.groups ?? {});
      if (filled !== null) return filled;
    }
    return null;
  }

  function say(english: string): string | null {
    const known = kept.get(english);
    if (known !== undefined) return known;
    const found = find(english);
    if (kept.size >= mostKept) kept.clear();
    kept.set(english, found);
    return found;
  }
  return say;
}
