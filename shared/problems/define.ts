/**
 * Defines problems by area: each area's parameters are in this folder, its texts in
 * shared/locales/<lang>/problems. Two situations with the same public code have separate keys,
 * `code/variant`.
 */
import { formatterOf, type MessageArguments, unformatted } from '../i18n.ts';
import type { Params, Problem, Term } from '../messaging/problem.ts';

/**
 * The type of a parameter. `text`: a name or value that is not translated. `term`: one of our own terms,
 * which each language translates. `problem`: another problem; in a text, `{name}` is its message and
 * `{nameHint}` its hint.
 */
type ParamTypes = { text: string | number; term: Term | string; problem: Problem | string };
type ParamKinds = Readonly<Record<string, keyof ParamTypes>>;
export type ParamsOf<Kinds extends ParamKinds> = { readonly [Name in keyof Kinds]: ParamTypes[Kinds[Name]] };

/** Both texts of a problem, as ICU messages: what happened, and what to do. */
export type ProblemTexts = { readonly message: string; readonly hint: string };
/** By area, then by key. */
export type ProblemCatalogue = Readonly<Record<string, Readonly<Record<string, ProblemTexts>>>>;
export type Definitions = Readonly<Record<string, ParamKinds>>;

type Rest<Kinds extends ParamKinds> = keyof Kinds extends never
  ? [params?: Record<never, never>, field?: string | null]
  : [params: ParamsOf<Kinds>, field?: string | null];

/** Creates a problem of an area. @param key the code, or `code/variant` */
export type ProblemMaker<Defined extends Definitions> = {
  <Key extends keyof Defined & string>(key: Key, ...rest: Rest<Defined[Key]>): Problem;
  /** For docs/errors.md and the tests. */
  readonly defined: Defined;
  readonly texts: ProblemCatalogue[string];
};

/** A malformed message is shown unformatted; the tests format every message. */
const formatEnglish = formatterOf('en', unformatted);

/**
 * Defines the problems of an area.
 *
 * @param area the name of the file; a problem's id is `area.key`
 * @param defined the parameters of each problem of the area
 * @param english their English texts; a problem without texts does not compile
 */
export function defineProblems<const Defined extends Definitions>(
  area: string,
  defined: Defined,
  english: { readonly [Key in keyof Defined]: ProblemTexts },
): ProblemMaker<Defined> {
  const make = (key: keyof Defined & string, params: Params = {}, field: string | null = null): Problem => {
    const { message, hint } = english[key];
    const values = argumentsOf(params, {
      termText: (text) => text,
      problemText: (problem) => problem,
    });
    return {
      code: key.split('/', 1)[0] ?? key,
      field,
      message: formatEnglish(message, values),
      hint: formatEnglish(hint, values),
      id: `${area}.${key}`,
      params,
    };
  };
  return Object.assign(make, { defined, texts: english }) as ProblemMaker<Defined>;
}

/** Returns the values as ICU arguments, in one language. */
export function argumentsOf(
  params: Params,
  language: {
    readonly termText: (text: string) => string;
    readonly problemText: (inner: Problem) => ProblemTexts;
  },
): MessageArguments {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]): [string, string | number][] => {
      if (typeof value !== 'object') return [[name, value]];
      if ('term' in value) return [[name, language.termText(value.term)]];
      const { message, hint } = language.problemText(value);
      return [
        [name, message],
        [`${name}Hint`, hint],
      ];
    }),
  );
}
