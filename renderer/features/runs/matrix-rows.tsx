/** The rows of the matrix by operator; a row is drawn again only when one of its cells has changed. */
import { memo } from 'react';
import { useRunsLanguage } from './language.ts';
import { MatrixCell } from './matrix-cell.tsx';
import type { MatrixRow } from './matrix-index.ts';
import classes from './runs.module.css';

type RowProps = {
  row: MatrixRow;
  /** By chain: whether its messages were delivered by more than one channel. */
  mixed: readonly boolean[];
  asked: boolean;
  /** null if the selected cell is in another row. */
  chosen: number | null;
  onChoose: (position: number) => void;
};

function sameRow(one: RowProps, other: RowProps): boolean {
  return (
    one.chosen === other.chosen &&
    one.asked === other.asked &&
    one.onChoose === other.onChoose &&
    one.row.key === other.row.key &&
    one.mixed.length === other.mixed.length &&
    one.mixed.every((each, at) => each === other.mixed[at]) &&
    one.row.cells.every((cells, at) => {
      const others = other.row.cells[at] ?? [];
      return cells.length === others.length && cells.every((cell, index) => cell === others[index]);
    })
  );
}

const Row = memo(function Row({ row, mixed, asked, chosen, onChoose }: RowProps) {
  const { words, format } = useRunsLanguage();
  const { number, rounds } = row;
  return (
    <tr>
      <th scope="row" className="tnum nowrap">
        {/^\+\d+$/.test(number) ? format.phone(number) : number}
        {rounds !== null && <span className={classes.faint}> {words.runs.rounds(rounds[0], rounds[1])}</span>}
      </th>
      {row.cells.map((cells, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
        <td key={column}>
          {cells.map((cell) => (
            <MatrixCell
              key={cell.position}
              cell={cell}
              mixed={mixed[column] ?? false}
              asked={asked}
              chosen={cell.position === chosen}
              onChoose={onChoose}
            />
          ))}
        </td>
      ))}
    </tr>
  );
}, sameRow);

type OperatorRowsProps = Omit<RowProps, 'row'> & {
  operator: string;
  rows: readonly MatrixRow[];
  columns: number;
};

export function OperatorRows({ operator, rows, columns, chosen, ...common }: OperatorRowsProps) {
  const texts = useRunsLanguage().words.runs;
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={columns} className={classes.operator}>
          {operator === '–' ? texts.noOperator : operator}
        </th>
      </tr>
      {rows.map((row) => (
        <Row
          key={row.key}
          row={row}
          chosen={
            row.cells.some((cells) => cells.some(({ position }) => position === chosen)) ? chosen : null
          }
          {...common}
        />
      ))}
    </tbody>
  );
}
