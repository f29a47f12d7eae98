/**
 * Finds the values that a user must fill in to send a WhatsApp template, from the template's definition, and
 * converts them to `template.components` of a message. Definitions have the format of Messente's GET
 * …/templates; upper-case constants (Meta's own) are accepted, too. A definition does not say whether `{{1}}`
 * is a text, an amount or a time, so any of them can be sent.
 */
import { isBlankText } from './blank.ts';
import type {
  WhatsappComponent,
  WhatsappParameter,
  WhatsappParameterFile,
  WhatsappTemplate,
} from './content.ts';
import { type Fields, isFields } from './shape-places.ts';

const parameterKinds = [
  'text',
  'currency',
  'date_time',
  'image',
  'video',
  'document',
  'coupon_code',
  'payload',
] as const;
export type ParameterKind = (typeof parameterKinds)[number];

export type TemplateField = {
  /**
   * Unique within this template: "header.0", "body.1", "button.0.0" (the button's index, then the
   * parameter's).
   */
  readonly key: string;
  readonly component: 'header' | 'body' | 'button';
  /** A button's kind as named in a message (`url`, `quick_reply`, `copy_code`); null for other parameters. */
  readonly subType: string | null;
  /** A button's index among the buttons, from 0; null for other parameters. */
  readonly index: number | null;
  /** The parameter's index in its component, from 0. */
  readonly position: number;
  /** The kinds of value that can be sent; the first one by default. */
  readonly kinds: readonly [ParameterKind, ...ParameterKind[]];
  /** Only a button's payload may be left out. */
  readonly required: boolean;
  /** The surrounding text ("Your order {{1}} is ready."), a button's text, or '' for a header's file. */
  readonly label: string;
  /** The placeholder in the label, "{{1}}"; null if there is none. */
  readonly placeholder: string | null;
  /** From the definition; null if it has none. */
  readonly example: string | null;
};

/** A template's definition: components as received, of any shape. */
export type TemplateDefinition = {
  readonly name: string;
  readonly language: string;
  readonly components: readonly Fields[];
};

export type TemplateValues = Readonly<Record<string, WhatsappParameter>>;

const spoken = ['text', 'currency', 'date_time'] as const;
export const mediaKinds = ['image', 'video', 'document'] as const;
const placeholderPattern = /\{\{\s*[\w.-]{1,60}\s*\}\}/gu;

/** Returns a constant in lower case (Meta's own are upper-case); '' if the value is not a text. */
export function word(value: unknown): string {
  return typeof value === 'string' ? value.toLowerCase() : '';
}

/** Returns the value if it is a list, otherwise an empty list. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * Returns each placeholder of a text once; sorted by number if numbered (`{{2}} … {{1}}`), otherwise in the
 * order of the text.
 */
function placeholdersOf(text: unknown): string[] {
  if (typeof text !== 'string') return [];
  const found = [...new Set(text.match(placeholderPattern) ?? [])];
  const numberOf = (placeholder: string): number => Number(placeholder.replace(/[{}\s]/gu, ''));
  return found.every((one) => Number.isInteger(numberOf(one)))
    ? found.toSorted((a, b) => numberOf(a) - numberOf(b))
    : found;
}

function exampleAt(examples: unknown, position: number): string | null {
  const example = listOf(examples)[position];
  return typeof example === 'string' ? example : null;
}

/**
 * Returns the fields of a template in the order of a message: header, body, buttons.
 * @param definition as received from Messente; components of unknown kinds have no fields
 */
export function templateFields(definition: TemplateDefinition): TemplateField[] {
  const byOrder = { header: 0, body: 1, button: 2 };
  return definition.components
    .flatMap((component) => {
      switch (word(component.type)) {
        case 'header':
          return headerFields(component);
        case 'body':
          return textFields('body', component.text, listOf(bodyExamples(component))[0]);
        case 'buttons':
          return listOf(component.buttons).flatMap((button, index) =>
            isFields(button) ? buttonFields(button, index) : [],
          );
        default:
          return [];
      }
    })
    .toSorted((a, b) => byOrder[a.component] - byOrder[b.component]);
}

function bodyExamples(component: Fields): unknown {
  return isFields(component.example) ? component.example.body_text : undefined;
}

function textFields(component: 'header' | 'body', text: unknown, examples: unknown): TemplateField[] {
  return placeholdersOf(text).map((placeholder, position) => ({
    key: `${component}.${position}`,
    component,
    subType: null,
    index: null,
    position,
    // A header has no amounts and times.
    kinds: component === 'body' ? spoken : ['text'],
    required: true,
    label: typeof text === 'string' ? text : '',
    placeholder,
    example: exampleAt(examples, position),
  }));
}

function headerFields(component: Fields): TemplateField[] {
  const format = word(component.format);
  const media = mediaKinds.find((kind) => kind === format);
  if (media === undefined) {
    const examples = isFields(component.example) ? component.example.header_text : undefined;
    return textFields('header', component.text, examples);
  }
  return [
    {
      key: 'header.0',
      component: 'header',
      subType: null,
      index: null,
      position: 0,
      kinds: [media],
      required: true,
      label: '',
      placeholder: null,
      example: null,
    },
  ];
}

