/**
 * Arranges a run's cells as a table: numbers in rows, chains in columns, rounds beside each other. A plan may
 * have ten thousand cells, so the table has pages, which limit what is rendered.
 */
import type { RunCell } from '../../../shared/contract/runs.ts';
import { operatorOf } from '../../../shared/plans/summarise.ts';

/** A number with more rounds than this has several rows. */
const roundsOfRow = 20;
/** The size of a page, unless a single row is larger. */
const cellsOfPage = 400;

export type MatrixRow = {
  readonly key: string;
  /** "–" if not named. */
  readonly operator: string;
  readonly number: string;
  /** The rounds of the first and the last cell, if the number has several rows; null if it has one. */
  readonly rounds: readonly [number, number] | null;
  /** By chain, in the order of the columns. */
  readonly cells: readonly (readonly RunCell[])[];
};

type MatrixIndex = {
  readonly chains: readonly string[];
  /** By operator. */
  readonly rows: readonly MatrixRow[];
  /** The first row of each page, and the one after its last. Never empty. */
  readonly pages: readonly (readonly [number, number])[];
  /** Returns the page of a cell. */
  readonly pageOf: ReadonlyMap<number, number>;
  /** The positions in the order of moving right, and down each column. */
  readonly across: readonly number[];
  readonly down: readonly (readonly number[])[];
};

/** Arranges the cells. @param chains the columns, which stay the same even if cells are filtered out */
export function indexMatrix(cells: readonly RunCell[], chains: readonly string[]): MatrixIndex {
  const columns = new Map(chains.map((chain, at) => [chain, at]));
  const numbers = new Map<string, { operator: string; number: string; cells: RunCell[][] }>();
  for (const cell of cells) {
    const operator = operatorOf(cell);
    const key = JSON.stringify([operator, cell.number]);
    let one = numbers.get(key);
    if (one === undefined) {
      one = { operator, number: cell.number, cells: chains.map(() => []) };
      numbers.set(key, one);
    }
    one.cells[columns.get(cell.chain) ?? -1]?.push(cell);
  }
  const sorted = [...numbers.values()];
  // A stable sort: within an operator, in the order of the plan.
  sorted.sort((a, b) => (a.operator < b.operator ? -1 : a.operator > b.operator ? 1 : 0));
  const rows = sorted.flatMap(rowsOf);
  const pages = pagesOf(rows);
  const pageOf = new Map<number, number>();
  const across: number[] = [];
  const down = chains.map((): number[] => []);
  for (const [page, [from, to]] of pages.entries()) {
    for (const row of rows.slice(from, to)) {
      for (const [column, some] of row.cells.entries()) {
        for (const { position } of some) {
          pageOf.set(position, page);
          across.push(position);
          down[column]?.push(position);
        }
      }
    }
  }
  return { chains, rows, pages, pageOf, across, down };
}

function rowsOf(one: { operator: string; number: string; cells: readonly RunCell[][] }): MatrixRow[] {
  const { operator, number } = one;
  const most = Math.max(1, ...one.cells.map((some) => some.length));
  const parts = Math.ceil(most / roundsOfRow);
  return Array.from({ length: parts }, (_, part) => {
    const cells = one.cells.map((some) => some.slice(part * roundsOfRow, (part + 1) * roundsOfRow));
    const rounds = cells.flat().map(({ round }) => round);
    return {
      key: JSON.stringify([operator, number, part]),
      operator,
      number,
      rounds: parts === 1 ? null : [Math.min(...rounds), Math.max(...rounds)],
      cells,
    };
  });
}

function pagesOf(rows: readonly MatrixRow[]): (readonly [number, number])[] {
  const pages: [number, number][] = [];
  let [from, count] = [0, 0];
  for (const [at, row] of rows.entries()) {
    const own = row.cells.reduce((sum, some) => sum + some.length, 0);
    if (at > from && count + own > cellsOfPage) {
      pages.push([from, at]);
      [from, count] = [at, 0];
    }
    count += own;
  }
  return [...pages, [from, rows.length]];
}

/** Returns the cell to which an arrow key leads; null if there is none, or the key is not an arrow. */
export function walked(index: MatrixIndex, position: number, key: string): number | null {
  const along = (list: readonly number[], step: number): number | null => {
    const at = list.indexOf(position);
    return at === -1 ? null : (list[at + step] ?? null);
  };
  const column = () => index.down.find((list) => list.includes(position)) ?? [];
  switch (key) {
    case 'ArrowRight':
      return along(index.across, 1);
    case 'ArrowLeft':
      return along(index.across, -1);
    case 'ArrowDown':
      return along(column(), 1);
    case 'ArrowUp':
      return along(column(), -1);
    default:
      return null;
  }
}
