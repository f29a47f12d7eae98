import { type KeyboardEvent, useEffect, useRef } from 'react';
import { type indexMatrix, walked } from './matrix-index.ts';

/** Scrolls to the selected cell; arrow keys move from cell to cell, also across pages. */
export function useMatrixWalking(
  index: ReturnType<typeof indexMatrix>,
  at: number,
  chosen: number | null,
  setPage: (page: number) => void,
) {
  const toFocus = useRef<number | null>(null);
  const table = useRef<HTMLTableElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: gone to once, when another is chosen
  useEffect(() => {
    const there = chosen === null ? undefined : index.pageOf.get(chosen);
    if (there !== undefined) setPage(there);
  }, [chosen]);
  useEffect(() => {
    const position = toFocus.current;
    if (position === null) return;
    toFocus.current = null;
    table.current?.querySelector<HTMLElement>(`[data-position="${position}"]`)?.focus();
  });
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const here = event.target instanceof HTMLElement ? event.target.dataset.position : undefined;
    if (here === undefined) return;
    const next = walked(index, Number(here), event.key);
    if (next === null) return;
    event.preventDefault();
    const there = index.pageOf.get(next) ?? at;
    if (there === at) {
      table.current?.querySelector<HTMLElement>(`[data-position="${next}"]`)?.focus();
    } else {
      toFocus.current = next;
      setPage(there);
    }
  };
  return { table, walk };
}
