/** Reads the parameters of a query, and keeps those that were not understood. */
export type QueryReader = {
  /** The values of a parameter, each once. */
  all(name: string, isKnown: (value: string) => boolean): readonly string[];
  /** The known values, in their own order. */
  someOf<T extends string>(name: string, known: readonly T[]): readonly T[];
  /** The value of a parameter that may occur once; null if it is missing. */
  one(name: string, isKnown: (value: string) => boolean): string | null;
  oneOf<T extends string>(name: string, known: readonly T[]): T | null;
  /** Everything that was not understood, as `name=value`. */
  unread(): readonly string[];
};

export function readerOf(query: URLSearchParams): QueryReader {
  const unread: string[] = [];
  const taken = new Set<string>();
  function all(name: string, isKnown: (value: string) => boolean): readonly string[] {
    taken.add(name);
    const values = [...new Set(query.getAll(name))];
    unread.push(...values.filter((value) => !isKnown(value)).map((value) => `${name}=${value}`));
    return values.filter(isKnown);
  }
  function someOf<T extends string>(name: string, known: readonly T[]): readonly T[] {
    const wanted = new Set(all(name, (value) => known.some((each) => each === value)));
    return known.filter((each) => wanted.has(each));
  }
  /** A second value is not allowed. */
  function first<T extends string>(name: string, [value, ...more]: readonly T[]): T | null {
    unread.push(...more.map((each) => `${name}=${each}`));
    return value ?? null;
  }
  return {
    all,
    someOf,
    one: (name, isKnown) => first(name, all(name, isKnown)),
    oneOf: (name, known) => first(name, someOf(name, known)),
    unread() {
      const unknown = [...query].filter(([name]) => !taken.has(name));
      return [...new Set([...unread, ...unknown.map(([name, value]) => `${name}=${value}`)])];
    },
  };
}
