import { useDeck } from '../../../lib/deck.tsx';
import { useWords } from '../../../lib/language.tsx';
import { type Field, fields, isOn } from '../view-fields.ts';
import { Checklist } from './checklist.tsx';
import { FieldIcon } from './field-icon.tsx';

/** Chooses the filter to set; active filters have a check mark. */
export function FieldPicker({ onPick }: { onPick: (field: Field) => void }) {
  const words = useWords().messages.filters;
  const view = useDeck((state) => state.messages.view);
  return (
    <Checklist
      label={words.by}
      placeholder={words.by}
      choices={fields.map((field) => ({
        value: field,
        label: words.fields[field],
        icon: <FieldIcon field={field} />,
        on: isOn(view, field),
      }))}
      onChoose={(value) => {
        const field = fields.find((one) => one === value);
        if (field) onPick(field);
      }}
    />
  );
}
