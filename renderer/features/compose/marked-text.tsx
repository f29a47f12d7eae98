/** A text field that highlights characters that cost extra: the marks are below a transparent text area. */
import { type ReactNode, useId, useRef } from 'react';
import type { UnicodeCharacter } from '../../../shared/messaging/segments.ts';
import classes from './compose.module.css';

type MarkedTextProps = {
  label: string;
  placeholder: string;
  value: string;
  marks: readonly UnicodeCharacter[];
  error: string | null;
  onChange: (value: string) => void;
};

/** With more marks the text is not meant for GSM-7 (Cyrillic, Greek), and highlighting would be noise. */
const mostMarks = 24;

function marked(value: string, marks: readonly UnicodeCharacter[]): ReactNode {
  if (marks.length === 0 || marks.length > mostMarks) return value;
  const pieces: ReactNode[] = [];
  let from = 0;
  for (const { index, character } of marks) {
    pieces.push(value.slice(from, index), <mark key={index}>{character}</mark>);
    from = index + character.length;
  }
  pieces.push(value.slice(from));
  return pieces;
}

export function MarkedText({ label, placeholder, value, marks, error, onChange }: MarkedTextProps) {
  const id = useId();
  const under = useRef<HTMLDivElement>(null);
  return (
    <div className={classes.writing}>
      <label htmlFor={id} className="spoken">
        {label}
      </label>
      <div className={classes.paper} data-wrong={error !== null}>
        <div ref={under} className={classes.marks} dir="auto" aria-hidden>
          {marked(value, marks)}
          {'\u200b'}
        </div>
        <textarea
          id={id}
          data-text-field
          dir="auto"
          className={classes.area}
          rows={4}
          spellCheck
          placeholder={placeholder}
          value={value}
          aria-invalid={error !== null}
          aria-describedby={error === null ? undefined : `${id}-error`}
          onChange={(event) => onChange(event.currentTarget.value)}
          onScroll={(event) => {
            if (under.current) under.current.scrollTop = event.currentTarget.scrollTop;
          }}
        />
      </div>
      {error !== null && (
        <p id={`${id}-error`} className={classes.error}>
          {error}
        </p>
      )}
    </div>
  );
}
