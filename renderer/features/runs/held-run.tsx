import type { ProblemView } from '../../../shared/contract/common.ts';
import { useActions } from '../../lib/deck.tsx';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import { QuestionDialog } from '../../lib/ui/question-dialog.tsx';
import { useRunsLanguage } from './language.ts';

/** Shows what holds a run, and resumes sending before the run. */
export function HeldRun({
  problem,
  onClose,
  onGo,
}: {
  problem: ProblemView;
  onClose: () => void;
  /** Called when sending is resumed. */
  onGo: () => void;
}) {
  const { console } = useActions();
  const texts = useRunsLanguage().words.runs.held;
  return (
    <QuestionDialog
      title={texts.title}
      go={texts.action}
      onClose={onClose}
      onGo={() => void console.resume().then(onGo)}
    >
      <ProblemNotice problem={problem} tone="warn" />
    </QuestionDialog>
  );
}
