import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { Run, RunCell } from '../../../shared/contract/runs.ts';
import { limitsIn } from '../../../shared/plans/expectations.ts';
import { useActions } from '../../lib/deck.tsx';
import { showResult } from '../../lib/ui/show-result.ts';
import { StatusMark } from '../../lib/ui/status-mark.tsx';
import { useScreenAction } from '../../lib/use-action.ts';
import { closeCell } from './actions.ts';
import { CellChain } from './cell-chain.tsx';
import { cellKind, channelWord, verdictWord } from './cell-words.ts';
import { isContradicted, nextOf, onHandsets } from './handset.ts';
import { useRunsLanguage } from './language.ts';
import classes from './runs.module.css';

function Expected({ cell }: { cell: RunCell }) {
  const { phraseText, runs: words } = useRunsLanguage().words;
  const { result } = cell;
  if (cell.messageId === null) return <p className={classes.faint}>{words.cell.notSent}</p>;
  if (result === null) return <p className={classes.faint}>{words.cell.waiting}</p>;
  if (result.judgements.length === 0) return <p>{words.cell.nothingExpected}</p>;
  return (
    <ul className={classes.plain}>
      {result.judgements.map(({ written, verdict, found }) => (
        <li key={written} className={classes.expected}>
          <StatusMark
            kind={verdict === 'passed' ? 'delivered' : verdict === 'failed' ? 'failed' : 'unknown'}
            word={verdict === 'open' ? words.verdicts.unjudged : words.verdicts[verdict]}
            quiet
          />
          <span>
            <code className="mono">{written}</code>
            <span className={classes.faint}>{phraseText(found)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/**
 * If the plan has a question: asks what the handset shows, beside what the reports say.
 * @param focused whether it was opened for this, so the answer gets the focus
 */
function Handset({
  run,
  cell,
  focused,
  onLook,
}: {
  run: Run;
  cell: RunCell;
  focused: boolean;
  onLook: (position: number) => void;
}) {
  const words = useRunsLanguage().words.runs;
  const texts = words.cell;
  const { runs } = useActions();
  const section = useRef<HTMLElement>(null);
  const answered = useRef(false);
  const { handset, position } = cell;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each cell that is opened, and when an answer has been given
  useEffect(() => {
    if (!focused && !answered.current) return;
    answered.current = false;
    section.current?.querySelector('button')?.focus();
  }, [position, handset, focused]);
  if (run.confirm === null || cell.messageId === null) return null;
  const answerHandset = async (answer: 'arrived' | 'missing' | null) => {
    answered.current = true;
    showResult(await runs.confirm(run.id, position, answer));
  };
  const waiting = onHandsets(run).waiting.filter((one) => one.position !== position);
  const next = nextOf(waiting, position);
  return (
    <section ref={section} aria-label={texts.handset}>
      <h3 className={classes.sideTitle}>{texts.handset}</h3>
      <p>{run.confirm}</p>
      {handset === null ? (
        <div className={classes.buttons}>
          <Button variant="default" onClick={() => void answerHandset('arrived')}>
            {texts.arrived}
          </Button>
          <Button variant="default" onClick={() => void answerHandset('missing')}>
            {texts.missing}
          </Button>
        </div>
      ) : (
        <div className={classes.buttons}>
          <StatusMark
            kind={handset === 'arrived' ? 'seen' : 'failed'}
            word={handset === 'arrived' ? texts.saidArrived : texts.saidMissing}
          />
          {next !== null && (
            <Button variant="default" onClick={() => onLook(next.position)}>
              {words.handset.nextOf(waiting.length)}
            </Button>
          )}
          <Button variant="subtle" onClick={() => void answerHandset(null)}>
            {texts.takeBack}
          </Button>
        </div>
      )}
      {isContradicted(cell) && <p className={classes.bad}>{texts.contradicted}</p>}
      <p className={classes.small}>{texts.handsetWhy}</p>
    </section>
  );
}

/** One message of the run: expectations, results, and what the handset shows. */
export function CellPane({
  run,
  cell,
  asking,
  onLook,
  onClose,
}: {
  run: Run;
  cell: RunCell;
  /** It was opened to enter what its handset shows. */
  asking: boolean;
  onLook: (position: number) => void;
  onClose: () => void;
}) {
  const { words, format } = useRunsLanguage();
  const texts = words.runs;
  const { frame } = useActions();
  const pane = useRef<HTMLElement>(null);
  useScreenAction(closeCell, onClose);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another cell begins at its top
  useEffect(() => {
    pane.current?.scrollTo(0, 0);
  }, [cell.position]);
  const { result, messageId } = cell;
  return (
    <aside className={classes.side} ref={pane} aria-label={texts.cell.title}>
      <header className={classes.cellHead}>
        <h3 className={classes.sideTitle}>
          {/^\+\d+$/.test(cell.number) ? format.phone(cell.number) : cell.number}
        </h3>
        <ActionIcon variant="subtle" aria-label={texts.cell.close} onClick={onClose}>
          <IconX size={14} aria-hidden />
        </ActionIcon>
      </header>
      <p className={classes.faint}>
        {[cell.chain, texts.cell.round(cell.round), cell.attempt > 1 ? texts.cell.attempt(cell.attempt) : '']
          .filter(Boolean)
          .join(', ')}
      </p>
      <p>
        <StatusMark kind={cellKind(cell)} word={verdictWord(cell, words)} />{' '}
        {result !== null && (
          <span className="tnum">
            {result.reachedAfterMs === null
              ? texts.notReached
              : `${format.length(result.reachedAfterMs, limitsIn(result.judgements))} ${texts.by(channelWord(result.deliveredBy, words))}`}
            {result.cost === null ? '' : ` · ${format.money(result.cost)}`}
          </span>
        )}
      </p>
      {messageId !== null && (
        <Button variant="default" onClick={() => frame.go({ screen: 'messages', id: messageId })}>
          {texts.cell.open}
        </Button>
      )}
      {messageId !== null && cell.sentAt !== null && (
        <CellChain key={messageId} messageId={messageId} sentAt={cell.sentAt} turn={run} />
      )}
      <section aria-label={texts.cell.expected}>
        <h3 className={classes.sideTitle}>{texts.cell.expected}</h3>
        <Expected cell={cell} />
      </section>
      <Handset run={run} cell={cell} focused={asking} onLook={onLook} />
    </aside>
  );
}
