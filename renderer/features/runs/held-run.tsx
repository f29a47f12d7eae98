import { useState } from 'react';
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
  const [busy, setBusy] = useState(false);
  const texts = useRunsLanguage().words.runs.held;

  async function go() {
    setBusy(true);
    await console.resume();
    onGo();
  }

  return (
    <QuestionDialog
      title={texts.title}
      go={texts.action}
      onClose={onClose}
      disabled={busy}
      onGo={() => void go()}
    >
      <ProblemNotice problem={problem} tone="warn" />
    </QuestionDialog>
  );
}
