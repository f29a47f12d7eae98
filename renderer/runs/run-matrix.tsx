import { UnstyledButton } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import type { Run, RunCell } from '../../shared/contract/runs.ts';
import { quantile } from '../../shared/plans/statistics.ts';
import { type Cell, operatorOf } from '../../shared/plans/summarise.ts';
import { useLanguage } from '../app/language.tsx';
import type { Words } from '../app/words/words.ts';
import { StatusIcon } from '../ui/status-mark.tsx';
import classes from './runs.module.css';

/** A cell's icon: what it came to, or that it is still to come. */
export function cellKind(cell: RunCell) {
  if (cell.messageId === null) return 'not-sent' as const;
  if (cell.result === null) return 'waiting' as const;
  return cell.result.verdict === 'passed' ? ('delivered' as const) : ('failed' as const);
}

export function channelWord(channel: string | null, words: Words): string {
  return channel !== null && channel in words.channels
    ? words.channels[channel as keyof Words['channels']]
    : (channel ?? '');
}

/** The first channel of a chain is the rule; only what came by another is worth a word. */
function byFallback(cell: RunCell, cells: readonly RunCell[]): boolean {
  const channels = new Set(cells.flatMap(({ result }) => result?.deliveredBy ?? []));
  return cell.result?.deliveredBy !== null && channels.size > 1;
}

type MatrixProps = {
  run: Run;
  before: Run | null;
  chosen: number | null;
  onChoose: (position: number) => void;
};

function OneCell({
  cell,
  chain,
  chosen,
  onChoose,
}: {
  cell: RunCell;
  chain: readonly RunCell[];
  chosen: boolean;
  onChoose: () => void;
}) {
  const { words, format } = useLanguage();
  const texts = words.runs;
  const kind = cellKind(cell);
  const verdict = texts.verdicts[cell.messageId === null ? 'unsent' : (cell.result?.verdict ?? 'open')];
  const after = cell.result?.reachedAfterMs ?? null;
  const time = cell.result === null ? verdict : after === null ? texts.notReached : format.length(after);
  const by = byFallback(cell, chain) ? texts.by(channelWord(cell.result?.deliveredBy ?? null, words)) : '';
  return (
    <UnstyledButton
      className={classes.cell}
      data-kind={kind}
      data-position={cell.position}
      aria-pressed={chosen}
      aria-label={[cell.number, cell.chain, texts.cell.round(cell.round), verdict, time, by]
        .filter(Boolean)
        .join(', ')}
      onClick={onChoose}
    >
      <StatusIcon kind={kind} size={14} />
      <span className="tnum nowrap">{time}</span>
      {by !== '' && <span className={`${classes.faint} nowrap`}>{by}</span>}
      {cell.handset !== null && (
        <span className={cell.handset === 'missing' ? classes.bad : classes.faint} aria-hidden>
          {cell.handset === 'missing' ? '✕' : '✓'}
        </span>
      )}
    </UnstyledButton>
  );
}

function quantileText(cells: readonly Cell[], q: number, length: (ms: number) => string): string {
  const value = quantile(
    cells.flatMap(({ result }) => result?.reachedAfterMs ?? []),
    q,
  );
  return value === null ? '–' : length(value);
}

/** Each number (by operator) over each chain, its rounds beside each other; what it comes to below. */
export function RunMatrix({ run, before, chosen, onChoose }: MatrixProps) {
  const { words, format } = useLanguage();
  const texts = words.runs;
  const chains = [...new Set(run.list.map(({ chain }) => chain))];
  const operators = [...new Set(run.list.map(operatorOf))].sort();
  const cellsOf = (chain: string, number?: string) =>
    run.list.filter((cell) => cell.chain === chain && (number === undefined || cell.number === number));
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const row = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined && row === undefined) return;
    const cells = [...event.currentTarget.querySelectorAll<HTMLElement>('button[data-position]')];
    const at = cells.findIndex((cell) => cell.matches(':focus'));
    if (at === -1) return;
    const next = step === undefined ? nextInColumn(cells, at, row ?? 1) : cells[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div className={classes.matrix}>
      <table aria-label={texts.matrix} onKeyDown={walk}>
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
          <tbody key={operator}>
            <tr>
              <th scope="rowgroup" colSpan={chains.length + 1} className={classes.operator}>
                {operator === '–' ? texts.noOperator : operator}
              </th>
            </tr>
            {[
              ...new Set(run.list.filter((cell) => operatorOf(cell) === operator).map((cell) => cell.number)),
            ].map((number) => (
              <tr key={number}>
                <th scope="row" className="tnum nowrap">
                  {/^\+\d+$/.test(number) ? format.phone(number) : number}
                </th>
                {chains.map((chain) => (
                  <td key={chain}>
                    {cellsOf(chain, number).map((cell) => (
                      <OneCell
                        key={cell.position}
                        cell={cell}
                        chain={cellsOf(chain)}
                        chosen={cell.position === chosen}
                        onChoose={() => onChoose(cell.position)}
                      />
                    ))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
        <tfoot>
          <tr>
            <th scope="row">{texts.figures.passed}</th>
            {chains.map((chain) => (
              <td key={chain} className="tnum">
                {texts.passedOf(
                  cellsOf(chain).filter(({ result }) => result?.verdict === 'passed').length,
                  cellsOf(chain).length,
                )}
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">{texts.half}</th>
            {chains.map((chain) => (
              <td key={chain} className="tnum">
                {quantileText(cellsOf(chain), 0.5, format.length)}
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">{texts.mostOf}</th>
            {chains.map((chain) => (
              <td key={chain} className="tnum">
                {quantileText(cellsOf(chain), 0.95, format.length)}
              </td>
            ))}
          </tr>
          {before !== null && (
            <tr className={classes.faint}>
              <th scope="row">
                {texts.half}, {texts.fast.before.toLocaleLowerCase(words.locale)}
              </th>
              {chains.map((chain) => (
                <td key={chain} className="tnum">
                  {quantileText(
                    before.list.filter((cell) => cell.chain === chain),
                    0.5,
                    format.length,
                  )}
                </td>
              ))}
            </tr>
          )}
        </tfoot>
      </table>
    </div>
  );
}

/** The cell above or below, by where it stands: rows may have several rounds in one place. */
function nextInColumn(cells: readonly HTMLElement[], at: number, by: number): HTMLElement | undefined {
  const here = cells[at]?.getBoundingClientRect();
  if (!here) return undefined;
  const rest = by > 0 ? cells.slice(at + 1) : cells.slice(0, at).reverse();
  return rest.find((cell) => {
    const there = cell.getBoundingClientRect();
    return Math.abs(there.left - here.left) < here.width / 2 && Math.abs(there.top - here.top) > 4;
  });
}
