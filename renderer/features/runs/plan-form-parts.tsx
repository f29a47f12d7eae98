/** What the parts of the plan form share. */
import { ActionIcon } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { MoveButtons, type Reorder } from '../../lib/ui/reorder.tsx';
import { useRunsLanguage } from './language.ts';
import classes from './plan-form.module.css';

/**
 * Returns the problem at a path of the plan, such as `chains[0].steps[1].sms`; undefined if there is none.
 */
export type FaultAt = (path: string) => string | undefined;

export function replaced<T>(list: readonly T[], at: number, value: T): T[] {
  return list.map((one, index) => (index === at ? value : one));
}

export function without<T>(list: readonly T[], at: number): T[] {
  return list.filter((_, index) => index !== at);
}

export function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className={classes.group}>
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}

export function Remove({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <ActionIcon
      variant="subtle"
      aria-label={label}
      title={label}
      className={classes.remove ?? ''}
      onClick={onClick}
    >
      <IconX size={14} stroke={1.6} aria-hidden />
    </ActionIcon>
  );
}

type ItemToolsProps = {
  reorder: Reorder;
  index: number;
  /** Names the item in the labels of its buttons for moving. */
  name: string;
  removeLabel: string;
  onRemove: () => void;
};

/** Moves and removes an item of a list; nothing if it is the only one. */
export function ItemTools({ reorder, index, name, removeLabel, onRemove }: ItemToolsProps) {
  const texts = useRunsLanguage().words.planForm;
  if (reorder.count < 2) return null;
  return (
    <>
      <MoveButtons
        reorder={reorder}
        index={index}
        upLabel={texts.up(name)}
        downLabel={texts.down(name)}
        size={28}
      />
      <Remove label={removeLabel} onClick={onRemove} />
    </>
  );
}

export const plus = <IconPlus size={14} stroke={1.6} aria-hidden />;
