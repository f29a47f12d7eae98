/**
 * A list with a filter field: arrow keys move, Enter selects, with several selections if allowed. Without an
 * arrow key, Enter uses what was typed: the entry of this name, or a new one, or else the first that fits.
 */
import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { IconCheck, IconMinus, IconPlus } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useWords } from '../../../lib/language.tsx';
import { folded } from '../folded.ts';
import classes from './filters.module.css';

export type Choice = {
  readonly value: string;
  readonly label: string;
  readonly icon?: ReactNode;
  /** The number of occurrences, as text. */
  readonly count?: string;
  /** `some`: of several messages, not all have it. */
  readonly on?: boolean | 'some';
};

type ChecklistProps = {
  label: string;
  choices: readonly Choice[];
  onChoose: (value: string) => void;
  placeholder: string;
  /** Whether check marks are shown, because several can be selected. */
  ticks?: boolean;
  /** Shown if there is nothing to select. */
  empty?: string;
  /** Creates a new entry from the typed text. */
  make?: { readonly word: (name: string) => string; readonly onMake: (name: string) => Promise<boolean> };
};

const most = 200;
/** Returns the entry that a typed text means; null if no entry fits. */
function meantBy(wanted: string, matching: readonly Choice[], makes: boolean): string | null {
  if (wanted === '') return null;
  const named = matching.find((choice) => folded(choice.label) === wanted);
  if (named) return named.value;
  if (makes) return makeValue;
  const begun = matching.find((choice) => folded(choice.label).startsWith(wanted));
  return (begun ?? matching[0])?.value ?? null;
}

/** A name that cannot be typed: the row that creates a new entry. */
const makeValue = '\u0000make';

function Tick({ on }: { on: boolean | 'some' }) {
  return (
    <span className={classes.tick} data-on={on !== false}>
      {on === true && <IconCheck size={12} stroke={2.4} aria-hidden />}
      {on === 'some' && <IconMinus size={12} stroke={2.4} aria-hidden />}
    </span>
  );
}

function ChoiceOption({ choice, ticks }: { choice: ChecklistProps['choices'][number]; ticks: boolean }) {
  const words = useWords().messages;
  return (
    <Combobox.Option
      value={choice.value}
      active={choice.on === true}
      aria-selected={choice.on === true}
      className={classes.choice ?? ''}
    >
      {ticks && <Tick on={choice.on ?? false} />}
      {choice.icon}
      <span className="cut" dir="auto">
        {choice.label}
      </span>
      {choice.on === 'some' && <span className={classes.count}>{words.tags.some}</span>}
      {choice.count !== undefined && <span className={`${classes.count} tnum`}>{choice.count}</span>}
    </Combobox.Option>
  );
}

export function Checklist({
  label,
  choices,
  onChoose,
  placeholder,
  ticks = false,
  empty,
  make,
}: ChecklistProps) {
  const words = useWords().messages;
  const [typed, setTyped] = useState('');
  const combobox = useCombobox({ opened: true });
  const field = useRef<HTMLInputElement>(null);
  const list = useId();
  /** Whether the entry was reached with the arrow keys or the pointer. */
  const walked = useRef(false);
  const dropped = useRef(false);
  /*
   * The list is always open; Combobox supports only lists that open and close, and removes the attributes set
   * here.
   */
  useEffect(() => {
    field.current?.setAttribute('aria-expanded', 'true');
    field.current?.setAttribute('aria-controls', list);
  });
  const wanted = folded(typed.trim());
  const matching = choices.filter((choice) => folded(choice.label).includes(wanted)).slice(0, most);
  const makes =
    make !== undefined && wanted !== '' && !choices.some((choice) => folded(choice.label) === wanted);
  const meant = meantBy(wanted, matching, makes);
  const position = matching.findIndex((choice) => choice.value === meant);
  const index = meant === makeValue ? matching.length : position;
  const { selectOption, resetSelectedOption } = combobox;
  const shown = matching.map(({ value }) => value).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: other entries have other elements
  useEffect(() => {
    if (walked.current) return;
    if (index < 0) resetSelectedOption();
    else selectOption(index);
  }, [index, shown, typed, selectOption, resetSelectedOption]);

  async function makeTyped(name: string) {
    setTyped('');
    /* A refused name stays, so that it can be corrected. */
    if (!(await make?.onMake(name))) setTyped((now) => (now === '' ? name : now));
  }
  const leave = useRef<(() => void) | null>(null);
  useEffect(() => {
    leave.current = makes && !dropped.current ? () => void make.onMake(typed.trim()) : null;
  });
  useEffect(() => () => leave.current?.(), []);

  function submit(value: string) {
    if (value === makeValue) {
      void makeTyped(typed.trim());
      return;
    }
    /* Typing the name of a chosen entry does not remove the entry; the arrow keys and the pointer do. */
    const isTyped = value === meant && !walked.current;
    const isOn = choices.find((choice) => choice.value === value)?.on === true;
    if (!(isTyped && isOn)) onChoose(value);
    setTyped('');
  }

  function press({ key }: KeyboardEvent) {
    /* Escape drops the text; any other way of closing the editor uses it. */
    if (key === 'Escape') {
      dropped.current = true;
      leave.current = null;
    }
    walked.current = ['ArrowDown', 'ArrowUp'].includes(key) || (walked.current && key === 'Enter');
  }

  return (
    <Combobox store={combobox} onOptionSubmit={submit}>
      <Combobox.EventsTarget withExpandedAttribute={false}>
        <TextInput
          data-autofocus
          ref={field}
          role="combobox"
          aria-label={label}
          placeholder={placeholder}
          value={typed}
          onKeyDown={press}
          onChange={(event) => {
            walked.current = false;
            dropped.current = false;
            setTyped(event.currentTarget.value);
          }}
        />
      </Combobox.EventsTarget>
      <Combobox.Options
        id={list}
        aria-label={label}
        aria-multiselectable={ticks ? true : undefined}
        className={classes.choices ?? ''}
        onPointerDown={() => {
          walked.current = true;
        }}
      >
        {matching.map((choice) => (
          <ChoiceOption key={choice.value} choice={choice} ticks={ticks} />
        ))}
        {makes && (
          <Combobox.Option value={makeValue} className={classes.choice ?? ''}>
            <IconPlus size={14} stroke={1.6} aria-hidden />
            <span className="cut">{make.word(typed.trim())}</span>
          </Combobox.Option>
        )}
        {matching.length === 0 && !makes && (
          <Combobox.Empty className={classes.none ?? ''}>
            {choices.length === 0 ? (empty ?? words.filters.none) : words.filters.nothing}
          </Combobox.Empty>
        )}
      </Combobox.Options>
    </Combobox>
  );
}
