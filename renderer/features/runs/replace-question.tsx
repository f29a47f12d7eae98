import { QuestionDialog } from '../../lib/ui/question-dialog.tsx';
import { useRunsLanguage } from './language.ts';

/** Asks before replacing a plan that is in no file and in no run. */
export function ReplaceQuestion({ onClose, onGo }: { onClose: () => void; onGo: () => void }) {
  const texts = useRunsLanguage().words.runs.plan;
  return (
    <QuestionDialog title={texts.replaceTitle} go={texts.replace} onClose={onClose} onGo={onGo}>
      <p>{texts.replaceText}</p>
    </QuestionDialog>
  );
}