function buttonFields(button: Fields, index: number): TemplateField[] {
  const label = typeof button.text === 'string' ? button.text : '';
  const make = (
    subType: string,
    kind: ParameterKind,
    more: Partial<Pick<TemplateField, 'required' | 'placeholder' | 'label'>> = {},
  ): TemplateField => ({
    key: `button.${index}.0`,
    component: 'button',
    subType,
    index,
    position: 0,
    kinds: [kind],
    required: true,
    label,
    placeholder: null,
    example: exampleAt(button.example, 0),
    ...more,
  });
  switch (word(button.type)) {
    case 'url': {
      const [placeholder] = placeholdersOf(button.url);
      return placeholder === undefined
        ? []
        : [make('url', 'text', { placeholder, label: String(button.url) })];
    }
    // A one-time code is inserted into its button as into an address, whatever the kind of button (Meta's
    // rule).
    case 'otp':
      return [make('url', 'text')];
    case 'copy_code':
      return [make('copy_code', 'coupon_code')];
    case 'quick_reply':
      return [make('quick_reply', 'payload', { required: false })];
    // phone_number has no parameter; those of catalog and flow do not exist in Messente's format.
    default:
      return [];
  }
}

/**
 * Returns whether a value is complete: an empty text, a file without a link or an id, and half an amount are
 * not.
 */
export function isFilled(value: WhatsappParameter | undefined): boolean {
  if (value === undefined) return false;
  const hasText = (text: string | undefined): boolean => text !== undefined && !isBlankText(text);
  const hasFile = (file: WhatsappParameterFile | undefined): boolean =>
    hasText(file?.link) || hasText(file?.id);
  const { currency, date_time } = value;
  return (
    hasText(value.text) ||
    hasText(value.coupon_code) ||
    hasText(value.payload) ||
    hasText(date_time?.fallback_value) ||
    (hasText(currency?.fallback_value) && hasText(currency?.code) && hasText(currency?.amount_1000)) ||
    hasFile(value.image) ||
    hasFile(value.video) ||
    hasFile(value.document)
  );
}

/** Returns the fields that must still be filled in. */
export function missingFields(fields: readonly TemplateField[], values: TemplateValues): TemplateField[] {
  return fields.filter((field) => field.required && !isFilled(values[field.key]));
}

/** Returns an empty value of a kind, to be filled in. */
export function emptyParameter(kind: ParameterKind): WhatsappParameter {
  switch (kind) {
    case 'currency':
      return { type: kind, currency: { fallback_value: '', code: 'EUR', amount_1000: '' } };
    case 'date_time':
      return { type: kind, date_time: { fallback_value: '' } };
    case 'image':
    case 'video':
    case 'document':
      return { type: kind, [kind]: { link: '' } };
    default:
      return { type: kind, [kind]: '' };
  }
}

/**
 * Returns the values in the format of a message. A field without a value is left out together with all later
 * ones in its component, because Messente identifies parameters by their position. checkChain validates the
 * values; missingFields lists the missing ones.
 */
export function templateComponents(
  fields: readonly TemplateField[],
  values: TemplateValues,
): WhatsappComponent[] {
  const components: {
    readonly head: Omit<WhatsappComponent, 'parameters'>;
    parameters: WhatsappParameter[];
  }[] = [];
  const byName = new Map<string, (typeof components)[number]>();
  for (const field of fields) {
    const value = values[field.key];
    if (value === undefined || (!field.required && !isFilled(value))) continue;
    const name = field.index === null ? field.component : `${field.component}.${field.index}`;
    let component = byName.get(name);
    if (component === undefined) {
      component = {
        head: {
          type: field.component,
          ...(field.subType === null ? {} : { sub_type: field.subType }),
          ...(field.index === null ? {} : { index: field.index }),
        },
        parameters: [],
      };
      byName.set(name, component);
      components.push(component);
    }
    if (component.parameters.length === field.position) component.parameters.push(value);
  }
  return components.map(({ head, parameters }) => ({ ...head, parameters }));
}

/**
 * Returns the values of a message, to fill the form again; values for which the definition has no field are
 * left out.
 */
export function templateValues(
  fields: readonly TemplateField[],
  components: readonly WhatsappComponent[],
): TemplateValues {
  const values: Record<string, WhatsappParameter> = {};
  for (const field of fields) {
    const component = components.find(
      (one) =>
        word(one.type) === field.component && (field.index === null || (one.index ?? 0) === field.index),
    );
    const value = component?.parameters?.[field.position];
    if (value !== undefined) values[field.key] = value;
  }
  return values;
}

/** Returns the complete `template` of a message from a definition and the filled-in values. */
export function filledTemplate(definition: TemplateDefinition, values: TemplateValues): WhatsappTemplate {
  return {
    name: definition.name,
    language: { code: definition.language },
    components: templateComponents(templateFields(definition), values),
  };
}
