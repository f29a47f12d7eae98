import { type RefObject, useEffect } from 'react';
import type { ProblemView } from '../../../shared/contract/common.ts';

/**
 * Focuses and shows the problem: the first field with an error, otherwise the form's notice. A dialog
 * scrolls, so that an error may be out of view.
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
