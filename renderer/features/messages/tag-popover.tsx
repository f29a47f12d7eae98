import type { ReactNode } from 'react';
import { useWords } from '../../lib/language.tsx';
import { later } from '../../lib/ui/later.tsx';
import { EditorPopover } from './editor-popover.tsx';

const TagEditor = later(async () => (await import('./tag-editor.tsx')).TagEditor);

type TagPopoverProps = {
  ids: readonly string[];
  tagsOf: readonly (readonly string[])[];
  opened: boolean;
  onClose: () => void;
  children: ReactNode;
};

/** The tags of some messages, next to the element that opened it. */
export function TagPopover({ ids, tagsOf, opened, onClose, children }: TagPopoverProps) {
  const words = useWords().messages.tags;
  return (
    <EditorPopover label={words.label} opened={opened} onClose={onClose} target={children}>
      <TagEditor ids={ids} tagsOf={tagsOf} />
    </EditorPopover>
  );
}
