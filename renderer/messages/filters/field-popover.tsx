/** The editor of a filter over the list, by what opened it. Escape closes it and gives the focus back. */
import { Loader, Popover } from '@mantine/core';
import { lazy, type ReactNode, Suspense } from 'react';
import { useWords } from '../../app/language.tsx';
import { FocusFirst } from '../../ui/focus-first.tsx';
import type { Field } from '../view.ts';
import classes from './filters.module.css';

const FieldEditor = lazy(async () => ({ default: (await import('./field-editor.tsx')).FieldEditor }));
const FieldPicker = lazy(async () => ({ default: (await import('./field-picker.tsx')).FieldPicker }));

type FieldPopoverProps = {
  /** null: which filter is asked first. */
  field: Field | null;
  opened: boolean;
  onField: (field: Field) => void;
  onClose: () => void;
  children: ReactNode;
};

export function FieldPopover({ field, opened, onField, onClose, children }: FieldPopoverProps) {
  const words = useWords().history.filters;
  return (
    <Popover
      opened={opened}
      onChange={(open) => {
        if (!open) onClose();
      }}
      position="bottom-start"
      width={260}
      trapFocus
      returnFocus
      withRoles={false}
      withinPortal
      transitionProps={{ duration: 80 }}
      shadow="none"
    >
      <Popover.Target>{children}</Popover.Target>
      <Popover.Dropdown
        className={classes.dropdown ?? ''}
        role="dialog"
        tabIndex={-1}
        aria-label={field === null ? words.by : words.fields[field]}
      >
        <Suspense fallback={<Loader size="xs" />}>
          <FocusFirst key={field}>
            {field === null ? (
              <FieldPicker onPick={onField} />
            ) : (
              <FieldEditor field={field} onDone={onClose} />
            )}
          </FocusFirst>
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
