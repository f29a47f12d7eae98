/** The draft with its placeholders: whom they lack a value for, and what one person will read. */
import { createContext, use, useMemo, useState } from 'react';
import { createMerger, type Placeholder } from '../../../shared/messaging/placeholders.ts';
import { chainOf, type Draft } from './draft.ts';
import type { Person } from './recipients.ts';

type MissingPerson = { readonly person: Person; readonly names: readonly string[] };

export type Merging = {
  readonly people: readonly Person[];
  readonly placeholders: readonly Placeholder[];
  /** Nobody is in it who has all that is needed. */
  readonly missing: readonly MissingPerson[];
  /** Whose message is looked at; null: nobody is there. */
  readonly person: Person | null;
  /** From 0. */
  readonly index: number;
  readonly walk: (to: number) => void;
  /** The draft as that person will read it; what has no value stays a placeholder. */
  readonly shown: Draft;
};

export function useMerging(draft: Draft, people: readonly Person[]): Merging {
  const [chosen, setChosen] = useState(0);
  const index = Math.min(chosen, Math.max(0, people.length - 1));
  const person = people[index] ?? null;
  const chainMerger = useMemo(() => createMerger(chainOf(draft)), [draft]);
  const { placeholders } = chainMerger;
  // People are looked at again only when other values are needed, not at each letter of a text.
  const needed = placeholders
    .filter((one) => !one.optional)
    .map((one) => one.name)
    .join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const missing = useMemo(
    () =>
      needed === ''
        ? []
        : people.flatMap((one): MissingPerson[] => {
            const names = chainMerger.missing(one.values);
            return names.length === 0 ? [] : [{ person: one, names }];
          }),
    [needed, people],
  );
  const shown = useMemo(() => createMerger(draft).show(person?.values ?? {}), [draft, person]);
  return { people, placeholders, missing, person, index, walk: setChosen, shown };
}

const MergingContext = createContext<Merging | null>(null);
export const MergingProvider = MergingContext.Provider;

/** @returns null outside of compose */
export function useMergingHere(): Merging | null {
  return use(MergingContext);
}
