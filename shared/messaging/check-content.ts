/**
 * The forms of each channel: validates them, puts their fields into the documented order, extracts their
 * texts, and removes their texts.
 */
import type { ChannelContent, ContentByChannel } from './content.ts';
import { rcsShape } from './content-rcs.ts';
import { smsShape } from './content-sms.ts';
import { telegramShape } from './content-telegram.ts';
import { viberShape } from './content-viber.ts';
import { whatsappShape } from './content-whatsapp.ts';
import type { Problem } from './problem.ts';
import { rootPlace } from './shape-places.ts';
import type { ObjectShape } from './shapes.ts';
import type { Channel } from './types.ts';

export type ContentChannel = keyof ContentByChannel;

export const contentGrammar: Readonly<Record<ContentChannel, ObjectShape>> = {
  viber: viberShape,
  whatsapp: whatsappShape,
  rcs: rcsShape,
  telegram: telegramShape,
};

const channelGrammar: Readonly<Record<Channel, ObjectShape>> = { sms: smsShape, ...contentGrammar };

/**
 * Returns the maximum length of a channel's plain text in characters (code points): Viber's is from an older page of
 * Messente's, RCS's from the specification. undefined: no length is documented.
 */
export function maximumTextLength(channel: Channel): number | undefined {
  const is = channelGrammar[channel].is.fields.text?.shape.is;
  return is?.type === 'text' ? is.atMost : undefined;
}

/** Returns a channel's fields in the documented order. @param fields valid fields of a message on the channel */
export function arrangeFields(channel: Channel, fields: object): object {
  return channelGrammar[channel].arrange(fields) ?? {};
}

export const channelNames: Readonly<Record<Channel, string>> = {
  sms: 'SMS',
  viber: 'Viber',
  whatsapp: 'WhatsApp',
  rcs: 'RCS',
  telegram: 'Telegram',
};

/** Returns whether a channel has forms besides a plain text. */
export function hasContent(channel: Channel): channel is ContentChannel {
  return channel !== 'sms';
}

/**
 * Returns what is wrong with a channel's form.
 * @param content a value of any shape, because it comes over the contract and from files
 * @param path the path of the content itself, `steps[1].content`
 * @returns every problem, with paths such as `steps[1].content.carousel.items[0].title`
 */
export function checkContent(channel: ContentChannel, content: unknown, path: string): Problem[] {
  return contentGrammar[channel].check(content, rootPlace(path, channelNames[channel]));
}

/**
 * Returns the form with its fields in the documented order. @param content a form in which checkContent finds
 * no problem
 */
export function arrangeContent<C extends ContentChannel>(
  channel: C,
  content: ContentByChannel[C],
): ContentByChannel[C] {
  return (contentGrammar[channel].arrange(content) ?? {}) as ContentByChannel[C];
}

/** Returns the texts of a form that a person would read, in reading order. Accepts content of any shape. */
export function contentWords(channel: ContentChannel, content: unknown): string[] {
  return contentGrammar[channel].words(content);
}

/** Returns the structure of a form without its texts, addresses and numbers. Accepts content of any shape. */
export function bareContent(channel: ContentChannel, content: unknown): ChannelContent {
  return (contentGrammar[channel].bare(content) ?? {}) as ChannelContent;
}
