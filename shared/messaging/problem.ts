/**
 * Expected failures are values: what went wrong, and what to do.
 * They cross the contract as they are; bugs throw.
 */
export type Problem = {
  /** A stable word for programs, e.g. "wrong-credentials", "number-invalid", "port-taken". */
  readonly code: string;
  /** The field it concerns, as a path where the API gives one ("payload[rcs][sender]"), else null. */
  readonly field: string | null;
  /** What happened, for a person. Holds no credential. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  /** Which texts say it, in any language: `area.code` or `area.code/variant` of shared/problems. Absent in what an earlier version stored. */
  readonly id?: string | undefined;
  /** What is filled into the texts. Holds no credential. */
  readonly params?: Params | undefined;
};

/** A word of ours inside a message, such as the name of a field: each language has its own. */
export type Term = { readonly term: string };
export type ParamValue = string | number | Term | Problem;
export type Params = Readonly<Record<string, ParamValue>>;

/** Marks a text as a word of ours. */
export function term(text: string): Term {
  return { term: text };
}

export type Result<T, P extends Problem = Problem> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: P };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** Returns the problem with the texts of another one, which has its message inside; code, field and the rest stay. */
export function withCodeOf<P extends Problem>(inner: P, outer: Problem): P {
  return { ...inner, message: outer.message, hint: outer.hint, id: outer.id, params: outer.params };
}

export function fail<P extends Problem>(value: P): { readonly ok: false; readonly problem: P } {
  return { ok: false, problem: value };
}
