/**
 * The fields of a template that is in no list, as defined by the user. They are converted to a definition, so
 * that the fields of listed templates can be reused.
 */
import type { WhatsappTemplateView } from '../../../../shared/contract/compose.ts';
import { templateFields } from '../../../../shared/messaging/whatsapp-template-fields.ts';
import { getAt, isList, isObject, type Json, type JsonObject } from './json-tree.ts';
import { componentsIn, componentsOf, valuesOf } from './whatsapp-template.ts';

export const headerKinds = ['none', 'text', 'image', 'video', 'document'] as const;
type HeaderKind = (typeof headerKinds)[number];
export const buttonKinds = ['none', 'url', 'quick_reply', 'copy_code'] as const;
type ButtonKind = (typeof buttonKinds)[number];

export type ByHand = {
  readonly header: HeaderKind;
  /** The number of placeholders in its text. */
  readonly values: number;
  /** By position; an empty entry has no value. */
  readonly buttons: readonly ButtonKind[];
};

export const mostValues = 20;
/** WhatsApp's own limit. */
export const mostButtons = 10;

const pick = <Kind extends string>(kinds: readonly [Kind, ...Kind[]], word: unknown): Kind =>
  kinds.find((kind) => kind === word) ?? kinds[0];

function readHand(hand: JsonObject): ByHand {
  const values = Number(hand.values);
  return {
    header: pick(headerKinds, hand.header),
    values: Number.isInteger(values) ? Math.min(Math.max(values, 0), mostValues) : 0,
    buttons: (isList(hand.buttons) ? hand.buttons : [])
      .slice(0, mostButtons)
      .map((kind) => pick(buttonKinds, kind)),
  };
}

/** In the format of a sent message. */
function sent(template: Json | undefined): ByHand {
  const components = componentsIn(template);
  const of = (type: string) => components.find((one) => one.type === type);
  const buttons: ButtonKind[] = [];
  for (const { type, sub_type, index = 0 } of components) {
    if (type !== 'button' || index < 0 || index >= mostButtons) continue;
    while (buttons.length <= index) buttons.push('none');
    buttons[index] = pick(buttonKinds, sub_type);
  }
  return {
    header: pick(headerKinds, of('header')?.parameters?.[0]?.type),
    values: Math.min(of('body')?.parameters?.length ?? 0, mostValues),
    buttons,
  };
}

/** Returns the fields of the step's template: as defined, otherwise derived from its values. */
export function byHandOf(template: Json | undefined): ByHand {
  const hand = getAt(template, '$hand');
  return isObject(hand) ? readHand(hand) : sent(template);
}

/** Converts them to a definition. @param buttonName returns a button's label here: "Button 2" */
export function definitionByHand(
  { header, values, buttons }: ByHand,
  buttonName: (number: number) => string,
): WhatsappTemplateView {
  const body = Array.from({ length: values }, (_, index) => `{{${index + 1}}}`).join(' ');
  return {
    id: '',
    name: '',
    language: '',
    category: '',
    status: '',
    components: [
      ...(header === 'none' ? [] : [{ type: 'header', format: header, text: '{{1}}' }]),
      { type: 'body', text: body },
      {
        type: 'buttons',
        buttons: buttons.map((kind, index) => {
          const name = buttonName(index + 1);
          return { type: kind, text: name, url: `${name} {{1}}` };
        }),
      },
    ],
  };
}

/** Returns the step's template after its fields were redefined; values whose field still exists are kept. */
export function templateTaking(
  before: Json | undefined,
  hand: ByHand,
  definition: WhatsappTemplateView,
): JsonObject {
  const fields = templateFields(definition);
  return {
    ...(isObject(before) ? before : {}),
    $hand: { ...hand, buttons: [...hand.buttons] },
    components: componentsOf(fields, valuesOf(fields, before)),
  };
}

/**
 * Returns whether these fields can represent all values of the template; otherwise changing them would lose
 * the rest.
 */
export function holdsAll(template: Json | undefined, definition: WhatsappTemplateView): boolean {
  const fields = templateFields(definition);
  const made = componentsOf(fields, valuesOf(fields, template));
  const carried = getAt(template, 'components');
  return JSON.stringify(made) === JSON.stringify(isList(carried) ? carried : []);
}
