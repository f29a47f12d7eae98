import { ActionIcon, NativeSelect, UnstyledButton } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, memo, useEffect, useMemo, useRef, useState } from 'react';
import type { Run, RunCell } from '../../../shared/contract/runs.ts';
import { quantile } from '../../../shared/plans/statistics.ts';
import { useDeck } from '../../lib/deck.tsx';
import { StatusIcon } from '../../lib/ui/status-mark.tsx';
import { handsetOf, isContradicted } from './handset.ts';
import { HandsetIcon } from './handset-line.tsx';
import { type RunsWords, useRunsLanguage } from './language.ts';
import { indexMatrix, type MatrixRow, walked } from './matrix-index.ts';
import classes from './runs.module.css';

/** A cell's icon: its verdict, or that it is pending. */
export function cellKind(cell: RunCell) {
  if (cell.messageId === null) return 'not-sent' as const;
  if (cell.result === null) return 'waiting' as const;
  if (cell.result.verdict === 'open') return 'unknown' as const;
  return cell.result.verdict === 'passed' ? ('delivered' as const) : ('failed' as const);
}

/** Returns the label of a cell's verdict. */
export function verdictWord({ messageId, result }: RunCell, words: RunsWords): string {
  const texts = words.runs.verdicts;
  if (messageId === null) return texts.unsent;
  if (result === null) return texts.open;
  return result.verdict === 'open' ? texts.unjudged : texts[result.verdict];
}

export function channelWord(channel: string | null, words: RunsWords): string {
  return channel !== null && channel in words.channels
    ? words.channels[channel as keyof RunsWords['channels']]
    : (channel ?? '');
}

type MatrixProps = {
  run: Run;
  before: Run | null;
  chosen: number | null;
  onChoose: (position: number) => void;
};

const shows = ['all', 'failed', 'open', 'handset'] as const;
type Shown = (typeof shows)[number];

function isShown(cell: RunCell, shown: Shown, asked: boolean): boolean {
  switch (shown) {
    case 'all':
      return true;
    case 'failed':
      return cell.result?.verdict === 'failed';
    case 'open':
      return cell.result === null || cell.result.verdict === 'open';
    case 'handset':
      return handsetOf(cell, asked) === 'waiting' || isContradicted(cell);
  }
}

function OneCell({
  cell,
  mixed,
  asked,
  chosen,
  onChoose,
}: {
  cell: RunCell;
  mixed: boolean;
  asked: boolean;
  chosen: boolean;
  onChoose: (position: number) => void;
}) {
  const { words, format } = useRunsLanguage();
  const texts = words.runs;
  const kind = cellKind(cell);
  const verdict = verdictWord(cell, words);
  const after = cell.result?.reachedAfterMs ?? null;
  const undecided = cell.result === null || cell.result.verdict === 'open';
  const time = undecided ? verdict : after === null ? texts.notReached : format.length(after);
  // The first channel of a chain is the default; only a delivery by another one is labelled.
  const channel = cell.result?.deliveredBy ?? null;
  const by = mixed && channel !== null ? texts.by(channelWord(channel, words)) : '';
  const handset = handsetOf(cell, asked);
  const seen =
    handset === null ? '' : isContradicted(cell) ? texts.handset.lie : texts.handset.marks[handset];
  return (
    <UnstyledButton
      className={classes.cell}
      data-kind={kind}
      data-position={cell.position}
      aria-pressed={chosen}
      aria-label={[cell.number, cell.chain, texts.cell.round(cell.round), verdict, time, by, seen]
        .filter(Boolean)
        .join(', ')}
      onClick={() => onChoose(cell.position)}
    >
      <StatusIcon kind={kind} size={14} />
      <span className="tnum nowrap">{time}</span>
      {by !== '' && <span className={`${classes.faint} nowrap`}>{by}</span>}
      {handset !== null && (
        <span className={classes.handsetMark} title={seen}>
          <HandsetIcon state={handset} />
        </span>
      )}
    </UnstyledButton>
  );
}

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
            <OneCell
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

function Pages({ page, pages, onGo }: { page: number; pages: number; onGo: (page: number) => void }) {
  const texts = useRunsLanguage().words.runs.pages;
  return (
    <nav className={classes.pages} aria-label={texts.title}>
      <ActionIcon
        variant="subtle"
        aria-label={texts.before}
        disabled={page === 0}
        onClick={() => onGo(page - 1)}
      >
        <IconChevronLeft size={16} aria-hidden />
      </ActionIcon>
      <span className="tnum" aria-live="polite">
        {texts.at(page + 1, pages)}
      </span>
      <ActionIcon
        variant="subtle"
        aria-label={texts.after}
        disabled={page === pages - 1}
        onClick={() => onGo(page + 1)}
      >
        <IconChevronRight size={16} aria-hidden />
      </ActionIcon>
    </nav>
  );
}

/** The results of each chain; "–" if nothing arrived. */
function chainFigures(cells: readonly RunCell[], chains: readonly string[]) {
  const by = new Map(chains.map((chain) => [chain, [] as RunCell[]]));
  for (const cell of cells) by.get(cell.chain)?.push(cell);
  return chains.map((chain) => {
    const own = by.get(chain) ?? [];
    const sample = own.flatMap(({ result }) => result?.reachedAfterMs ?? []);
    return {
      chain,
      cells: own.length,
      passed: own.filter(({ result }) => result?.verdict === 'passed').length,
      half: quantile(sample, 0.5),
      most: quantile(sample, 0.95),
      mixed: new Set(own.flatMap(({ result }) => result?.deliveredBy ?? [])).size > 1,
    };
  });
}

