/** Reads shared/locales, and parses ICU messages with FormatJS's own parser. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';

const folder = join(import.meta.dirname, '..', '..', 'shared', 'locales');

export type CatalogueMessage = { readonly text: string; readonly description: string | null };

/** Returns every message of a language, by its file and keys: "compose.json compose.people". */
export function readCatalogue(language: string): ReadonlyMap<string, CatalogueMessage> {
  const files = readdirSync(join(folder, language)).filter((name) => name.endsWith('.json'));
  return new Map(
    files.flatMap((name) => {
      const parsed: unknown = JSON.parse(readFileSync(join(folder, language, name), 'utf8'));
      return messagesIn(parsed, `${name} `);
    }),
  );
}

function messagesIn(value: unknown, path: string): [string, CatalogueMessage][] {
  if (typeof value === 'string') return [[path, { text: value, description: null }]];
  if (typeof value !== 'object' || value === null) throw new Error(`${path} is not a message`);
  const { message, description }: { message?: unknown; description?: unknown } = value;
  if (typeof message === 'string' && typeof description === 'string') {
    return [[path, { text: message, description }]];
  }
  const before = path.endsWith(' ') ? path : `${path}.`;
  return Object.entries(value).flatMap(([key, inner]) => messagesIn(inner, `${before}${key}`));
}

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

function elementsIn(elements: readonly Element[]): Element[] {
  return elements.flatMap((element) => [
    element,
    ...('options' in element ? Object.values(element.options).flatMap(({ value }) => elementsIn(value)) : []),
  ]);
}

/** FormatJS's parser numbers the kinds of elements: 0 is literal text, 7 is "#" in a plural. */
const hasArgument = (element: Element) => element.type !== 0 && element.type !== 7;

/** Parses a message. @throws if the message is not valid ICU */
function elementsOf(message: string): Element[] {
  return elementsIn(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst());
}

/** Returns the names of a message's arguments, sorted. */
export function argumentsOf(message: string): string[] {
  const names = elementsOf(message).flatMap((element) =>
    hasArgument(element) && 'value' in element ? [String(element.value)] : [],
  );
  return [...new Set(names)].toSorted();
}

/** Returns the plural forms of each plural in a message, sorted, without exact forms such as "=0". */
export function pluralFormsOf(message: string): string[][] {
  return elementsOf(message).flatMap((element) =>
    'pluralType' in element
      ? [
          Object.keys(element.options)
            .filter((form) => !form.startsWith('='))
            .toSorted(),
        ]
      : [],
  );
}

const literally = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A word or a number, perhaps with its unit. */
const argument = '\\S+(?: \\S{1,3})?';

function sourceOf(elements: readonly Element[]): string {
  return elements
    .map((element) => {
      if (element.type === 0) return literally(element.value);
      if (element.type === 7) return '\\d+';
      if (!('options' in element)) return argument;
      return `(?:${Object.values(element.options)
        .map(({ value }) => sourceOf(value))
        .join('|')})`;
    })
    .join('');
}

/** Returns an expression that matches the texts which the message can become; none for a message of hardly more than arguments. */
export function textsOfMessage(message: string): RegExp {
  const elements = new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst();
  const letters = elementsIn(elements).flatMap((element) =>
    element.type === 0 ? [...element.value.matchAll(/\p{Letter}/gu)] : [],
  );
  const isMostlyArguments = elementsIn(elements).some(hasArgument) && letters.length < 4;
  return isMostlyArguments ? /^\b$/ : new RegExp(`^${sourceOf(elements)}$`, 'u');
}
