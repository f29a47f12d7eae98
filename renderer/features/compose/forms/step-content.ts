/**
 * What a step of the draft carries, to and from what the contract takes. The main text is the step's own, whatever
 * the kind of message: it stays where it is when another kind is chosen.
 */

import { contentGrammar } from '../../../../shared/messaging/check-content.ts';
import type { DraftStep } from '../../../../shared/messaging/compose.ts';
import type { ChannelContent } from '../../../../shared/messaging/content.ts';
import type { Channel } from '../../../../shared/messaging/types.ts';
import { getAt, isObject, type JsonObject, setAt } from './json-tree.ts';
import { build, fieldsOf, kindOf, type ObjectShape, objectForm, read } from './shape.ts';

export type Written = { readonly channel: Channel; readonly text: string; readonly content: JsonObject };

const shapes: Readonly<Record<Channel, ObjectShape | null>> = {
  sms: null,
  viber: objectForm(contentGrammar.viber.is),
  whatsapp: objectForm(contentGrammar.whatsapp.is),
  rcs: objectForm(contentGrammar.rcs.is),
  telegram: objectForm(contentGrammar.telegram.is),
};

/** A documented form that none of ours fits is kept as it came, and sent as it is. */
export const rawKind = 'raw';

export function shapeOf(channel: Channel): ObjectShape | null {
  return shapes[channel];
}

/** The kind of message that is meant: `text` for SMS. */
export function kindOfStep(step: Written): string {
  if (step.content.$kind === rawKind) return rawKind;
  const shape = shapes[step.channel];
  return shape === null ? 'text' : kindOf(shape, step.content);
}

/** Where the step's own text goes in the channel's JSON. */
export function textPathOf(channel: Channel): string {
  return channel === 'whatsapp' ? 'text.body' : 'text';
}

/** Whether the kind that is chosen has a text of its own at all. */
export function hasText(step: Written): boolean {
  const shape = shapes[step.channel];
  if (shape === null) return true;
  return step.content.$kind !== rawKind && 'text' in fieldsOf(shape, step.content);
}

/** The channel's JSON; null where the step is a plain text, which needs none. */
export function contentOf(step: Written): JsonObject | null {
  const shape = shapes[step.channel];
  if (shape === null) return null;
  if (step.content.$kind === rawKind) return isObject(step.content.$raw) ? step.content.$raw : {};
  const typed = hasText(step) ? setAt(step.content, textPathOf(step.channel), step.text) : step.content;
  const built = build(shape, typed);
  if (!isObject(built)) return {};
  return isPlain(step.channel, built) ? null : built;
}

function isPlain(channel: Channel, built: JsonObject): boolean {
  const names = Object.keys(built);
  if (names.length !== 1 || names[0] !== 'text') return false;
  // preview_url true is what a plain text is sent with.
  return channel !== 'whatsapp' || getAt(built, 'text.preview_url') !== false;
}

/** The part of the contract's step that says what is sent. */
export function chainContent(step: Written): Pick<DraftStep, 'text' | 'content'> {
  const content = contentOf(step);
  if (content === null) return { text: step.text };
  // A tree of JSON; whether it is one of the channel's forms is for checkChain to say, with the field and the mend.
  return { text: '', content: content as ChannelContent };
}

/** The other way: what would have to be typed for a step, from a message that was sent or a template. */
export function writtenOf(step: DraftStep): Pick<Written, 'text' | 'content'> {
  if (step.content === undefined) return { text: step.text, content: {} };
  const shape = shapes[step.channel];
  // From the contract, hence JSON.
  const json = step.content as JsonObject;
  const content = shape === null ? null : read(shape, json);
  if (content === null || !isObject(content)) {
    return { text: step.text, content: { $kind: rawKind, $raw: json } };
  }
  const path = textPathOf(step.channel);
  const text = getAt(content, path);
  if (typeof text !== 'string') return { text: step.text, content };
  return { text, content: setAt(content, path, undefined) };
}
