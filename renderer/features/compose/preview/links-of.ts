/**
 * Finds the links whose files a message would show: pictures, videos, sounds and documents, but not the
 * targets of buttons.
 */
import type { Channel } from '../../../../shared/messaging/types.ts';
import { getAt, isList, isObject, type Json, type JsonObject } from '../forms/json-tree.ts';
import { contentOf, type Written } from '../forms/step-content.ts';

export function textAt(json: Json | undefined, path: string): string {
  const value = getAt(json, path);
  return typeof value === 'string' ? value : '';
}

export function itemsAt(json: Json | undefined, path: string): readonly Json[] {
  const value = getAt(json, path);
  return isList(value) ? value : [];
}

/** The content to show: the channel's JSON, also for a plain text. */
export function drawnOf(step: Written): JsonObject {
  return (
    contentOf(step) ?? (step.channel === 'whatsapp' ? { text: { body: step.text } } : { text: step.text })
  );
}

/** Returns the picture of an RCS file: its thumbnail if it has one. */
export function rcsPicture(info: Json | undefined): string {
  return textAt(info, 'thumbnail_url') || textAt(info, 'file_url');
}

function whatsappLinks(json: JsonObject): string[] {
  const own = ['image', 'video', 'audio', 'document', 'sticker'].map((kind) => textAt(json, `${kind}.link`));
  const inTemplate = itemsAt(json, 'template.components')
    .flatMap((component) => itemsAt(component, 'parameters'))
    .flatMap((one) => ['image', 'video', 'document'].map((kind) => textAt(one, `${kind}.link`)));
  return [...own, ...inTemplate];
}

function rcsLinks(json: JsonObject): string[] {
  const cards = [
    getAt(json, 'rich_card.standalone_card.card_content'),
    ...itemsAt(json, 'rich_card.carousel_card.card_contents'),
  ];
  const infos = [getAt(json, 'content_info'), ...cards.map((card) => getAt(card, 'media.content_info'))];
  return infos.map(rcsPicture);
}

function linksIn(channel: Channel, json: JsonObject): string[] {
  switch (channel) {
    case 'viber':
      return [
        textAt(json, 'image_url'),
        textAt(json, 'video.thumbnail'),
        ...itemsAt(json, 'carousel.items').map((item) => textAt(item, 'image_url')),
      ];
    case 'whatsapp':
      return whatsappLinks(json);
    case 'rcs':
      return rcsLinks(json);
    case 'telegram':
      return ['image_url', 'document_url', 'audio_url'].map((name) => textAt(json, name));
    default:
      return [];
  }
}

/** Returns whether a link can be loaded; while it is being typed, it usually cannot. */
export function isLink(text: string): boolean {
  const url = URL.parse(text.trim());
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname !== '';
}

/** Each link once, in display order. */
export function linksOf(steps: readonly Written[]): readonly string[] {
  const all = steps.flatMap((step) => linksIn(step.channel, drawnOf(step)));
  return [...new Set(all.filter(isLink))];
}

/** Returns whether a part exists that could be shown. */
export function has(json: Json | undefined, path: string): boolean {
  const value = getAt(json, path);
  return isObject(value) || isList(value) || (typeof value === 'string' && value !== '');
}
