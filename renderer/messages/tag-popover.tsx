import { Loader, Popover } from '@mantine/core';
import { lazy, type ReactNode, Suspense } from 'react';
import { useWords } from '../app/language.tsx';
import { FocusFirst } from '../ui/focus-first.tsx';
import classes from './filters/filters.module.css';

const TagEditor = lazy(async () => ({ default: (await import('./tag-editor.tsx')).TagEditor }));

type TagPopoverProps = {
  ids: readonly string[];
  tagsOf: readonly (readonly string[])[];
  opened: boolean;
  onClose: () => void;
  children: ReactNode;
};

/** The tags of some messages, over what opened it. */
export function TagPopover({ ids, tagsOf, opened, onClose, children }: TagPopoverProps) {
  const words = useWords().history.tags;
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
      transitionProps={{ duration: 80 }}
      shadow="none"
    >
      <Popover.Target>{children}</Popover.Target>
      <Popover.Dropdown
        className={classes.dropdown ?? ''}
        role="dialog"
        tabIndex={-1}
        aria-label={words.label}
      >
        <Suspense fallback={<Loader size="xs" />}>
          <FocusFirst>
            <TagEditor ids={ids} tagsOf={tagsOf} />
          </FocusFirst>
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
