import { UnstyledButton } from '@mantine/core';
import type { RunCell } from '../../../shared/contract/runs.ts';
import { limitsIn } from '../../../shared/plans/expectations.ts';
import { StatusIcon } from '../../lib/ui/status-mark.tsx';
import { cellKind, channelWord, verdictWord } from './cell-words.ts';
import { handsetOf, isContradicted } from './handset.ts';
import { HandsetIcon } from './handset-line.tsx';
import { useRunsLanguage } from './language.ts';
import classes from './runs.module.css';

/** One message of the run: a button that opens it. */
export function MatrixCell({
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
  const time = undecided
    ? verdict
    : after === null
      ? texts.notReached
      : format.length(after, limitsIn(cell.result?.judgements ?? []));
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
