/**
 * Defines problems by area: each area's parameters are in this folder, its texts in
 * shared/locales/<lang>/problems. Two situations with the same public code have separate keys,
 * `code/variant`. A problem is made without texts, so every thread may make problems;
 * english-text.ts makes the texts.
 */
import type { Params, Problem, Term } from '../messaging/problem.ts';

/**
 * The type of a parameter. `text`: a name or value that is not translated. `term`: one of our own terms,
 * which each language translates. `problem`: another problem; in a text, `{name}` is its message and
 * `{nameHint}` its hint.
 */
type ParamTypes = { text: string | number; term: Term | string; problem: Problem | string };
type ParamKinds = Readonly<Record<string, keyof ParamTypes>>;
export type ParamsOf<Kinds extends ParamKinds> = { readonly [Name in keyof Kinds]: ParamTypes[Kinds[Name]] };

export type Definitions = Readonly<Record<string, ParamKinds>>;

type Rest<Kinds extends ParamKinds> = keyof Kinds extends never
  ? [params?: Record<never, never>, field?: string | null]
  : [params: ParamsOf<Kinds>, field?: string | null];

/** Creates a problem of an area. @param key the code, or `code/variant` */
export type ProblemMaker<Defined extends Definitions> = {
  <Key extends keyof Defined & string>(key: Key, ...rest: Rest<Defined[Key]>): Problem;
  /** For docs/errors.md, the check of the English texts, and the tests. */
  readonly defined: Defined;
};

/**
 * Defines the problems of an area. A problem without English texts does not compile: see english-text.ts.
 *
 * @param area the name of the file; a problem's id is `area.key`
 * @param defined the parameters of each problem of the area
 */
export function defineProblems<const Defined extends Definitions>(
  area: string,
  defined: Defined,
): ProblemMaker<Defined> {
  const make = (key: keyof Defined & string, params: Params = {}, field: string | null = null): Problem => ({
    code: key.split('/', 1)[0] ?? key,
    field,
    id: `${area}.${key}`,
    params,
  });
  return Object.assign(make, { defined }) as ProblemMaker<Defined>;
}
