/** A list of similar parts that can be added, removed, moved and collapsed by keyboard. */
import { ActionIcon, Button, UnstyledButton } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconChevronDown,
  IconChevronRight,
  IconPlus,
  IconX,
} from '@tabler/icons-react';
import { type ReactNode, useId, useRef, useState } from 'react';
import { useWords } from '../../../lib/language.tsx';
import classes from './forms.module.css';
import { getAt, isObject, type Json, under } from './json-tree.ts';
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

type Then = { readonly index: number; readonly control: 'up' | 'down' | 'fold' | 'first' | 'add' };

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
  const words = useWords().forms;
  const { list, focusAfter } = useFocusAfter();
  const [told, setTold] = useState('');
  const items = form.listOf(path);
  const put = (changed: readonly Json[], then: Then) => {
    form.set(path, changed);
    focusAfter(then);
  };
  return {
    list,
    told,
    items,
    add: () => put([...items, blank], { index: items.length, control: 'first' }),
    remove: (index: number) =>
      put(items.toSpliced(index, 1), { index: Math.min(index, items.length - 2), control: 'fold' }),
    move(index: number, by: -1 | 1) {
      const moving = items[index];
      const to = index + by;
      if (moving === undefined || to < 0 || to >= items.length) return;
      put(items.toSpliced(index, 1).toSpliced(to, 0, moving), {
        index: to,
        control: by < 0 ? 'up' : 'down',
      });
      setTold(words.nowAt(nameOf(index + 1), to + 1));
    },
    fold(index: number, shut: boolean) {
      form.set(`${under(path, index)}.$shut`, shut ? true : undefined);
    },
  };
}

type ItemProps = {
  name: string;
  title: string;
  path: string;
  first: boolean;
  last: boolean;
  removable: boolean;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
  onFold: (shut: boolean) => void;
  children: ReactNode;
};

function Item({ name, title, path, first, last, removable, onMove, onRemove, onFold, children }: ItemProps) {
  const form = useStepForm();
  const words = useWords().forms;
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
        <ActionIcon
          size={24}
          data-control="up"
          disabled={first}
          aria-label={words.moveUp(name)}
          onClick={() => onMove(-1)}
        >
          <IconArrowUp size={14} stroke={1.6} />
        </ActionIcon>
        <ActionIcon
          size={24}
          data-control="down"
          disabled={last}
          aria-label={words.moveDown(name)}
          onClick={() => onMove(1)}
        >
          <IconArrowDown size={14} stroke={1.6} />
        </ActionIcon>
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
  const words = useWords().forms;
  const { list, told, items, add, remove, move, fold } = useItems(props);
  const problem = form.sayHere(form.problemOf(path));
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
              first={index === 0}
              last={index === items.length - 1}
              removable={items.length > atLeast}
              onMove={(by) => move(index, by)}
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
        {told}
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