type Figures = ReturnType<typeof chainFigures>;

function MatrixFoot({ figures, old }: { figures: Figures; old: Figures | null }) {
  const { words, format } = useRunsLanguage();
  const texts = words.runs;
  const otherName = useDeck((state) =>
    state.runs.comparing === null ? texts.fast.before : texts.fast.other,
  );
  const length = (ms: number | null) => (ms === null ? '–' : format.length(ms));
  return (
    <tfoot>
      <tr>
        <th scope="row">{texts.figures.passed}</th>
        {figures.map(({ chain, passed, cells }) => (
          <td key={chain} className="tnum">
            {texts.passedOf(passed, cells)}
          </td>
        ))}
      </tr>
      <tr>
        <th scope="row">{texts.half}</th>
        {figures.map(({ chain, half }) => (
          <td key={chain} className="tnum">
            {length(half)}
          </td>
        ))}
      </tr>
      <tr>
        <th scope="row">{texts.mostOf}</th>
        {figures.map(({ chain, most }) => (
          <td key={chain} className="tnum">
            {length(most)}
          </td>
        ))}
      </tr>
      {old !== null && (
        <tr className={classes.faint}>
          <th scope="row">
            {texts.half}, {otherName.toLocaleLowerCase(words.locale)}
          </th>
          {old.map(({ chain, half }) => (
            <td key={chain} className="tnum">
              {length(half)}
            </td>
          ))}
        </tr>
      )}
    </tfoot>
  );
}

type ShownSelectProps = { shown: Shown; asked: boolean; onChange: (shown: Shown) => void };

function ShownSelect({ shown, asked, onChange }: ShownSelectProps) {
  const texts = useRunsLanguage().words.runs.show;
  return (
    <NativeSelect
      label={texts.title}
      value={shown}
      data={shows
        .filter((one) => one !== 'handset' || asked)
        .map((value) => ({ value, label: texts[value] }))}
      onChange={(event) => {
        const next = shows.find((one) => one === event.currentTarget.value);
        onChange(next ?? shown);
      }}
    />
  );
}

type OperatorRowsProps = Omit<RowProps, 'row'> & {
  operator: string;
  rows: readonly MatrixRow[];
  columns: number;
};

function OperatorRows({ operator, rows, columns, chosen, ...common }: OperatorRowsProps) {
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

/** Scrolls to the selected cell; arrow keys move from cell to cell, also across pages. */
function useWalking(
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

/** Each number (by operator) and each chain, with rounds beside each other and the totals below. */
export function RunMatrix({ run, before, chosen, onChoose }: MatrixProps) {
  const texts = useRunsLanguage().words.runs;
  const asked = run.confirm !== null;
  const [shown, setShown] = useState<Shown>('all');
  const [page, setPage] = useState(0);
  const { list } = run;
  const chains = useMemo(() => [...new Set(list.map(({ chain }) => chain))], [list]);
  const figures = useMemo(() => chainFigures(list, chains), [list, chains]);
  const old = useMemo(() => (before === null ? null : chainFigures(before.list, chains)), [before, chains]);
  const index = useMemo(
    () => indexMatrix(shown === 'all' ? list : list.filter((cell) => isShown(cell, shown, asked)), chains),
    [list, chains, shown, asked],
  );
  const mixed = useMemo(() => figures.map((one) => one.mixed), [figures]);
  const at = Math.min(page, index.pages.length - 1);
  const [from, to] = index.pages[at] ?? [0, 0];
  const drawn = index.rows.slice(from, to);
  const operators = [...new Set(drawn.map(({ operator }) => operator))];
  const { table, walk } = useWalking(index, at, chosen, setPage);
  const isBig = shown !== 'all' || index.pages.length > 1;
  return (
    <div className={classes.matrix}>
      {isBig && (
        <div className={classes.matrixBar}>
          <ShownSelect
            shown={shown}
            asked={asked}
            onChange={(next) => {
              setShown(next);
              setPage(0);
            }}
          />
          {index.pages.length > 1 && <Pages page={at} pages={index.pages.length} onGo={setPage} />}
          {index.rows.length === 0 && <span role="status">{texts.show.none}</span>}
        </div>
      )}
      <table ref={table} aria-label={texts.matrix} onKeyDown={walk}>
        <thead>
          <tr>
            <th scope="col">{texts.number}</th>
            {chains.map((chain) => (
              <th key={chain} scope="col" className={classes.chainName}>
                {chain}
              </th>
            ))}
          </tr>
        </thead>
        {operators.map((operator) => (
          <OperatorRows
            key={operator}
            operator={operator}
            rows={drawn.filter((row) => row.operator === operator)}
            columns={chains.length + 1}
            mixed={mixed}
            asked={asked}
            chosen={chosen}
            onChoose={onChoose}
          />
        ))}
        <MatrixFoot figures={figures} old={old} />
      </table>
    </div>
  );
}
