/** All recipients with their values, as an editable table; ten thousand rows stay fast. */
import { ActionIcon, Button, Modal, SegmentedControl, TextInput } from '@mantine/core';
import { IconPlus, IconSearch, IconX } from '@tabler/icons-react';
import { memo, useMemo, useRef, useState } from 'react';
import { placeholderKey, placeholderName, valuesByKey } from '../../../shared/messaging/placeholders.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import { useFocusBack } from '../../lib/ui/use-focus-back.ts';
import { useVirtualList } from '../../lib/ui/use-virtual-list.ts';
import classes from './drafts.module.css';
import type { Recipient, Recipients } from './recipients.ts';
import type { Merging } from './use-merging.ts';

const rowHeight = 36;
/** Including the borders of the list. */
const headHeight = 36;

export type PeopleShown = 'all' | 'missing' | 'wrong';

type RowProps = {
  readonly recipient: Recipient;
  readonly index: number;
  readonly columns: readonly string[];
  /** Keys of names without a value for this recipient. */
  readonly missing: readonly string[];
  readonly grid: string;
};

const PersonRow = memo(function PersonRow({ recipient, index, columns, missing, grid }: RowProps) {
  const texts = useLanguage().words.drafts;
  const textOf = useProblemText();
  const { compose } = useActions();
  const { key, written, values, row, problem } = recipient;
  const byKey = useMemo(
    () => new Map(Object.entries(values).map(([name, value]) => [placeholderKey(name), { name, value }])),
    [values],
  );
  function change(column: string, value: string) {
    const name = byKey.get(placeholderKey(column))?.name ?? column;
    compose.editRecipient(key, { values: { ...values, [name]: value } });
  }
  return (
    <div className={classes.peopleRow} style={{ gridTemplateColumns: grid, height: rowHeight }}>
      <span className={`${classes.rowNumber} tnum`}>{row ?? ''}</span>
      <input
        className={`${classes.cell} ${problem ? classes.cellMissing : ''} tnum`}
        aria-label={texts.numberOf(index + 1)}
        aria-invalid={problem !== null}
        title={problem === null ? undefined : textOf(problem).message}
        value={written}
        onChange={(event) => compose.editRecipient(key, { written: event.currentTarget.value })}
      />
      {columns.map((column) => (
        <input
          key={column}
          dir="auto"
          className={`${classes.cell} ${missing.includes(placeholderKey(column)) ? classes.cellMissing : ''}`}
          aria-label={texts.valueOf(column, written)}
          aria-invalid={missing.includes(placeholderKey(column))}
          value={byKey.get(placeholderKey(column))?.value ?? ''}
          onChange={(event) => change(column, event.currentTarget.value)}
        />
      ))}
      <ActionIcon aria-label={texts.removePerson(written)} onClick={() => compose.removeRecipients([key])}>
        <IconX size={14} stroke={1.6} />
      </ActionIcon>
    </div>
  );
});

/** Columns of the draft, and names in its texts that no column has yet. */
function columnsOf(own: readonly string[], merging: Merging): string[] {
  const known = new Set(own.map(placeholderKey));
  return [...own, ...merging.placeholders.filter((one) => !known.has(one.key)).map((one) => one.name)];
}

function AddColumn() {
  const texts = useLanguage().words.drafts;
  const { compose } = useActions();
  const columns = useDeck((state) => state.compose.draft.columns);
  const [name, setName] = useState('');
  const tidy = placeholderName(name);
  const taken = columns.some((one) => placeholderKey(one) === placeholderKey(tidy));
  function add() {
    if (tidy === '' || taken) return;
    compose.edit({ columns: [...columns, tidy] });
    setName('');
  }
  return (
    <div className={classes.addColumn}>
      <TextInput
        size="xs"
        w={150}
        aria-label={texts.columnName}
        placeholder={texts.columnName}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && add()}
      />
      <Button
        variant="default"
        leftSection={<IconPlus size={14} stroke={1.6} />}
        disabled={tidy === '' || taken}
        onClick={add}
      >
        {texts.addColumn}
      </Button>
    </div>
  );
}

type PersonLine = { readonly recipient: Recipient; readonly index: number };

const keyOf = ({ recipient }: PersonLine) => recipient.key;
const sizeOf = () => rowHeight;

