/**
 * A chain as the user composes it, and its conversion to Messente's documented JSON of an omnimessage. Source
 * of the rules: Messente's Omnichannel API 2.1.0, and the older clients for Telegram.
 */
import { arrangeFields } from './check-content.ts';
import type {
  ChannelContent,
  RcsContent,
  TelegramContent,
  ViberContent,
  WhatsappContent,
} from './content.ts';
import { assertNever, type Channel, type E164, type OmnimessageJson } from './types.ts';

/** One step of a chain: a message on one channel. */
export type DraftStep = {
  readonly channel: Channel;
  readonly text: string;
  /** A phone number or a name; missing means the API key's default sender. */
  readonly sender?: string;
  /** The next step is tried after this many seconds without success; not together with validityMinutes. */
  readonly ttlSeconds?: number;
  /** The same time limit in minutes. */
  readonly validityMinutes?: number;
  /** SMS only: which characters of the text Messente replaces. Messente's default is `on`. */
  readonly autoconvert?: 'on' | 'off' | 'full';
  /** SMS only: the user data header, hexadecimal. */
  readonly udh?: string;
  /** The channel's own form if it is more than a text; `text` is '' then. checkChain validates it. */
  readonly content?: ChannelContent;
};

export type TextStore = 'nostore' | 'plaintext' | 'sha256';
export type Priority = 'low' | 'regular' | 'high';

export type DraftChain = {
  /** In the order in which they are tried. */
  readonly steps: readonly DraftStep[];
  readonly textStore?: TextStore;
  /** UTC epoch milliseconds; missing means at once. */
  readonly timeToSend?: number;
  readonly priority?: Priority;
};

type Common<Name extends Channel> = {
  readonly channel: Name;
  readonly sender?: string;
  readonly ttl?: number;
  readonly validity?: number;
};

type SmsBody = Common<'sms'> & {
  readonly text: string;
  readonly autoconvert?: 'on' | 'off' | 'full';
  readonly udh?: string;
};
type ViberBody = Common<'viber'> & ViberContent;
type WhatsappBody = Common<'whatsapp'> & WhatsappContent;
type RcsBody = Common<'rcs'> & RcsContent;
type TelegramBody = Omit<Common<'telegram'>, 'ttl'> & TelegramContent;
type ChannelBody = SmsBody | ViberBody | WhatsappBody | RcsBody | TelegramBody;

/** The body of POST /omnimessage. */
export type OmnimessageBody = {
  readonly to: E164;
  readonly messages: readonly ChannelBody[];
  readonly dlr_url?: string;
  readonly text_store?: TextStore;
  readonly time_to_send?: string;
  readonly priority?: Priority;
};

/** Returns a sender without the spaces around it, which no sender has: they are typed or pasted by mistake. */
export function tidySender(sender: string): string {
  return sender.trim();
}

/** Returns the chain with tidy senders. An empty sender stays, so that checkChain refuses it. */
export function withTidySenders<Chain extends DraftChain>(chain: Chain): Chain {
  const steps = chain.steps.map((step) =>
    step.sender === undefined ? step : { ...step, sender: tidySender(step.sender) },
  );
  return { ...chain, steps };
}

/**
 * Returns the documented JSON of an omnimessage, with its fields in the documented order and none of them
 * undefined.
 * @param draft a chain in which checkChain found no problem
 * @param options.to the recipient
 * @param options.dlrUrl the URL for Messente's delivery reports; missing means the API key's default
 */
export function toOmnimessage(
  draft: DraftChain,
  options: { readonly to: E164; readonly dlrUrl?: string },
): OmnimessageBody {
  return {
    to: options.to,
    messages: draft.steps.map(toChannelBody),
    ...(options.dlrUrl === undefined ? {} : { dlr_url: options.dlrUrl }),
    ...(draft.textStore === undefined ? {} : { text_store: draft.textStore }),
    ...(draft.timeToSend === undefined ? {} : { time_to_send: formatTimeToSend(draft.timeToSend) }),
    ...(draft.priority === undefined ? {} : { priority: draft.priority }),
  };
}

/**
 * Returns the JSON text of {@link toOmnimessage}. This is the only function that creates the text of a
 * request that sends a message.
 */
export function omnimessageJson(...given: Parameters<typeof toOmnimessage>): OmnimessageJson {
  return JSON.stringify(toOmnimessage(...given)) as OmnimessageJson;
}

function toChannelBody(step: DraftStep): ChannelBody {
  const { channel, sender, ttlSeconds, validityMinutes, content = plainContent(step) } = step;
  const body = {
    channel,
    ...(sender === undefined ? {} : { sender }),
    ...(ttlSeconds === undefined || channel === 'telegram' ? {} : { ttl: ttlSeconds }),
    ...(validityMinutes === undefined ? {} : { validity: validityMinutes }),
    ...arrangeFields(channel, content),
  };
  // The grammar of the channel decides about the fields, which the type only repeats.
  return body as ChannelBody;
}

/** A plain text as the channel's content. */
function plainContent({ channel, text, autoconvert, udh }: DraftStep): object {
  switch (channel) {
    case 'sms':
      return { text, autoconvert, udh: udh?.trim() };
    case 'whatsapp':
      // true is Messente's default. It is written explicitly, so that a changed default has no effect.
      return { text: { body: text, preview_url: true } };
    case 'viber':
    case 'rcs':
    case 'telegram':
      return { text };
    default:
      return assertNever(channel);
  }
}

/**
 * Formats a `time_to_send`: ISO 8601 with seconds and an explicit Z ("2019-06-22T09:05:30Z"). Messente treats
 * a time without a zone as UTC and respects an offset; its Java client sends this format, too. A fraction of
 * a second is rounded up, so that nothing is sent too early.
 * @param at UTC epoch milliseconds, at most the year 9999
 */
export function formatTimeToSend(at: number): string {
  return `${new Date(Math.ceil(at / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}

/**
 * Returns the time limit of a step in seconds; null if Messente's default applies, which is not documented
 * (its examples have 21,600 s).
 */
export function expectedStepSeconds(step: DraftStep): number | null {
  if (step.ttlSeconds !== undefined) return step.ttlSeconds;
  return step.validityMinutes === undefined ? null : step.validityMinutes * 60;
}
