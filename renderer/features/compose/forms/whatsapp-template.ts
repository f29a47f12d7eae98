/**
 * Converts a template's values between their typed form and a message. Each value is stored by its field's
 * key, together with values typed into its other kinds; shared/messaging/whatsapp-template-fields.ts
 * describes the fields.
 */

import type { WhatsappTemplateView } from '../../../../shared/contract/compose.ts';
import { isBlankText } from '../../../../shared/messaging/blank.ts';
import type { WhatsappComponent } from '../../../../shared/messaging/content.ts';
import {
  parameterAmount,
  parameterFile,
  parameterTime,
} from '../../../../shared/messaging/content-whatsapp.ts';
import {
  type TemplateField,
  type TemplateValues,
  templateComponents,
  templateFields,
  templateValues,
} from '../../../../shared/messaging/whatsapp-template-fields.ts';
import { getAt, isList, isObject, type Json, type JsonObject } from './json-tree.ts';
import { build, kindOf, objectForm, read } from './shape.ts';

const parameterFileShape = objectForm(parameterFile.is);
const currencyShape = objectForm(parameterAmount.is);
const timeShape = objectForm(parameterTime.is);

/**
 * Returns the parameter of a typed value. A blank text has no text field at all, which is reported as
 * missing.
 */
function parameterOf(typed: JsonObject): JsonObject {
  const type = typeof typed.type === 'string' ? typed.type : 'text';
  const value = typed[type];
  switch (type) {
    case 'image':
    case 'video':
    case 'document':
      return { type, [type]: build(parameterFileShape, value) ?? {} };
    case 'currency':
      return { type, currency: build(currencyShape, value) ?? {} };
    case 'date_time':
      return { type, date_time: build(timeShape, value) ?? {} };
    default:
      return typeof value === 'string' && !isBlankText(value) ? { type, [type]: value } : { type };
  }
}

/** Converts a parameter to typed values. */
function typedOf(parameter: JsonObject): JsonObject {
  const { type } = parameter;
  if (type !== 'image' && type !== 'video' && type !== 'document') return parameter;
  const value = read(parameterFileShape, parameter[type] ?? {});
  return value === null ? parameter : { ...parameter, [type]: value };
}

type TypedValues = Readonly<Record<string, JsonObject>>;

// Both are the same JSON; shared/messaging types it by fields, the form as a tree.
const asTree = (value: unknown) => value as JsonObject;
const asParameters = (value: unknown) => value as TemplateValues;

/**
 * Returns the typed values of a template's fields: as typed, otherwise from the message.
 * @param template the step's `template`
 */
export function valuesOf(fields: readonly TemplateField[], template: Json | undefined): TypedValues {
  const typed = getAt(template, '$values');
  const sent = templateValues(fields, componentsIn(template));
  const values: Record<string, JsonObject> = {};
  for (const field of fields) {
    const known = isObject(typed) ? typed[field.key] : undefined;
    const given = sent[field.key];
    const value = isObject(known) ? known : given === undefined ? {} : typedOf(asTree(given));
    const kept = field.kinds.some((kind) => kind === value.type);
    values[field.key] = kept ? value : { ...value, type: field.kinds[0] };
  }
  return values;
}

export function componentsIn(template: Json | undefined): readonly WhatsappComponent[] {
  const components = getAt(template, 'components');
  return isList(components) ? components.filter(isObject).map((one) => one as WhatsappComponent) : [];
}

/** Returns the message's components for the typed values. */
export function componentsOf(fields: readonly TemplateField[], values: TypedValues): readonly Json[] {
  const parameters = Object.fromEntries(
    Object.entries(values).map(([key, typed]) => [key, parameterOf(typed)]),
  );
  return templateComponents(fields, asParameters(parameters)).map(asTree);
}

/**
 * Returns the path of a field's parameter in the message: `template.components[1].parameters[0]`; null if it
 * is left out.
 */
