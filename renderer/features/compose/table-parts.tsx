/** The parts of the dialog of tables: source, columns, first rows, and rows that are left out. */
import { Checkbox, Select, TextInput } from '@mantine/core';
import type { Table } from '../../../shared/messaging/table.ts';
import { useLanguage } from '../../lib/language.tsx';
import { Notice } from '../../lib/ui/problem-notice.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import classes from './drafts.module.css';
import type { OpenedTable } from './open-table.ts';
import { columnLetter, type LeftOut, type TableChoice } from './table-people.ts';

const shownLeftOut = 100;

function LeftOutLine({ one }: { one: LeftOut }) {
  const texts = useLanguage().words.drafts;
  const textOf = useProblemText();
  const why =
    one.why === 'no-number'
      ? texts.noNumber
      : one.why === 'rounded'
        ? texts.rounded
        : one.why === 'too-many-cells'
          ? texts.tooManyCells
          : textOf(one.why).message;
  return (
    <li className="tnum">
      <strong>{texts.row(one.row)}</strong> {one.text.slice(0, 80)}: {why}
    </li>
  );
}

type FirstRowsProps = {
  rows: Table['rows'];
  names: TableChoice['names'];
  numberColumn: number | null;
  indexes: readonly number[];
  /** null: the names do not matter, and cannot be changed. */
  onName: ((index: number, name: string) => void) | null;
};

/** The table's first rows, with a name for each column. */
export function FirstRows({ rows, names, numberColumn, indexes, onName }: FirstRowsProps) {
  const texts = useLanguage().words.drafts;
  return (
    <div className={classes.tableWrap}>
      <table className={`${classes.table} tnum`}>
        <thead>
          <tr>
            <th scope="col" className={classes.rowNumber}>
              <span className="spoken">{texts.peopleRow}</span>
            </th>
            {indexes.map((index) => (
              <th
                key={index}
                scope="col"
                className={index === numberColumn ? classes.numberColumn : undefined}
              >
                {index === numberColumn ? (
                  texts.peopleNumber
                ) : onName === null ? (
                  names[index]
                ) : (
                  <TextInput
                    size="xs"
                    miw={96}
                    aria-label={texts.columnHeading(columnLetter(index))}
                    value={names[index] ?? ''}
                    onChange={(event) => onName(index, event.currentTarget.value)}
                  />
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.number}>
              <td className={classes.rowNumber}>{row.number}</td>
              {indexes.map((index) => (
                <td key={index} className={index === numberColumn ? classes.numberColumn : undefined}>
                  <bdi>{row.cells[index] ?? ''}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function LeftOutRows({ leftOut }: { leftOut: readonly LeftOut[] }) {
  const texts = useLanguage().words.drafts;
  return (
    <div className={classes.wrong}>
      {texts.rowsLeftOut(leftOut.length)}
      <ul className={classes.leftOut} aria-label={texts.rowsLeftOut(leftOut.length)}>
        {leftOut.slice(0, shownLeftOut).map((one) => (
          <LeftOutLine key={one.row} one={one} />
        ))}
        {leftOut.length > shownLeftOut && <li>{texts.rowsMore(leftOut.length - shownLeftOut)}</li>}
      </ul>
    </div>
  );
}

type TableAboutProps = { opened: OpenedTable; rows: number; loneQuotes: readonly number[] };

/** The table's source, its number of rows, and rows that may have been misread. */
export function TableAbout({ opened, rows, loneQuotes }: TableAboutProps) {
  const { words, format } = useLanguage();
  const texts = words.drafts;
  return (
    <>
      <p className={`${classes.hint} tnum`}>
        {[
          ...(opened.kind === 'pasted' ? [] : [texts.tableFrom(opened.file)]),
          texts.tableRows(rows),
          ...(opened.kind !== 'text' || opened.encoding === 'UTF-8'
            ? []
            : [texts.encodingWas(opened.encoding)]),
        ].join(' · ')}
      </p>
      {loneQuotes.length > 0 && (
        <Notice
          tone="warn"
          title={texts.loneQuotes(
            [
              ...loneQuotes.slice(0, 5).map(format.number),
              ...(loneQuotes.length > 5 ? [texts.rowsMore(loneQuotes.length - 5)] : []),
            ].join(', '),
          )}
        />
      )}
    </>
  );
}

type ColumnChoiceProps = {
  choice: TableChoice;
  indexes: readonly number[];
  /** Whether the choice may take the focus. */
  first: boolean;
  onChoose: (patch: Partial<Pick<TableChoice, 'hasHeading' | 'numberColumn'>>) => void;
};

/** Which column has the numbers, and whether the first row contains column names. */
export function ColumnChoice({ choice, indexes, first, onChoose }: ColumnChoiceProps) {
  const texts = useLanguage().words.drafts;
  const { hasHeading, numberColumn, names } = choice;
  return (
    <div className={classes.choices}>
      <Select
        data-autofocus={numberColumn === null ? true : undefined}
        autoFocus={first && numberColumn === null}
        label={texts.numberColumn}
        placeholder={texts.chooseColumn}
        w={260}
        data={indexes.map((index) => ({
          value: String(index),
          label: names[index] === '' ? texts.column(columnLetter(index)) : (names[index] ?? ''),
        }))}
        value={numberColumn === null ? null : String(numberColumn)}
        onChange={(value) => onChoose({ numberColumn: value === null ? null : Number(value) })}
      />
      <Checkbox
        label={texts.hasHeading}
        checked={hasHeading}
        mb={6}
        onChange={(event) => onChoose({ hasHeading: event.currentTarget.checked })}
      />
    </div>
  );
}
