/** The editor of a filter, or first the choice of a filter. */
import type { ReactNode } from 'react';
import { useWords } from '../../../lib/language.tsx';
import { later } from '../../../lib/ui/later.tsx';
import { EditorPopover } from '../editor-popover.tsx';
import type { Field } from '../view-fields.ts';

const FieldEditor = later(async () => (await import('./field-editor.tsx')).FieldEditor);
const FieldPicker = later(async () => (await import('./field-picker.tsx')).FieldPicker);

type FieldPopoverProps = {
  /** null: first asks which filter. */
  field: Field | null;
  opened: boolean;
  onField: (field: Field) => void;
  onClose: () => void;
  children: ReactNode;
};

export function FieldPopover({ field, opened, onField, onClose, children }: FieldPopoverProps) {
  const words = useWords().messages.filters;
  return (
    <EditorPopover
      label={field === null ? words.by : words.fields[field]}
      opened={opened}
      onClose={onClose}
      target={children}
      editorKey={field}
    >
      {field === null ? <FieldPicker onPick={onField} /> : <FieldEditor field={field} onDone={onClose} />}
    </EditorPopover>
  );
}