export function pathOfField(field: TemplateField, components: readonly WhatsappComponent[]): string | null {
  const at = components.findIndex(
    ({ type, index }) => type === field.component && (field.index === null || index === field.index),
  );
  return at < 0 ? null : `template.components[${at}].parameters[${field.position}]`;
}

/** Returns the definition of a message's template; null if not known. */
export function definitionOf(
  templates: readonly WhatsappTemplateView[],
  template: Json | undefined,
): WhatsappTemplateView | null {
  const name = getAt(template, 'name');
  const code = getAt(template, 'language.code');
  return templates.find((one) => one.name === name && one.language === code) ?? null;
}

/** Changes the step to another template; values typed for fields at the same place are kept. */
export function templateOf(definition: WhatsappTemplateView, before: Json | undefined): JsonObject {
  const fields = templateFields(definition);
  const typed = getAt(before, '$values');
  const kept = getAt(before, 'name') === definition.name ? before : { $values: isObject(typed) ? typed : {} };
  const values = valuesOf(fields, kept);
  const rest = isObject(before) ? before : {};
  const language = isObject(rest.language) ? rest.language : {};
  return {
    ...rest,
    name: definition.name,
    language: { ...language, code: definition.language },
    $values: { ...(isObject(typed) ? typed : {}), ...values },
    components: componentsOf(fields, values),
  };
}

/**
 * Changes the template's name or language as typed manually. The filled-in values belong to the previous
 * template and are removed: otherwise they would be sent with the other one, invisibly if its fields are not
 * known.
 * @returns `took`: values that would have been sent were removed
 */
export function renamed(
  templates: readonly WhatsappTemplateView[],
  before: Json | undefined,
  to: { readonly name?: string; readonly code?: string },
): { readonly template: JsonObject; readonly took: boolean } {
  // The user's definition of an unlisted template stays, so that a typing mistake in its name loses nothing.
  const isByHand = isObject(getAt(before, '$hand'));
  const { $values: typed, components: sent, $hand: hand, ...rest } = isObject(before) ? before : {};
  const language = isObject(rest.language) ? rest.language : {};
  const template: JsonObject = {
    ...rest,
    name: to.name ?? rest.name ?? '',
    language: { ...language, code: to.code ?? language.code ?? '' },
    components: [],
  };
  const definition = definitionOf(templates, template);
  if (isByHand && definition === null) {
    const values = typed === undefined ? {} : { $values: typed };
    return { template: { ...template, ...values, $hand: hand ?? {}, components: sent ?? [] }, took: false };
  }
  return {
    template: definition === null ? template : templateOf(definition, template),
    took: componentsIn(before).some((one) => (one.parameters?.length ?? 0) > 0),
  };
}

/** Converts an amount ("12.90") to thousandths ("12900"); text that is not an amount stays unchanged. */
export function thousandths(written: string): string {
  const match = /^(-?)(\d+)(?:[.,](\d{1,3}))?$/.exec(written.trim());
  if (!match) return written.trim();
  const [, sign = '', whole = '', part = ''] = match;
  const digits = `${whole}${part.padEnd(3, '0')}`.replace(/^0+(?=\d)/, '');
  return digits === '0' ? '0' : `${sign}${digits}`;
}

/** Converts thousandths back: "12900" to "12.9"; '' if it is not a number. */
export function fromThousandths(amount: string): string {
  const match = /^(-?)(\d+)$/.exec(amount);
  if (!match) return '';
  const digits = (match[2] ?? '').padStart(4, '0');
  const part = digits.slice(-3).replace(/0+$/, '');
  return `${match[1] ?? ''}${digits.slice(0, -3).replace(/^0+(?=\d)/, '')}${part === '' ? '' : `.${part}`}`;
}

export function fileKindOf(typed: JsonObject, type: string): string {
  return kindOf(parameterFileShape, typed[type]);
}
