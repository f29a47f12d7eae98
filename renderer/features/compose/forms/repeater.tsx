/** A list of similar parts that can be added, removed, moved and collapsed by keyboard. */
import { ActionIcon, Button, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconPlus, IconX } from '@tabler/icons-react';
import { type ReactNode, useId, useRef } from 'react';
import { MoveButtons, movedTo, type Reorder, useReorder } from '../../../lib/ui/reorder.tsx';
import classes from './forms.module.css';
import { getAt, isObject, type Json, under } from './json-tree.ts';
import { useFormsWords } from './language.ts';
import { useStepForm } from './step-form.tsx';

type RepeaterProps = {
  path: string;
  label: string;
  nameOf: (number: number) => string;
  /** The path within an item of its displayed name: 'title'. */
  titleOf: (item: Json | undefined) => string;
  addLabel: string;
  blank: Json;
  children: (path: string) => ReactNode;
};

/** Messente gives no limit for names with their values. */
const ofPairs = { atLeast: 0, atMost: 50 };

type Then = { readonly index: number; readonly control: 'fold' | 'first' | 'add' };

/** Moves the focus to a useful place after the list has changed. */
function useFocusAfter() {
  const list = useRef<HTMLFieldSetElement>(null);
  const focusAfter = ({ index, control }: Then) =>
    requestAnimationFrame(() => {
      const own = list.current;
      const item = own?.querySelectorAll(':scope > ol > li')[index];
      const wanted = item?.querySelector<HTMLElement>(
        control === 'first' ? 'input, textarea' : `[data-control="${control}"]:not(:disabled)`,
      );
      const other = item?.querySelector<HTMLElement>('[data-control]:not(:disabled)');
      (wanted ?? other ?? own?.querySelector<HTMLElement>(':scope > [data-control="add"]'))?.focus();
    });
  return { list, focusAfter };
}

function useItems({ path, blank, nameOf }: RepeaterProps) {
  const form = useStepForm();
  const words = useFormsWords().forms;
  const { list, focusAfter } = useFocusAfter();
  const items = form.listOf(path);
  const reorder = useReorder({
    keys: items.map((_, index) => String(index)),
    onMove: (from, to) => form.set(path, movedTo(items, from, to)),
    announce: (from, to) => words.nowAt(nameOf(from + 1), to + 1),
  });
  const put = (changed: readonly Json[], then: Then) => {
    form.set(path, changed);
    focusAfter(then);
  };
  return {
    list,
    reorder,
    items,
    add: () => put([...items, blank], { index: items.length, control: 'first' }),
    remove: (index: number) =>
      put(items.toSpliced(index, 1), { index: Math.min(index, items.length - 2), control: 'fold' }),
    fold(index: number, shut: boolean) {
      form.set(`${under(path, index)}.$shut`, shut ? true : undefined);
    },
  };
}

type ItemProps = {
  name: string;
  title: string;
  path: string;
  reorder: Reorder;
  index: number;
  removable: boolean;
  onRemove: () => void;
  onFold: (shut: boolean) => void;
  children: ReactNode;
};

function Item({ name, title, path, reorder, index, removable, onRemove, onFold, children }: ItemProps) {
  const form = useStepForm();
  const words = useFormsWords().forms;
  const id = useId();
  const value = form.valueOf(path);
  // A collapsed item with a problem still shows it.
  const open = !(isObject(value) && value.$shut === true) || form.wrongUnder(path);
  return (
    <li aria-label={name}>
      <div className={classes.itemHead}>
        <UnstyledButton
          className={classes.fold}
          data-control="fold"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => onFold(open)}
        >
          {open ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
          <strong>{name}</strong>
          {title !== '' && <span className={`${classes.itemTitle} cut`}>{title}</span>}
        </UnstyledButton>
        <MoveButtons
          reorder={reorder}
          index={index}
          upLabel={words.moveUp(name)}
          downLabel={words.moveDown(name)}
        />
        <ActionIcon size={24} disabled={!removable} aria-label={words.remove(name)} onClick={onRemove}>
          <IconX size={14} stroke={1.6} />
        </ActionIcon>
      </div>
      <div id={id} className={classes.itemBody} hidden={!open}>
        {open && children}
      </div>
    </li>
  );
}

export function Repeater(props: RepeaterProps) {
  const { path, label, nameOf, titleOf, addLabel, children } = props;
  const form = useStepForm();
  const known = form.fieldAt(path);
  const { atLeast, atMost } = known?.type === 'list' ? known : ofPairs;
  const words = useFormsWords().forms;
  const { list, reorder, items, add, remove, fold } = useItems(props);
  const problem = form.problemTextHere(form.problemOf(path));
  const full = items.length >= atMost;
  return (
    <fieldset ref={list} className={classes.repeater} data-field={`content.${path}`} tabIndex={-1}>
      <legend>
        {label}
        <span className={`${classes.optional} tnum`}> {`${items.length}/${atMost}`}</span>
      </legend>
      {problem !== null && <p className={classes.error}>{problem}</p>}
      <ol>
        {items.map((item, index) => {
          const itemPath = under(path, index);
          return (
            <Item
              key={itemPath}
              name={nameOf(index + 1)}
              title={titleOf(item)}
              path={itemPath}
              reorder={reorder}
              index={index}
              removable={items.length > atLeast}
              onRemove={() => remove(index)}
              onFold={(shut) => fold(index, shut)}
            >
              {children(itemPath)}
            </Item>
          );
        })}
      </ol>
      <Button
        variant="subtle"
        data-control="add"
        disabled={full}
        leftSection={<IconPlus size={14} stroke={1.6} />}
        onClick={add}
      >
        {addLabel}
      </Button>
      {full && <span className={classes.optional}>{words.full(atMost)}</span>}
      <p role="status" className="spoken">
        {reorder.announcement}
      </p>
    </fieldset>
  );
}

/** Returns the text at a path within an item, for its title. */
export function titleAt(path: string): (item: Json | undefined) => string {
  return (item) => {
    const value = getAt(item, path);
    return typeof value === 'string' ? value : '';
  };
}
