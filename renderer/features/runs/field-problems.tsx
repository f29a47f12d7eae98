import type { ProblemView } from '../../../shared/contract/common.ts';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import classes from './runs.module.css';

/**
 * Returns the field at a path, or the nearest one that contains it: a problem of a whole step is shown at its
 * text.
 */
function fieldAt(path: string): HTMLElement | undefined {
  const fields = [...document.querySelectorAll<HTMLElement>('[data-path]')];
  return (
    fields.find((field) => field.dataset.path === path) ??
    fields.find((field) => field.dataset.path?.startsWith(path.replace(/\.[^.]*$/u, '')))
  );
}

/** The problems of a plan in the form, each with a link to its field. */
export function FieldProblems({ title, problems }: { title: string; problems: readonly ProblemView[] }) {
  const textOf = useProblemText();
  return (
    <section aria-label={title} aria-live="polite">
      <h3 className={classes.sideTitle}>{title}</h3>
      <ul className={classes.plain}>
        {problems.map((one) => {
          const texts = textOf(one);
          const path = one.field;
          return (
            <li key={`${path} ${texts.message}`}>
              {path === null ? (
                texts.message
              ) : (
                <button type="button" className={classes.toField} onClick={() => fieldAt(path)?.focus()}>
                  {texts.message}
                </button>
              )}
              <span className={classes.faint}>{texts.hint}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
