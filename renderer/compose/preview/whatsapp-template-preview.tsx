/** A template as it arrives: its own texts, with the values in their places. */
import { useWords } from '../../app/language.tsx';
import type { JsonObject } from '../forms/json-tree.ts';
import { textAt } from './links-of.ts';
import { Bubble } from './parts.tsx';
import classes from './preview.module.css';

export function WhatsappTemplatePreview({ json }: { json: JsonObject }) {
  const words = useWords().forms.preview;
  return (
    <Bubble>
      <strong>{words.template(textAt(json, 'template.name'))}</strong>
      <p className={classes.quiet}>{words.templateUnknown}</p>
    </Bubble>
  );
}
