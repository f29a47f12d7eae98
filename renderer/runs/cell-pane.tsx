import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { Run, RunCell } from '../../shared/contract/runs.ts';
import { useActions } from '../app/deck.tsx';
import { usePageKeys } from '../app/keys.ts';
import { useLanguage } from '../app/language.tsx';
import { StatusMark } from '../ui/status-mark.tsx';
import { tell } from '../ui/tell.ts';
import { CellChain } from './cell-chain.tsx';
import { cellKind, channelWord } from './run-matrix.tsx';
import classes from './runs.module.css';

function Expected({ cell }: { cell: RunCell }) {
  const { say, runs: words } = useLanguage().words;
  const { result } = cell;
  if (cell.messageId === null) return <p className={classes.faint}>{words.cell.notSent}</p>;
  if (result === null) return <p className={classes.faint}>{words.cell.waiting}</p>;
  if (result.judgements.length === 0) return <p>{words.cell.nothingExpected}</p>;
  return (
    <ul className={classes.plain}>
      {result.judgements.map(({ written, verdict, found }) => (
        <li key={written} className={classes.expected}>
          <StatusMark
            kind={verdict === 'passed' ? 'delivered' : 'failed'}
            word={words.verdicts[verdict]}
            quiet
          />
          <span>
            <code className="mono">{written}</code>
            <span className={classes.faint}>{say(found) ?? found}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Asked where the plan has a question: what the person with the handset sees, beside what the reports say. */
function Handset({ run, cell }: { run: Run; cell: RunCell }) {
  const words = useLanguage().words.runs.cell;
  const { runs } = useActions();
  if (run.confirm === null || cell.messageId === null) return null;
  const say = async (handset: 'arrived' | 'missing' | null) =>
    void tell(await runs.confirm(run.id, cell.position, handset));
  const reported = cell.result !== null && cell.result.deliveredBy !== null;
  return (
    <section aria-label={words.handset}>
      <h3 className={classes.sideTitle}>{words.handset}</h3>
      <p>{run.confirm}</p>
      {cell.handset === null ? (
        <div className={classes.buttons}>
          <Button variant="default" onClick={() => void say('arrived')}>
            {words.arrived}
          </Button>
          <Button variant="default" onClick={() => void say('missing')}>
            {words.missing}
          </Button>
        </div>
      ) : (
        <div className={classes.buttons}>
          <StatusMark
            kind={cell.handset === 'arrived' ? 'seen' : 'failed'}
            word={cell.handset === 'arrived' ? words.saidArrived : words.saidMissing}
          />
          <Button variant="subtle" onClick={() => void say(null)}>
            {words.takeBack}
          </Button>
        </div>
      )}
      {cell.handset === 'missing' && reported && <p className={classes.bad}>{words.contradicted}</p>}
      <p className={classes.small}>{words.handsetWhy}</p>
    </section>
  );
}

/** One message of the run: what was expected and found, and what the handset shows. */
export function CellPane({ run, cell, onClose }: { run: Run; cell: RunCell; onClose: () => void }) {
  const { words, format } = useLanguage();
  const texts = words.runs;
  const { frame } = useActions();
  const pane = useRef<HTMLElement>(null);
  usePageKeys({ escape: onClose });
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
        <StatusMark
          kind={cellKind(cell)}
          word={texts.verdicts[messageId === null ? 'unsent' : (result?.verdict ?? 'open')]}
        />{' '}
        {result !== null && (
          <span className="tnum">
            {result.reachedAfterMs === null
              ? texts.notReached
              : `${format.length(result.reachedAfterMs)} ${texts.by(channelWord(result.deliveredBy, words))}`}
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
      <Handset run={run} cell={cell} />
    </aside>
  );
}
