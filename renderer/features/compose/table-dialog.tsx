/**
 * Opens a pasted table or a file with a table, and shows it before its recipients are added: the meaning of
 * columns, and unreadable rows.
 */
import { Button, Modal, Select } from '@mantine/core';
import { type ComponentType, useEffect, useMemo, useState } from 'react';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useFilesLanguage } from '../../lib/files-language.ts';
import { useLanguage } from '../../lib/language.tsx';
import { Notice } from '../../lib/ui/problem-notice.tsx';
import { useFocusBack } from '../../lib/ui/use-focus-back.ts';
import classes from './drafts.module.css';
import { HiddenChoice } from './hidden-choice.tsx';
import {
  columnsLeftOut,
  hiddenCounts,
  type OpenedTable,
  type OpenFault,
  type OpenResult,
  openTable,
  readAgain,
  rowsToJudge,
  sheetWithNumbers,
  tableIn,
} from './open-table.ts';
import { encodings, type FileEncoding, mostFileBytes } from './read-file.ts';
import { ColumnChoice, FirstRows, LeftOutRows, TableAbout } from './table-parts.tsx';
import { firstChoice, namesOf, peopleOf, type TableChoice, type TablePeople } from './table-people.ts';
import { TableReadings } from './table-readings.tsx';
import type { TableSource } from './use-table-source.ts';
import { mostRows, mostUnpackedBytes } from './workbook/unpack-workbook.ts';

const shownRows = 12;
/** In the format of messages.send. */
const mostPeople = 10_000;

function useFaultText(): (fault: OpenFault) => string {
  const { words, format } = useFilesLanguage();
  const texts = words.files;
  const megabytes = 1_000_000;
  return (fault) => {
    const cell = 'cell' in fault ? fault.cell : null;
    switch (fault.why) {
      case 'large':
        return 'cell' in fault
          ? texts.largeWorkbook(format.number(mostRows - 1), mostUnpackedBytes / megabytes)
          : texts.tooLarge(mostFileBytes / megabytes);
      case 'workbook':
        return texts.notWorkbook;
      case 'old-workbook':
        return texts.oldWorkbook;
      case 'binary-workbook':
        return texts.binaryWorkbook;
      case 'open-document':
        return texts.openDocument;
      case 'not-workbook':
        return texts.notWorkbook;
      case 'damaged':
        return texts.damaged(cell);
      default:
        return texts[fault.why];
    }
  };
}

/** What the end of the dialog gets: the recipients of the table, and what to do with them. */
export type TableFootProps = Pick<TablePeople, 'people' | 'columns' | 'leftOut'> & {
  /** Whether the user must choose something first. */
  blocked: boolean;
  /** Whether a column with the numbers is chosen. */
  hasColumn: boolean;
  /** Whether the dialog is shown for the first time, so that the button may take the focus. */
  first: boolean;
  onClose: () => void;
};

/** Adds the recipients to the message. */
function AddPeople({ people, columns, blocked, hasColumn, first, onClose }: TableFootProps) {
  const { words } = useLanguage();
  const texts = words.drafts;
  const { compose } = useActions();
  const already = useDeck((state) => state.compose.draft.recipients.length);
  const tooMany = already + people.length > mostPeople;
  function add() {
    compose.addPeople(people, columns);
    onClose();
  }
  return (
    <>
      {tooMany && <p className={classes.wrong}>{texts.tooMany(already + people.length, mostPeople)}</p>}
      <div className={classes.dialogFoot}>
        <Button variant="default" ml="auto" onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button
          data-autofocus={hasColumn || undefined}
          autoFocus={first && hasColumn}
          disabled={people.length === 0 || tooMany || blocked}
          onClick={add}
        >
          {people.length === 0 ? texts.addNobody : texts.addPeople(people.length)}
        </Button>
      </div>
    </>
  );
}

/** What is done with the numbers of the table. Missing: they become recipients, with the values of the other columns. */
export type TableUse = { readonly title: string; readonly Foot: ComponentType<TableFootProps> };

type TableFormProps = {
  opened: OpenedTable;
  sheet: number;
  /** Whether rows and columns that the workbook hides are read too. */
  withHidden: boolean;
  /** Whether the form is shown for the first time, so that it may take the focus. */
  first: boolean;
  use: TableUse | null;
  onClose: () => void;
};

