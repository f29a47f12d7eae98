/** A list with a filter field: arrow keys move, Enter selects, with several selections if allowed. */
import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { IconCheck, IconMinus, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
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
  make?: { readonly word: (name: string) => string; readonly onMake: (name: string) => void };
};

const most = 200;
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
  const makes = make && wanted !== '' && !choices.some((choice) => folded(choice.label) === wanted);

  function submit(value: string) {
    if (value === makeValue) make?.onMake(typed.trim());
    else onChoose(value);
    if (make) setTyped('');
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
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combobox.updateSelectedOptionIndex();
          }}
        />
      </Combobox.EventsTarget>
      <Combobox.Options
        id={list}
        aria-label={label}
        aria-multiselectable={ticks ? true : undefined}
        className={classes.choices ?? ''}
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
