import { type RefObject, useEffect } from 'react';
import type { ProblemView } from '../../../shared/contract/common.ts';

/**
 * Brings what is wrong to the eye and the cursor: the first field with an error, else the form's notice. A dialog
 * scrolls, so that an error may stand where nobody looks.
 */
export function useFocusWrong(
  form: RefObject<HTMLElement | null>,
  errors: Readonly<Record<string, string>>,
  problem: ProblemView | null,
): void {
  useEffect(() => {
    if (Object.keys(errors).length > 0) {
      form.current?.querySelector<HTMLElement>('input[aria-invalid="true"], [data-error] input')?.focus();
    } else if (problem) {
      form.current?.querySelector('[role="alert"]')?.scrollIntoView({ block: 'nearest' });
    }
  }, [form, errors, problem]);
}
