/**
 * Shows a pasted or opened table before its recipients are added: the meaning of columns, and unreadable
 * rows.
 */
import { Button, Checkbox, Modal, Select, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { parseTable } from '../../../shared/messaging/table.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import { Notice } from '../../lib/ui/problem-notice.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import { useFocusBack } from '../../lib/ui/use-focus-back.ts';
import classes from './drafts.module.css';
import type { FileEncoding } from './read-file.ts';
import {
  columnLetter,
  firstChoice,
  type LeftOut,
  namesOf,
  peopleOf,
  type TableChoice,
} from './table-people.ts';
import { TableReadings } from './table-readings.tsx';

export type TableSource = {
  readonly text: string;
  /** null if it was pasted. */
  readonly file: string | null;
  readonly encoding: FileEncoding | null;
};

const shownRows = 5;
const shownLeftOut = 100;
/** In the format of messages.send. */
const mostPeople = 10_000;

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
  rows: ReturnType<typeof parseTable>['rows'];
  names: TableChoice['names'];
  numberColumn: number | null;
  indexes: readonly number[];
  onName: (index: number, name: string) => void;
};

/** The table's first rows, with an editable name for each column. */
function FirstRows({ rows, names, numberColumn, indexes, onName }: FirstRowsProps) {
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

function LeftOutRows({ leftOut }: { leftOut: readonly LeftOut[] }) {
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

type TableAboutProps = { source: TableSource; rows: number; loneQuotes: readonly number[] };

/** The table's source, its number of rows, and rows that may have been misread. */
function TableAbout({ source, rows, loneQuotes }: TableAboutProps) {
  const { words, format } = useLanguage();
  const texts = words.drafts;
  return (
    <>
      <p className={`${classes.hint} tnum`}>
        {[
          ...(source.file === null ? [] : [texts.tableFrom(source.file)]),
          texts.tableRows(rows),
          ...(source.encoding === null || source.encoding === 'UTF-8'
            ? []
            : [texts.encodingWas(source.encoding)]),
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
  onChoose: (patch: Partial<Pick<TableChoice, 'hasHeading' | 'numberColumn'>>) => void;
};

/** Which column has the numbers, and whether the first row contains column names. */
function ColumnChoice({ choice, indexes, onChoose }: ColumnChoiceProps) {
  const texts = useLanguage().words.drafts;
  const { hasHeading, numberColumn, names } = choice;
  return (
    <div className={classes.choices}>
      <Select
        data-autofocus={numberColumn === null ? true : undefined}
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

export function TableDialog({ source, onClose }: { source: TableSource; onClose: () => void }) {
  useFocusBack();
  const { words } = useLanguage();
  const texts = words.drafts;
  const { compose } = useActions();
  const country = useDeck((state) => state.console.settings?.defaultCountry ?? null);
  const already = useDeck((state) => state.compose.draft.recipients.length);
  const table = useMemo(() => parseTable(source.text), [source]);
  const [choice, setChoice] = useState<TableChoice>(() => firstChoice(table, country, texts));
  const { people, columns, leftOut, home, asked } = useMemo(
    () => peopleOf(table, choice, country),
    [table, choice, country],
  );
  const { hasHeading, numberColumn, names } = choice;
  const rows = table.rows.slice(hasHeading ? 1 : 0);
  const indexes = Array.from({ length: table.width }, (_, index) => index);
  const tooMany = already + people.length > mostPeople;

  const choose = (patch: Partial<Pick<TableChoice, 'hasHeading' | 'numberColumn'>>) => {
    const next = { ...choice, ...patch, numbers: null };
    setChoice({ ...next, names: namesOf(table, next.hasHeading, next.numberColumn, texts) });
  };
  function add() {
    compose.addPeople(people, columns);
    onClose();
  }

  return (
    <Modal
      opened
      size="xl"
      onClose={onClose}
      title={texts.tableTitle}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <TableAbout source={source} rows={rows.length} loneQuotes={table.loneQuotes} />
      {table.width === 0 ? (
        <Notice title={texts.noTable} />
      ) : (
        <>
          <ColumnChoice choice={choice} indexes={indexes} onChoose={choose} />
          <FirstRows
            rows={rows.slice(0, shownRows)}
            names={names}
            numberColumn={numberColumn}
            indexes={indexes}
            onName={(index, name) => setChoice({ ...choice, names: names.with(index, name) })}
          />
          <TableReadings home={home} asked={asked} choice={choice} onChoose={setChoice} />
          {leftOut.length > 0 && <LeftOutRows leftOut={leftOut} />}
          {tooMany && <p className={classes.wrong}>{texts.tooMany(already + people.length, mostPeople)}</p>}
        </>
      )}
      <div className={classes.dialogFoot}>
        <Button variant="default" ml="auto" onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button
          data-autofocus={numberColumn === null ? undefined : true}
          disabled={people.length === 0 || tooMany || (asked.count > 0 && choice.numbers === null)}
          onClick={add}
        >
          {people.length === 0 ? texts.addNobody : texts.addPeople(people.length)}
        </Button>
      </div>
    </Modal>
  );
}
