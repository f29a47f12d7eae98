/** A WhatsApp template: which one, in which language, and what it wants filled in. */
import { useWords } from '../../app/language.tsx';
import { FieldGrid, TextField } from './fields.tsx';

export function WhatsappTemplateForm() {
  const words = useWords().forms.template;
  return (
    <FieldGrid>
      <TextField path="template.name" label={words.name} />
      <TextField path="template.language.code" label={words.code} hint={words.codeHint} />
    </FieldGrid>
  );
}
