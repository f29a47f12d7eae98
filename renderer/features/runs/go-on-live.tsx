import type { Run } from '../../../shared/contract/runs.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { QuestionDialog } from '../../lib/ui/question-dialog.tsx';
import { useRunsLanguage } from './language.ts';
import { useEstimate } from './use-estimate.ts';

/** Asks before a live run continues: how many real messages will be sent, and their cost. */
export function GoOnLive({
  run,
  what,
  onClose,
  onGo,
}: {
  run: Run;
  what: 'resume' | 'retry';
  onClose: () => void;
  onGo: () => void;
}) {
  const { runs } = useActions();
  const texts = useRunsLanguage().words.runs.plan;
  const account = useDeck((state) => state.console.accounts?.find(({ id }) => id === run.accountId)?.name);
  // The question changes only with the run's progress.
  const { sent, passed, failed } = run.cells;
  const { messages, text } = useEstimate(
    () => runs.estimateMore(run.id, what),
    `${run.id} ${what} ${sent} ${passed} ${failed}`,
  );
  return (
    <QuestionDialog
      title={messages === null ? texts.moreTitle : texts.liveTitle(messages)}
      go={texts.send}
      disabled={text === null}
      onClose={onClose}
      onGo={onGo}
    >
      <p>{texts.liveText(account ?? run.accountId)}</p>
      <p aria-live="polite">{text ?? texts.costAsking}</p>
    </QuestionDialog>
  );
}
