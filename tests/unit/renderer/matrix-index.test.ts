import { describe, expect, it } from 'vitest';
import { keepSame } from '../../../renderer/features/runs/keep-same.ts';
import { indexMatrix, walked } from '../../../renderer/features/runs/matrix-index.ts';
import type { RunCell } from '../../../shared/contract/runs.ts';

function cells(numbers: number, chains: number, rounds: number): RunCell[] {
  const list: RunCell[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (let chain = 0; chain < chains; chain += 1) {
      for (let number = 0; number < numbers; number += 1) {
        list.push({
          position: list.length,
          attempt: 1,
          chain: `chain ${chain}`,
          number: `phone ${number}`,
          country: 'EE',
          operator: number % 2 === 0 ? 'Tele2' : 'Elisa',
          round,
          messageId: null,
          sentAt: null,
          result: null,
          handset: null,
          handsetAt: null,
        });
      }
    }
  }
  return list;
}

const chainsOf = (list: readonly RunCell[]) => [...new Set(list.map(({ chain }) => chain))];
const indexed = (list: readonly RunCell[]) => indexMatrix(list, chainsOf(list));

describe('the table of a run', () => {
  it.each([
    [12, 3, 2],
    [2500, 2, 2],
    [1, 1, 10_000],
    [5, 4, 500],
  ])('shows each of %i numbers × %i chains × %i rounds once, on pages of at most 400', (...size) => {
    const list = cells(...size);
    const { pages, rows, pageOf, across } = indexed(list);
    expect(across.toSorted((a, b) => a - b)).toEqual(list.map(({ position }) => position));
    expect(pages[0]?.[0]).toBe(0);
    expect(pages.at(-1)?.[1]).toBe(rows.length);
    for (const [at, [from, to]] of pages.entries()) {
      expect(from).toBe(at === 0 ? 0 : pages[at - 1]?.[1]);
      const shown = rows.slice(from, to).flatMap((row) => row.cells.flat());
      expect(shown.length).toBeLessThanOrEqual(400);
      expect(shown.every(({ position }) => pageOf.get(position) === at)).toBe(true);
    }
  });

  it('groups operators, and keeps the plan’s order within each', () => {
    const { rows } = indexed(cells(5, 1, 1));
    expect(rows.map(({ number }) => number)).toEqual(['phone 1', 'phone 3', 'phone 0', 'phone 2', 'phone 4']);
  });

  it('is walked to the right, and down each chain, across the ends of its pages', () => {
    const list = cells(300, 2, 2);
    const index = indexed(list);
    const down: number[] = [];
    for (let at: number | null = index.down[1]?.[0] ?? null; at !== null; at = walked(index, at, 'ArrowDown'))
      down.push(at);
    expect(down).toHaveLength(600);
    expect(down.every((position) => list[position]?.chain === 'chain 1')).toBe(true);
    const right = walked(index, index.across[0] ?? -1, 'ArrowRight');
    expect(right).toBe(index.across[1]);
    expect(walked(index, right ?? -1, 'ArrowLeft')).toBe(index.across[0]);
    expect(walked(index, index.across[0] ?? -1, 'ArrowUp')).toBeNull();
    expect(walked(index, index.across[0] ?? -1, 'a')).toBeNull();
  });

  it('keeps unchanged cells, and takes changed ones', () => {
    const before = cells(3, 1, 1);
    const now = structuredClone(before);
    const [first, second, third] = now;
    if (!first || !second || !third) throw new Error('no cells');
    now[1] = { ...second, messageId: 'm', sentAt: 1 };
    now[2] = { ...third, handset: 'arrived' };
    const kept = keepSame(before, now);
    expect(kept).toEqual(now);
    expect(kept[0]).toBe(before[0]);
    expect(kept[1]).toBe(now[1]);
    expect(kept[2]).toBe(now[2]);
  });
});