/** A separate component, so that it is measured after the dialog is visible. */
function PeopleList({
  rows,
  columns,
  missing,
}: {
  rows: readonly PersonLine[];
  columns: readonly string[];
  missing: ReadonlyMap<string, readonly string[]>;
}) {
  const texts = useLanguage().words.drafts;
  const scroller = useRef<HTMLElement>(null);
  const { virtual, shown } = useVirtualList({ scroller, items: rows, keyOf, sizeOf });
  const grid = `40px minmax(150px, 1fr) ${columns.map(() => 'minmax(130px, 1fr)').join(' ')} 28px`;
  const minWidth = 240 + 134 * columns.length;
  const height = `min(56vh, ${Math.max(3, rows.length) * rowHeight + headHeight}px)`;
  return (
    <section ref={scroller} className={classes.people} style={{ height }} aria-label={texts.peopleButton}>
      <div
        className={`${classes.peopleRow} ${classes.peopleHead}`}
        style={{ gridTemplateColumns: grid, minWidth }}
      >
        <span>{texts.peopleRow}</span>
        <span>{texts.peopleNumber}</span>
        {columns.map((column) => (
          <span key={column} className="cut">
            {column}
          </span>
        ))}
      </div>
      {rows.length === 0 && <p className={classes.menuEmpty}>{texts.nobodyHere}</p>}
      <div style={{ height: virtual.getTotalSize(), position: 'relative', minWidth }}>
        {shown.map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <div
              key={item.key}
              style={{
                position: 'absolute',
                top: 0,
                left: 0,
                right: 0,
                transform: `translateY(${item.start}px)`,
              }}
            >
              <PersonRow
                recipient={row.recipient}
                index={row.index}
                columns={columns}
                missing={missing.get(row.recipient.key) ?? none}
                grid={grid}
              />
            </div>
          );
        })}
      </div>
    </section>
  );
}

export function PeopleDialog({
  recipients,
  merging,
  first,
  onClose,
}: {
  recipients: Recipients;
  merging: Merging;
  first: PeopleShown;
  onClose: () => void;
}) {
  useFocusBack();
  const { words } = useLanguage();
  const texts = words.drafts;
  const own = useDeck((state) => state.compose.draft.columns);
  const columns = columnsOf(own, merging);
  const [shown, setShown] = useState<PeopleShown>(first);
  const [search, setSearch] = useState('');
  const all = useMemo(() => recipients.all.filter((one) => !one.key.startsWith('typed-')), [recipients]);
  const missing = useMemo(
    () => new Map(merging.missing.map(({ person, names }) => [person.key, names.map(placeholderKey)])),
    [merging.missing],
  );
  /* A recipient who is being corrected stays in the list until another list is chosen. */
  const [kept, setKept] = useState(() => listed(first));
  function listed(which: PeopleShown): ReadonlySet<string> | null {
    if (which === 'missing') return new Set(missing.keys());
    return which === 'wrong' ? new Set(recipients.wrong.map((one) => one.key)) : null;
  }
  const rows = useMemo(() => {
    const wanted = search.trim().toLowerCase();
    return all
      .map((recipient, index) => ({ recipient, index }))
      .filter(({ recipient }) => kept === null || kept.has(recipient.key))
      .filter(
        ({ recipient }) =>
          wanted === '' ||
          [recipient.written, ...valuesByKey(recipient.values).values()].some((text) =>
            text.toLowerCase().includes(wanted),
          ),
      );
  }, [all, kept, search]);
  const choices = [
    { value: 'all', label: texts.allPeople },
    ...(missing.size > 0 || shown === 'missing'
      ? [{ value: 'missing', label: texts.onlyMissing(missing.size) }]
      : []),
    ...(recipients.wrong.length > 0 || shown === 'wrong'
      ? [{ value: 'wrong', label: texts.onlyWrong(recipients.wrong.length) }]
      : []),
  ];
  function show(value: string) {
    const which = value === 'missing' || value === 'wrong' ? value : 'all';
    setShown(which);
    setKept(listed(which));
  }

  return (
    <Modal
      opened
      size="70rem"
      onClose={onClose}
      closeOnClickOutside={false}
      title={texts.peopleTitle(all.length)}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <div className={classes.choices} style={{ alignItems: 'center', gap: 8 }}>
        {choices.length > 1 && (
          <SegmentedControl
            size="xs"
            data={choices}
            value={shown}
            onChange={show}
            aria-label={texts.peopleButton}
          />
        )}
        <TextInput
          size="xs"
          w={200}
          type="search"
          aria-label={texts.findPerson}
          placeholder={texts.findPerson}
          leftSection={<IconSearch size={14} stroke={1.6} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <AddColumn />
      </div>
      <PeopleList rows={rows} columns={columns} missing={missing} />
      <div className={classes.dialogFoot}>
        <Button ml="auto" onClick={onClose}>
          {texts.done}
        </Button>
      </div>
    </Modal>
  );
}

const none: readonly string[] = [];
