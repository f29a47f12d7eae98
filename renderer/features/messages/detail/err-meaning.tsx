import type { StepView } from '../../../../shared/contract/messages.ts';
import { useWords } from '../../../lib/language.tsx';

type Failed = Pick<StepView, 'err' | 'error' | 'status'>;

/** Returns the meaning of a step's `err`; null if it adds nothing to the status. */
export function useErrMeaning(): (step: Failed) => string | null {
  const texts = useWords().messages;
  return ({ err, error, status }) => {
    if (err === null || err === 0 || err === 10 || (status === 'EXPIRED' && err === 2)) return null;
    return texts.errors[err] ?? error ?? texts.errorNumber(err);
  };
}
