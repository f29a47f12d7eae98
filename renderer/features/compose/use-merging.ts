/** The draft with its placeholders: which recipients lack values, and what one recipient will read. */
import { createContext, use, useMemo, useState } from 'react';
import { createMerger, type Placeholder } from '../../../shared/messaging/placeholders.ts';
import { chainOf, type Draft } from './draft.ts';
import type { Person } from './recipients.ts';

type MissingPerson = { readonly person: Person; readonly names: readonly string[] };

export type Merging = {
  readonly people: readonly Person[];
  readonly placeholders: readonly Placeholder[];
  /** Without recipients who have all required values. */
  readonly missing: readonly MissingPerson[];
  /** The recipient whose message is shown; null if there are none. */
  readonly person: Person | null;
  /** From 0. */
  readonly index: number;
  readonly walk: (to: number) => void;
  /** The draft as that recipient will read it; a placeholder without a value stays. */
  readonly shown: Draft;
};

export function useMerging(draft: Draft, people: readonly Person[]): Merging {
  const [chosen, setChosen] = useState(0);
  const index = Math.min(chosen, Math.max(0, people.length - 1));
  const person = people[index] ?? null;
  const chainMerger = useMemo(() => createMerger(chainOf(draft)), [draft]);
  const { placeholders } = chainMerger;
  // Recipients are checked again only if other values are needed, not at each key press.
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

/** Returns null outside of the compose screen. */
export function useMergingHere(): Merging | null {
  return use(MergingContext);
}