function TableForm({ opened, sheet, withHidden, first, use, onClose }: TableFormProps) {
  const texts = useLanguage().words.drafts;
  const country = useDeck((state) => state.console.settings?.defaultCountry ?? null);
  const table = useMemo(() => tableIn(opened, sheet, withHidden), [opened, sheet, withHidden]);
  const left = columnsLeftOut(opened, sheet, withHidden);
  const withoutLeft = (choice: TableChoice): TableChoice => ({
    ...choice,
    names: choice.names.map((name, index) => (left.has(index) ? '' : name)),
  });
  const [choice, setChoice] = useState<TableChoice>(() => withoutLeft(firstChoice(table, country, texts)));
  const { people, columns, leftOut, home, asked } = useMemo(
    () => peopleOf(table, choice, country, use !== null),
    [table, choice, country, use],
  );
  const { hasHeading, numberColumn, names } = choice;
  const rows = table.rows.slice(hasHeading ? 1 : 0);
  const indexes = Array.from({ length: table.width }, (_, index) => index).filter(
    (index) => !left.has(index),
  );
  const Foot = use?.Foot ?? AddPeople;

  const choose = (patch: Partial<Pick<TableChoice, 'hasHeading' | 'numberColumn'>>) => {
    const next = { ...choice, ...patch, numbers: null };
    setChoice(withoutLeft({ ...next, names: namesOf(table, next.hasHeading, next.numberColumn, texts) }));
  };

  return (
    <>
      <TableAbout opened={opened} rows={rows.length} loneQuotes={table.loneQuotes} />
      {table.width === 0 ? (
        <Notice title={texts.noTable} />
      ) : (
        <>
          <ColumnChoice choice={choice} indexes={indexes} first={first} onChoose={choose} />
          <FirstRows
            rows={rowsToJudge(rows, shownRows)}
            names={names}
            numberColumn={numberColumn}
            indexes={indexes}
            onName={
              use === null ? (index, name) => setChoice({ ...choice, names: names.with(index, name) }) : null
            }
          />
          <TableReadings home={home} asked={asked} choice={choice} onChoose={setChoice} />
          {leftOut.length > 0 && <LeftOutRows leftOut={leftOut} />}
        </>
      )}
      <Foot
        people={people}
        columns={columns}
        leftOut={leftOut}
        blocked={asked.count > 0 && choice.numbers === null}
        hasColumn={numberColumn !== null}
        first={first}
        onClose={onClose}
      />
    </>
  );
}

/** Lets the user choose the encoding of a text file, and the sheet of a workbook with several. */
function OpenedView({ opened, use, onClose }: Pick<TableFormProps, 'opened' | 'use' | 'onClose'>) {
  const texts = useFilesLanguage().words.files;
  const country = useDeck((state) => state.console.settings?.defaultCountry ?? null);
  const [chosen, setChosen] = useState<number | null>(null);
  const found = useMemo(() => sheetWithNumbers(opened, country), [opened, country]);
  const sheet = chosen ?? found;
  const sheets = opened.kind === 'workbook' ? opened.sheets : [];
  const hidden = useMemo(() => hiddenCounts(opened, sheet), [opened, sheet]);
  const [withHidden, setWithHidden] = useState(false);
  const [encoding, setEncoding] = useState<FileEncoding | null>(null);
  const read = useMemo(() => (encoding === null ? opened : readAgain(opened, encoding)), [opened, encoding]);
  return (
    <>
      {sheets.length > 1 && (
        <Select
          label={texts.sheet}
          w={260}
          mb="sm"
          allowDeselect={false}
          data={sheets.map(({ name, hidden: { sheet: isHidden } }, index) => ({
            value: String(index),
            label: isHidden ? texts.hiddenSheet(name) : name,
          }))}
          value={String(sheet)}
          onChange={(value) => setChosen(Number(value))}
        />
      )}
      <HiddenChoice hidden={hidden} withHidden={withHidden} onChoose={setWithHidden} />
      {read.kind === 'text' && (
        <Select
          label={texts.encoding}
          w={320}
          mb="sm"
          allowDeselect={false}
          data={encodings.map(({ name, letters }) => ({
            value: name,
            label: `${name} (${texts.letters[letters]})`,
          }))}
          value={read.encoding}
          onChange={(value) => setEncoding(encodings.find(({ name }) => name === value)?.name ?? null)}
        />
      )}
      <TableForm
        key={read.kind === 'text' ? read.encoding : `${sheet} ${withHidden}`}
        opened={read}
        sheet={sheet}
        withHidden={withHidden}
        first={chosen === null && encoding === null && !withHidden}
        use={use}
        onClose={onClose}
      />
    </>
  );
}

type TableDialogProps = { source: TableSource; use?: TableUse; onClose: () => void };

export function TableDialog({ source, use, onClose }: TableDialogProps) {
  useFocusBack();
  const { words } = useFilesLanguage();
  const faultText = useFaultText();
  const [result, setResult] = useState<OpenResult | null>(
    source.kind === 'pasted' ? { ok: true, opened: source } : null,
  );
  useEffect(() => {
    if (source.kind === 'pasted') return;
    let late = false;
    void openTable(source.file).then((found) => {
      if (!late) setResult(found);
    });
    return () => {
      late = true;
    };
  }, [source]);

  return (
    <Modal
      opened
      size="xl"
      onClose={onClose}
      closeOnClickOutside={false}
      title={use?.title ?? words.drafts.tableTitle}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      {result === null && <p role="status">{words.files.reading}</p>}
      {result?.ok === false && (
        <>
          <Notice role="alert" title={faultText(result.fault)} />
          <div className={classes.dialogFoot}>
            <Button variant="default" ml="auto" autoFocus onClick={onClose}>
              {words.common.close}
            </Button>
          </div>
        </>
      )}
      {result?.ok === true && <OpenedView opened={result.opened} use={use ?? null} onClose={onClose} />}
    </Modal>
  );
}
