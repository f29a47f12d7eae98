/**
 * Expected failures are values: a code, and the parameters of the texts that say what went wrong and what to
 * do. They cross the contract unchanged; their texts are made where they are shown. Bugs throw.
 */
export type Problem = {
  /** A stable code for programs, e.g. "wrong-credentials", "number-invalid", "port-taken". */
  readonly code: string;
  /** The field with the problem, as a path if the API gives one ("payload[rcs][sender]"); otherwise null. */
  readonly field: string | null;
  /**
   * Identifies the texts in every language: `area.code` or `area.code/variant` of shared/problems. Missing in
   * problems that an earlier version stored.
   */
  readonly id?: string | undefined;
  /** Parameters of the texts. Contain no credentials. */
  readonly params?: Params | undefined;
  /**
   * The English texts that an earlier version stored: what happened, and what to do. Shown only if the
   * catalogue has no texts for `id`. Read them with `englishText` of shared/problems/english-text.ts.
   */
  readonly message?: string | undefined;
  readonly hint?: string | undefined;
};

/** One of our own terms inside a message, such as the name of a field; each language translates it. */
export type Term = { readonly term: string };
export type ParamValue = string | number | Term | Problem;
export type Params = Readonly<Record<string, ParamValue>>;

/** Marks a text as one of our own terms. */
export function term(text: string): Term {
  return { term: text };
}

/** A short text that the engine reports beside problems; shared/phrases.ts makes them. */
export type Phrase = {
  /** Identifies the text in every language: `area.key` of phrases.json. Missing in what an earlier version stored. */
  readonly id?: string | undefined;
  readonly params?: Params | undefined;
  /** The English text that an earlier version stored; shown only if the catalogue has no text for `id`. */
  readonly text?: string | undefined;
};

export type Result<T, P extends Problem = Problem> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: P };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/**
 * Returns the problem with the texts of another one that contains its message; code, field and the rest stay.
 */
export function withCodeOf<P extends Problem>(inner: P, outer: Problem): P {
  return { ...inner, message: outer.message, hint: outer.hint, id: outer.id, params: outer.params };
}

export function fail<P extends Problem>(value: P): { readonly ok: false; readonly problem: P } {
  return { ok: false, problem: value };
}
