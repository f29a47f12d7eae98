/**
 * Converts a draft step's content to and from the contract's format. The main text belongs to the step, so it
 * stays when another kind of message is chosen.
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

/** A documented form that our forms cannot represent is kept and sent unchanged. */
export const rawKind = 'raw';

export function shapeOf(channel: Channel): ObjectShape | null {
  return shapes[channel];
}

/** The chosen kind of message: `text` for SMS. */
export function kindOfStep(step: Written): string {
  if (step.content.$kind === rawKind) return rawKind;
  const shape = shapes[step.channel];
  return shape === null ? 'text' : kindOf(shape, step.content);
}

/** Returns the path of the step's text in the channel's JSON. */
export function textPathOf(channel: Channel): string {
  return channel === 'whatsapp' ? 'text.body' : 'text';
}

/** Returns whether the chosen kind has a text. */
export function hasText(step: Written): boolean {
  const shape = shapes[step.channel];
  if (shape === null) return true;
  return step.content.$kind !== rawKind && 'text' in fieldsOf(shape, step.content);
}

/** Returns the channel's JSON; null for a plain text, which needs none. */
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
  // Plain texts are sent with preview_url true.
  return channel !== 'whatsapp' || getAt(built, 'text.preview_url') !== false;
}

/** Returns the content part of the contract's step. */
export function chainContent(step: Written): Pick<DraftStep, 'text' | 'content'> {
  const content = contentOf(step);
  if (content === null) return { text: step.text };
  // A JSON tree; checkChain decides whether it is a valid form, and names the field and the hint.
  return { text: '', content: content as ChannelContent };
}

/** Converts a step of a sent message or a template to typed values. */
export function writtenOf(step: DraftStep): Pick<Written, 'text' | 'content'> {
  if (step.content === undefined) return { text: step.text, content: {} };
  const shape = shapes[step.channel];
  // From the contract, so it is JSON.
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
