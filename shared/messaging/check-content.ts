/** The forms of the channels, by channel: judged, put into the documented order, read, and emptied. */
import type { ChannelContent, ContentByChannel } from './content.ts';
import { rcsShape } from './content-rcs.ts';
import { telegramShape } from './content-telegram.ts';
import { viberShape } from './content-viber.ts';
import { whatsappShape } from './content-whatsapp.ts';
import type { Problem } from './problem.ts';
import { rootPlace } from './shape-places.ts';
import type { Shape } from './shapes.ts';
import type { Channel } from './types.ts';

export type ContentChannel = keyof ContentByChannel;

const shapes: Readonly<Record<ContentChannel, Shape>> = {
  viber: viberShape,
  whatsapp: whatsappShape,
  rcs: rcsShape,
  telegram: telegramShape,
};

export const channelNames: Readonly<Record<Channel, string>> = {
  sms: 'SMS',
  viber: 'Viber',
  whatsapp: 'WhatsApp',
  rcs: 'RCS',
  telegram: 'Telegram',
};

/** Whether the channel has forms besides a plain text. */
export function hasContent(channel: Channel): channel is ContentChannel {
  return channel !== 'sms';
}

/**
 * What is wrong with a channel's form.
 * @param content of any shape: it crosses the contract, and comes from files
 * @param path of the content itself, `steps[1].content`
 * @returns every problem, with paths such as `steps[1].content.carousel.items[0].title`
 */
export function checkContent(channel: ContentChannel, content: unknown, path: string): Problem[] {
  return shapes[channel].check(content, rootPlace(path, channelNames[channel]));
}

/** The same form with its fields in the documented order. @param content in which checkContent finds no problem */
export function arrangeContent<C extends ContentChannel>(
  channel: C,
  content: ContentByChannel[C],
): ContentByChannel[C] {
  return (shapes[channel].arrange(content) ?? {}) as ContentByChannel[C];
}

/** The words of a form that a person would read, in reading order; of content of any shape. */
export function contentWords(channel: ContentChannel, content: unknown): string[] {
  return shapes[channel].words(content);
}

/** What form it was, without a word, an address or a number of it; of content of any shape. */
export function bareContent(channel: ContentChannel, content: unknown): ChannelContent {
  return (shapes[channel].bare(content) ?? {}) as ChannelContent;
}
