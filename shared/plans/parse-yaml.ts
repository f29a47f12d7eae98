/**
 * Parses YAML of unknown origin. The library's time grows with the square of a mapping's keys, of the depth, and of the
 * errors on one line. These are limited, so that the time grows only with the length of the file.
 */

import { Composer, type CST, Lexer, type LineCounter, type ParsedNode, Parser, type YAMLError } from 'yaml';

/** The largest possible plan has about 220,000 tokens, 13 keys in a mapping, and a depth of 10. */
export const yamlLimits = { depth: 50, keys: 500, tokens: 500_000, aliases: 100 } as const;

/** The number of problems after which reading ends. */
export const mostProblems = 100;

type Exceeded = { readonly limit: keyof typeof yamlLimits; readonly offset: number };

type YamlFault = Pick<YAMLError, 'code' | 'message' | 'pos'>;

export type ParsedYaml = {
  /** null if the file is empty, or exceeds a limit. */
  readonly contents: ParsedNode | null;
  /** The first errors, in the order in which they were found. */
  readonly errors: readonly YamlFault[];
  /** The limit that the file exceeds, and where. */
  readonly exceeded: Exceeded | null;
  /** Returns the plain value, with the aliases replaced; null if the file cannot be read. */
  toJS(): unknown;
};

class LimitExceeded extends Error {
  readonly exceeded: Exceeded;
  constructor(limit: Exceeded['limit'], offset: number) {
    super(limit);
    this.exceeded = { limit, offset };
  }
}

/**
 * Parses one YAML document.
 *
 * @param schema `failsafe` keeps all scalars as written, `core` gives them YAML's types
 * @param lines receives the start of each line
 */
export function parseYaml(text: string, schema: 'failsafe' | 'core', lines?: LineCounter): ParsedYaml {
  const parser = new Parser(lines?.addNewLine);
  const refused = (exceeded: Exceeded): ParsedYaml => ({
    contents: null,
    errors: [],
    exceeded,
    toJS: () => null,
  });
  try {
    lines?.addNewLine(0);
    const composer = new Composer({ schema, uniqueKeys: true, logLevel: 'silent' });
    const [document, second] = withoutStacks(() => {
      const [first, another] = composer.compose(tokensOf(text, parser), true, text.length);
      return [first, another] as const;
    });
    const errors: readonly YamlFault[] = [
      ...(document?.errors ?? []),
      ...(second === undefined ? [] : [severalDocuments(second.range)]),
    ].slice(0, mostProblems);
    return {
      contents: document?.contents ?? null,
      errors,
      exceeded: null,
      toJS: () => (errors.length > 0 ? null : toPlain(() => document?.toJS())),
    };
  } catch (error) {
    if (error instanceof LimitExceeded) return refused(error.exceeded);
    // The library passes many tokens as arguments of one call.
    if (error instanceof RangeError) return refused({ limit: 'tokens', offset: parser.offset });
    throw error;
  }
}

/**
 * A faulty file may have an error at each character, although only the first ones are shown. V8 writes the stack of
 * each, which takes most of the time: 1.6 s instead of 0.3 for 40,000 errors.
 */
function withoutStacks<T>(compose: () => T): T {
  const settings: typeof Error & { stackTraceLimit?: number | undefined } = Error;
  const { stackTraceLimit } = settings;
  settings.stackTraceLimit = 0;
  try {
    return compose();
  } finally {
    settings.stackTraceLimit = stackTraceLimit;
  }
}

function* tokensOf(text: string, parser: Parser): Generator<CST.Token, void> {
  const counts = { tokens: 0, aliases: 0 };
  let errors = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      if (token.type === 'error') errors += 1;
      yield token;
    }
    // What was read of the document is not composed.
    if (errors >= mostProblems) return;
    if (!/^\s/u.test(lexeme)) counts.tokens += 1;
    if (lexeme.startsWith('*')) counts.aliases += 1;
    const now = { ...counts, depth: parser.stack.length - 1, keys: keysOf(parser.stack.at(-1)) };
    for (const limit of ['depth', 'keys', 'tokens', 'aliases'] as const) {
      if (now[limit] > yamlLimits[limit]) throw new LimitExceeded(limit, parser.offset);
    }
  }
  yield* parser.end();
}

/** Returns the number of keys so far of a mapping that is being parsed; 0 for other parts of a document. */
function keysOf(token: CST.Token | undefined): number {
  if (token?.type === 'block-map') return token.items.length;
  return token?.type === 'flow-collection' && token.start.type === 'flow-map-start' ? token.items.length : 0;
}

function severalDocuments([start, end]: readonly [number, number, number]): YamlFault {
  return { code: 'MULTIPLE_DOCS', message: 'The file contains several documents', pos: [start, end] };
}

/** An alias without an anchor is an error only here. */
function toPlain(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof ReferenceError) return null;
    throw error;
  }
}
