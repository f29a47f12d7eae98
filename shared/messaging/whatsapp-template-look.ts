/** The preview of a WhatsApp template on a phone, as data. */
import type { WhatsappParameter, WhatsappParameterFile } from './content.ts';
import { type Fields, isFields } from './shape-places.ts';
import {
  listOf,
  mediaKinds,
  type TemplateDefinition,
  type TemplateValues,
  templateFields,
  word,
} from './whatsapp-template-fields.ts';

export type TemplateLook = {
  readonly header: {
    readonly kind: 'text' | 'image' | 'video' | 'document' | 'location';
    readonly text: string;
    readonly file: WhatsappParameterFile | null;
  } | null;
  readonly body: string;
  readonly footer: string | null;
  readonly buttons: readonly { readonly kind: string; readonly text: string }[];
};

/** Returns the preview of a template with the given values; placeholders without a value stay visible. */
export function templateLook(definition: TemplateDefinition, values: TemplateValues): TemplateLook {
  const fields = templateFields(definition);
  const filled = (component: 'header' | 'body', text: unknown): string =>
    fields
      .filter((field) => field.component === component && field.placeholder !== null)
      .reduce(
        (filled, field) =>
          filled.replaceAll(field.placeholder ?? '', wordsOf(values[field.key]) ?? field.placeholder ?? ''),
        typeof text === 'string' ? text : '',
      );
  const find = (type: string): Fields | undefined =>
    definition.components.find((component) => word(component.type) === type);
  const [header, body, footer, buttons] = ['header', 'body', 'footer', 'buttons'].map(find);
  const format = word(header?.format);
  const kind = [...mediaKinds, 'location' as const].find((one) => one === format) ?? 'text';
  const value = values['header.0'];
  return {
    header:
      header === undefined
        ? null
        : {
            kind,
            text: filled('header', header.text),
            file: value?.image ?? value?.video ?? value?.document ?? null,
          },
    body: filled('body', body?.text),
    footer: typeof footer?.text === 'string' ? footer.text : null,
    buttons: listOf(buttons?.buttons).flatMap((button) =>
      isFields(button) && typeof button.text === 'string'
        ? [{ kind: word(button.type), text: button.text }]
        : [],
    ),
  };
}

function wordsOf(value: WhatsappParameter | undefined): string | null {
  const words = value?.text ?? value?.currency?.fallback_value ?? value?.date_time?.fallback_value;
  return words === undefined || words === '' ? null : words;
}
