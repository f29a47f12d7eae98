/** The fields of the channels' forms; each knows its path in the JSON, and shows its problem. */
import { Checkbox, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { Children, isValidElement, type ReactNode } from 'react';
import { parseWall } from '../../../../shared/messaging/time-zones.ts';
import { TypedTimeField } from '../../../lib/ui/typed-time-field.tsx';
import { fromLocalField, toLocalField } from '../local-time.ts';
import classes from './forms.module.css';
import { isObject, segmentsOf, under } from './json-tree.ts';
import { useFormsWords } from './language.ts';
import type { LinkKind } from './link-doubt.ts';
import { LinkWarning } from './link-warning.tsx';
import { type FormField, plainFields } from './shape.ts';
import { isOn, useStepForm } from './step-form.tsx';

type FieldProps = {
  path: string;
  label: string;
  hint?: string | undefined;
};

type TextProps = FieldProps & {
  placeholder?: string | undefined;
  /** The options of a field that the channel's grammar does not have. */
  optional?: boolean;
  /** Several lines. */
  area?: boolean;
  wide?: boolean;
  /** Called instead of setting the value, if more must change. */
  onText?: (value: string) => void;
  /** The path, if it differs from the displayed one. */
  value?: string;
  /** The field is a link to this type of file; a warning appears if the file is of another type. */
  link?: LinkKind;
  /** Shown instead of the problem at the path. */
  error?: string | undefined;
};

function Counter({ count, max }: { count: number; max: number }) {
  return (
    <span className={`${classes.counter} tnum`} data-over={count > max} aria-hidden>
      {count}/{max}
    </span>
  );
}

function Label({ label, optional }: { label: string; optional: boolean }) {
  const words = useFormsWords().forms;
  return (
    <>
      {label}
      {optional && <span className={classes.optional}> {words.optional}</span>}
    </>
  );
}

export function TextField({
  path,
  label,
  hint,
  optional,
  placeholder,
  area,
  wide,
  onText,
  link,
  ...own
}: TextProps) {
  const form = useStepForm();
  const value = own.value ?? form.textOf(path);
  const known = form.fieldAt(path);
  const { optional: mayBeEmpty = false, atMost: max } = known?.type === 'text' ? known : {};
  const shared = {
    label: <Label label={label} optional={optional ?? mayBeEmpty} />,
    description: hint,
    placeholder,
    value,
    error: own.error ?? form.problemTextHere(form.problemOf(path)),
    autoComplete: 'off',
    // Mantine applies a plain `dir` to the wrapper of the input, which has no text.
    attributes: { input: { dir: 'auto' } },
    'data-field': `content.${path}`,
    onBlur: () => form.leave(path),
  };
  const change = onText ?? ((text: string) => form.set(path, text));
  return (
    <div className={`${classes.field} ${wide || area ? classes.wide : ''}`}>
      {area ? (
        <Textarea
          {...shared}
          autosize
          minRows={2}
          maxRows={8}
          onChange={(event) => change(event.currentTarget.value)}
        />
      ) : (
        <TextInput {...shared} onChange={(event) => change(event.currentTarget.value)} />
      )}
      {link && <LinkWarning url={value} kind={link} />}
      {max !== undefined && <Counter count={[...value].length} max={max} />}
    </div>
  );
}

/** Stored as typed; the form converts it to a number. */
export function NumberField({ path, label, hint }: FieldProps) {
  const form = useStepForm();
  return (
    <TextInput
      className={classes.field ?? ''}
      label={label}
      description={hint}
      inputMode="decimal"
      value={form.textOf(path)}
      error={form.problemTextHere(form.problemOf(path))}
      autoComplete="off"
      data-field={`content.${path}`}
      onBlur={() => form.leave(path)}
      onChange={(event) => form.set(path, event.currentTarget.value.trim())}
    />
  );
}

/** A time in this computer's time zone, stored as ISO 8601 with a Z. */
export function TimeField({ path, label }: FieldProps) {
  const form = useStepForm();
  const at = Date.parse(form.textOf(path));
  return (
    <TypedTimeField
      className={classes.field ?? ''}
      kind="datetime"
      label={label}
      value={Number.isNaN(at) ? '' : toLocalField(at)}
      error={form.problemTextHere(form.problemOf(path))}
      data-field={`content.${path}`}
      onBlur={() => form.leave(path)}
      onChange={(typed) => {
        const chosen = parseWall(typed) === null ? null : fromLocalField(typed);
        form.set(path, chosen === null ? '' : `${new Date(chosen).toISOString().slice(0, 19)}Z`);
      }}
    />
  );
}

type ChoiceProps = FieldProps & {
  choices: Readonly<Record<string, string>>;
  /** The text of the choice that leaves the field out. */
  none?: string | undefined;
};

export function WordField({ path, label, choices, none }: ChoiceProps) {
  const form = useStepForm();
  const known = form.fieldAt(path);
  const fallback = (known?.type === 'word' ? known.fallback : null) ?? '';
  const data = Object.entries<string>(choices).map(([value, words]) => ({ value, label: words }));
  return (
    <Select
      className={classes.field ?? ''}
      label={label}
      allowDeselect={false}
      data={none === undefined ? data : [{ value: '', label: none }, ...data]}
      value={form.textOf(path) || fallback}
      error={form.problemTextHere(form.problemOf(path))}
      data-field={`content.${path}`}
      onChange={(value) => form.set(path, value ?? undefined)}
    />
  );
}

export function FlagField({ path, label, hint }: FieldProps) {
  const form = useStepForm();
  const value = form.valueOf(path);
  const known = form.fieldAt(path);
  const fallback = (known?.type === 'flag' ? known.fallback : null) ?? false;
  return (
    <Checkbox
      className={classes.wide ?? ''}
      label={label}
      description={hint}
      checked={typeof value === 'boolean' ? value : fallback}
      onChange={(event) => form.set(path, event.currentTarget.checked)}
    />
  );
}

/** An optional part; its typed values are kept while it is switched off. */
export function OptionalPart({ path, label, children }: FieldProps & { children: ReactNode }) {
  const form = useStepForm();
  const value = form.valueOf(path);
  const on = isOn(value);
  return (
    <>
      <Checkbox
        className={classes.wide ?? ''}
        label={label}
        checked={on}
        onChange={(event) => {
          const { $off: _off, ...rest } = isObject(value) ? value : {};
          form.set(path, event.currentTarget.checked ? rest : { ...rest, $off: true });
        }}
      />
      {on && <Part of={path}>{children}</Part>}
    </>
  );
}

/** Chooses a variant of a part: the others keep their typed values. */
export function KindSwitch({
  path,
  label,
  choices,
}: {
  path: string;
  label: string;
  choices: readonly { value: string; label: string }[];
}) {
  const form = useStepForm();
  const at = path === '' ? '$kind' : `${path}.$kind`;
  return (
    <SegmentedControl
      size="xs"
      aria-label={label}
      className={classes.switch ?? ''}
      data={[...choices]}
      value={form.textOf(at) || (choices[0]?.value ?? '')}
      onChange={(kind) => form.set(at, kind)}
    />
  );
}

/** The control that the grammar describes for a field. */
function PlainField({ path, field }: { path: string; field: FormField }) {
  const words = useFormsWords();
  const term = words.termText(field.label);
  const label = `${term.slice(0, 1).toUpperCase()}${term.slice(1)}`;
  switch (field.type) {
    case 'number':
      return <NumberField path={path} label={label} />;
    case 'flag':
      return <FlagField path={path} label={label} />;
    case 'word': {
      const choices = Object.fromEntries(field.options.map((option) => [option, words.termText(option)]));
      const none = field.fallback === null ? words.forms.optional : undefined;
      return <WordField path={path} label={label} choices={choices} none={none} />;
    }
    default:
      return <TextField path={path} label={label} />;
  }
}

type PartProps = {
  /** The path of an object; '' is the whole content. */
  of: string;
  /** Fields that a control elsewhere shows, or that the form hides now. */
  elsewhere?: readonly string[] | undefined;
  children?: ReactNode;
};

/** Returns the name of the field of an object that a control shows; null if it shows none. */
function shownBy(control: ReactNode, of: string): string | null {
  if (!isValidElement<{ path?: unknown }>(control)) return null;
  const [first, ...more] = segmentsOf(String(control.props.path ?? '')).slice(segmentsOf(of).length);
  return first === undefined || more.length > 0 ? null : String(first);
}

/**
 * The controls of an object's fields: special ones as children, then a plain control for each field of the grammar that
 * no child shows.
 */
export function Part({ of, elsewhere = [], children }: PartProps) {
  const form = useStepForm();
  const shown = Children.toArray(children).map((control) => shownBy(control, of));
  const shape = form.fieldAt(of);
  const left = plainFields(
    shape,
    of === '' ? form.step.content : form.valueOf(of),
    new Set([...elsewhere, ...shown.filter((name) => name !== null)]),
  );
  return (
    <>
      {children}
      {left.map(([name, field]) => (
        <PlainField key={name} path={under(of, name)} field={field} />
      ))}
    </>
  );
}

/** Arranges fields in two columns if there is room. @param of the object whose fields they are */
export function FieldGrid({ of, elsewhere, children }: Partial<PartProps>) {
  return (
    <div className={classes.grid}>
      {of === undefined ? (
        children
      ) : (
        <Part of={of} elsewhere={elsewhere}>
          {children}
        </Part>
      )}
    </div>
  );
}
