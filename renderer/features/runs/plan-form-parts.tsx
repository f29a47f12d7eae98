/** What the parts of the plan form share. */
import { ActionIcon } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
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

export const plus = <IconPlus size={14} stroke={1.6} aria-hidden />;
