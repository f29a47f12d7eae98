/**
 * Problems are defined by area: each has its parameters in this folder, and its texts in shared/locales/<lang>/problems.
 * Two situations of one public code have ids of their own, `code/variant`.
 */
import { formatterOf, type MessageArguments } from '../i18n.ts';
import type { Params, Problem, Term } from '../messaging/problem.ts';

/**
 * What a parameter is. `text`: a name or value that stays as it is. `term`: a word of ours, of which each language has
 * its own. `problem`: another problem, whose message is filled in.
 */
type ParamTypes = { text: string | number; term: Term; problem: Problem };
export type ParamKinds = Readonly<Record<string, keyof ParamTypes>>;
type ParamsOf<Kinds extends ParamKinds> = { readonly [Name in keyof Kinds]: ParamTypes[Kinds[Name]] };

/** Both texts of a problem, as ICU messages: what happened, and what to do. */
export type ProblemTexts = { readonly message: string; readonly hint: string };
export type ProblemCatalogue = Readonly<Record<string, ProblemTexts>>;
export type Definitions = Readonly<Record<string, ParamKinds>>;

type Rest<Kinds extends ParamKinds> = keyof Kinds extends never
  ? [params?: Record<never, never>, field?: string | null]
  : [params: ParamsOf<Kinds>, field?: string | null];

/** Makes a problem of an area. @param id the code, or `code/variant` */
export type ProblemMaker<Defined extends Definitions> = {
  <Id extends keyof Defined & string>(id: Id, ...rest: Rest<Defined[Id]>): Problem;
  /** For docs/errors.md and the tests. */
  readonly defined: Defined;
};

/** A faulty message is shown as it stands; the tests format every one of them. */
const formatEnglish = formatterOf('en', (message) => message);

/**
 * @param defined the parameters of each problem of the area
 * @param english their English texts; the compiler refuses a problem without them
 */
export function defineProblems<const Defined extends Definitions>(
  defined: Defined,
  english: { readonly [Id in keyof Defined]: ProblemTexts },
): ProblemMaker<Defined> {
  const make = (id: keyof Defined & string, params: Params = {}, field: string | null = null): Problem => {
    const { message, hint } = english[id];
    const values = argumentsOf(params, {
      sayTerm: (text) => text,
      sayProblem: ({ sentence }) => sentence,
    });
    return {
      code: id.split('/', 1)[0] ?? id,
      field,
      sentence: formatEnglish(message, values),
      mend: formatEnglish(hint, values),
      id,
      params,
    };
  };
  return Object.assign(make, { defined }) as ProblemMaker<Defined>;
}

/** The values as ICU arguments, in one language. */
export function argumentsOf(
  params: Params,
  language: { readonly sayTerm: (text: string) => string; readonly sayProblem: (inner: Problem) => string },
): MessageArguments {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (typeof value !== 'object') return [name, value];
      return [name, 'term' in value ? language.sayTerm(value.term) : language.sayProblem(value)];
    }),
  );
}
