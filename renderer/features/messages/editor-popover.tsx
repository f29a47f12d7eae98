import { Loader, Popover } from '@mantine/core';
import { type ReactNode, Suspense } from 'react';
import { FocusFirst } from '../../lib/ui/focus-first.tsx';
import { useLeavable } from '../../lib/ui/leaving.tsx';
import classes from './filters/filters.module.css';

type EditorPopoverProps = {
  label: string;
  opened: boolean;
  onClose: () => void;
  /** The element that opened it. */
  target: ReactNode;
  /** A different key starts the editor at its first field again. */
  editorKey?: string | null;
  children: ReactNode;
};

/**
 * A small editor over the list, next to the element that opened it. Escape closes it and restores the focus.
 */
export function EditorPopover({ label, opened, onClose, target, editorKey, children }: EditorPopoverProps) {
  const leavable = useLeavable(onClose);
  return (
    <Popover
      opened={opened}
      onChange={(open) => {
        if (!open) leavable.leave();
      }}
      position="bottom-start"
      width={260}
      trapFocus
      returnFocus
      withRoles={false}
      withinPortal
      shadow="none"
    >
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown className={classes.dropdown ?? ''} role="dialog" tabIndex={-1} aria-label={label}>
        <Suspense fallback={<Loader size="xs" />}>
          {leavable.provide(<FocusFirst key={editorKey}>{children}</FocusFirst>)}
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
