/** An action as a button and as a menu item, with the action's own label, icon and keys. */
import { Button, type ButtonProps, Menu } from '@mantine/core';
import type { Action } from '../action.ts';
import { useWords } from '../language.tsx';
import { useRun } from '../use-action.ts';
import { Keys } from './keys.tsx';

type ActionProps = {
  action: Action;
  /** A more specific label than the action's own. */
  label?: string;
};

export function ActionItem({
  action,
  label,
  disabled = false,
  title,
}: ActionProps & { disabled?: boolean; title?: string | undefined }) {
  const words = useWords();
  const run = useRun();
  const [keys] = action.keys;
  return (
    <Menu.Item
      leftSection={action.icon && <action.icon size={14} stroke={1.6} />}
      rightSection={keys === undefined ? undefined : <Keys keys={keys} />}
      disabled={disabled}
      title={title}
      onClick={() => run(action)}
    >
      {label ?? action.label(words)}
    </Menu.Item>
  );
}

export function ActionButton({
  action,
  label,
  keys = false,
  labelClass,
  keysClass,
  iconSize = 16,
  ...button
}: ActionProps &
  Omit<ButtonProps, 'leftSection' | 'rightSection' | 'children'> & {
    /** Whether its keys are shown beside its name. */
    keys?: boolean;
    labelClass?: string | undefined;
    keysClass?: string | undefined;
    iconSize?: number;
    'aria-haspopup'?: 'dialog';
    'aria-expanded'?: boolean;
  }) {
  const words = useWords();
  const run = useRun();
  const [first] = action.keys;
  const name = label ?? action.label(words);
  return (
    <Button
      variant="default"
      {...button}
      // Its label may be hidden if there is little room.
      aria-label={labelClass === undefined && keysClass === undefined ? undefined : name}
      leftSection={action.icon && <action.icon size={iconSize} stroke={1.6} />}
      rightSection={
        keys && first !== undefined ? (
          <span className={keysClass}>
            <Keys keys={first} />
          </span>
        ) : undefined
      }
      onClick={() => run(action)}
    >
      {labelClass === undefined ? name : <span className={labelClass}>{name}</span>}
    </Button>
  );
}
