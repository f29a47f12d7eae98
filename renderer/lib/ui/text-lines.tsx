/** A text with lines, such as YAML, and its problems, each with a link to its line. */
import { Textarea } from '@mantine/core';
import type { RefObject } from 'react';
import type { ProblemView } from '../../../shared/contract/common.ts';
import { useProblemText } from './problem-text.tsx';
import classes from './text-lines.module.css';

type LineProblem = ProblemView & { readonly line: number; readonly column: number };

export function TextLines({
  area,
  label,
  description,
  value,
  onChange,
}: {
  area: RefObject<HTMLTextAreaElement | null>;
  label: string;
  description: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <Textarea
      ref={area}
      label={label}
      description={description}
      value={value}
      spellCheck={false}
      classNames={{
        root: classes.root ?? '',
        wrapper: classes.wrapper ?? '',
        input: classes.input ?? '',
      }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** Moves the cursor into a text and selects one line. @param line from 1 */
function markLine(area: HTMLTextAreaElement, line: number): void {
  const before = area.value.split('\n').slice(0, line - 1);
  const start = before.join('\n').length + (line > 1 ? 1 : 0);
  area.focus();
  area.setSelectionRange(start, start + (area.value.slice(start).split('\n')[0]?.length ?? 0));
}

export function LineProblems({
  area,
  title,
  lineName,
  problems,
}: {
  area: RefObject<HTMLTextAreaElement | null>;
  title: string;
  lineName: (line: number) => string;
  problems: readonly LineProblem[];
}) {
  const textOf = useProblemText();
  return (
    <section aria-label={title} aria-live="polite">
      <h3 className={classes.title}>{title}</h3>
      <ul className={classes.list}>
        {problems.map((one) => {
          const texts = textOf(one);
          return (
            <li key={`${one.line} ${one.column} ${one.code} ${texts.message}`} className={classes.problem}>
              <button
                type="button"
                className={classes.line}
                onClick={() => area.current && markLine(area.current, one.line)}
              >
                {lineName(one.line)}
              </button>
              <span>
                {texts.message}
                <span className={classes.hint}>{texts.hint}</span>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
