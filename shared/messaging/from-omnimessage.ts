/** Converts Messente's documented JSON of an omnimessage back to a composed chain. */

import { messagingProblem } from '../problems/messaging.ts';
import { checkStep, checkTime } from './check-chain.ts';
import { arrangeContent, channelNames, hasContent } from './check-content.ts';
import type { DraftChain, DraftStep, Priority, TextStore } from './compose.ts';
import type { ChannelContent, WhatsappContent } from './content.ts';
import { smsShape } from './content-sms.ts';
import { parseTimestamp } from './delivery-report.ts';
import type { Problem } from './problem.ts';
import { term } from './problem.ts';
import { type Fields, isFields, type Place, rootPlace, wrong } from './shape-places.ts';
import { choice, link, text } from './shape-values.ts';
import { allowed, list, needed, object, type Shape } from './shapes.ts';
import { type Channel, channels, type E164 } from './types.ts';

export type ReadOmnimessage = {
  readonly to: E164;
  readonly chain: DraftChain;
  /** As in the body. It is only an address, which may belong to anybody. */
  readonly dlrUrl?: string;
};

export type OmnimessageReading =
  | { readonly ok: true; readonly value: ReadOmnimessage }
  | { readonly ok: false; readonly problems: readonly [Problem, ...Problem[]] };

const anything: Shape = {
  is: { type: 'any' },
  check: () => [],
  arrange: (value) => value,
  words: () => [],
  bare: () => undefined,
};

const timeToSend: Shape = {
  ...text(),
  check(value, place) {
    if (typeof value === 'string' && parseTimestamp(value) !== null) return [];
    return [wrong(place, 'time-unreadable/file')];
  },
};

const envelope = object({
  to: needed(
    'recipient',
    text({
      pattern: {
        expression: /^\+[1-9]\d{6,14}$/u,
        like: 'a number in E.164: “+”, the country code and at most 15 digits, such as +37251000000',
      },
    }),
  ),
  messages: needed('list of messages', list('message', anything, 1)),
  dlr_url: allowed('report address', link()),
  text_store: allowed('text store', choice('nostore', 'plaintext', 'sha256')),
  time_to_send: allowed('time to send', timeToSend),
  priority: allowed('priority', choice('low', 'regular', 'high')),
});

/**
 * Reads the body of POST /omnimessage in any documented form, and validates it like the composer.
 * @param body parsed JSON of any shape
 * @param nowAt UTC epoch milliseconds; a sending time before it is refused
 * @returns the recipient and the chain, or every problem with the field's name as in the body, such as
 * `messages[1].carousel.items[0].title`
 */
export function fromOmnimessage(body: unknown, nowAt: number): OmnimessageReading {
  const root = rootPlace('', 'The omnimessage');
  if (!isFields(body)) {
    const why = wrong(root, 'not-an-object');
    return { ok: false, problems: [{ ...why, field: null }] };
  }
  const problems = envelope.check(body, root);
  const given: readonly unknown[] = Array.isArray(body.messages) ? body.messages : [];
  const steps: DraftStep[] = [];
  const seen = new Set<Channel>();
  for (const [index, message] of given.entries()) {
    const read = readMessage(message, `messages[${index}]`);
    problems.push(...read.problems);
    if (read.channel !== null && seen.has(read.channel)) problems.push(twice(read.channel, index));
    if (read.channel !== null) seen.add(read.channel);
    if (read.step !== null) steps.push(read.step);
  }
  const at = parseTimestamp(body.time_to_send);
  if (at !== null) {
    problems.push(...checkTime(at, nowAt).map((one): Problem => ({ ...one, field: 'time_to_send' })));
  }
  const [first, ...others] = problems;
  if (first !== undefined) return { ok: false, problems: [first, ...others] };
  return {
    ok: true,
    value: {
      to: body.to as E164,
      chain: {
        steps,
        ...(body.text_store === undefined ? {} : { textStore: body.text_store as TextStore }),
        ...(at === null ? {} : { timeToSend: at }),
        ...(body.priority === undefined ? {} : { priority: body.priority as Priority }),
      },
      ...(typeof body.dlr_url === 'string' ? { dlrUrl: body.dlr_url } : {}),
    },
  };
}

function twice(channel: Channel, index: number): Problem {
  const place: Place = {
    path: `messages[${index}].channel`,
    within: `Message ${index + 1}`,
    what: 'channel',
  };
  return wrong(place, 'channel-twice/file', { channel: channelNames[channel] });
}

type ReadMessage = {
  readonly channel: Channel | null;
  /** null if the message cannot be a step. */
  readonly step: DraftStep | null;
  readonly problems: readonly Problem[];
};

function readMessage(message: unknown, path: string): ReadMessage {
  const none = { channel: null, step: null };
  const place = { path, within: '', what: `The omnimessage, ${path}` };
  if (!isFields(message)) {
    return {
      ...none,
      problems: [wrong(place, 'field-type/object')],
    };
  }
  const channel = channels.find((one) => one === message.channel);
  if (channel === undefined) {
    const at = { ...place, path: `${path}.channel` };
    const names = channels.join(', ');
    return {
      ...none,
      problems: [
        message.channel === undefined
          ? wrong(at, 'field-missing/channel', { names })
          : wrong(at, 'channel-unknown', { names }),
      ],
    };
  }
  const { channel: _, sender, ttl, validity, ...rest } = message;
  const problems: Problem[] = [];
  const take = <T>(
    name: string,
    value: unknown,
    is: (value: unknown) => value is T,
    kind: string,
  ): T | undefined => {
    if (value === undefined || is(value)) return value;
    problems.push(
      wrong({ path: `${path}.${name}`, within: channelNames[channel], what: name }, 'field-type/named', {
        name: term(name),
        kind: term(kind),
      }),
    );
    return undefined;
  };
  const common = withoutUndefined({
    sender: take('sender', sender, isText, 'a text'),
    ttlSeconds: take('ttl', ttl, isNumber, 'a number of seconds'),
    validityMinutes: take('validity', validity, isNumber, 'a number of minutes'),
  });
  const own =
    channel === 'sms' ? readSms(rest, path) : { step: { channel, text: '', content: rest }, problems: [] };
  problems.push(...own.problems);
  const step: DraftStep | null = own.step === null ? null : { ...own.step, ...common };
  if (step !== null) problems.push(...checkStep(step, path).map((one) => inBodyTerms(one, path)));
  return {
    channel,
    step: step === null || problems.length > 0 ? null : plain(arranged(step)),
    problems: problems.map(withPlaceOfDlrUrl),
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Defined<T>;
}

function readSms(fields: Fields, path: string): { step: DraftStep | null; problems: readonly Problem[] } {
  const problems = smsShape.check(fields, rootPlace(path, channelNames.sms));
  const { text: words, autoconvert, udh } = fields;
  if (typeof words !== 'string') return { step: null, problems };
  const known = autoconvert === 'on' || autoconvert === 'off' || autoconvert === 'full';
  return {
    problems: problems.filter((one) => one.code !== 'text-malformed'),
    step: {
      channel: 'sms',
      text: words,
      ...(known ? { autoconvert } : {}),
      ...(typeof udh === 'string' ? { udh } : {}),
    },
  };
}

/** Replaces the step's own field names by those of the body. */
function inBodyTerms(one: Problem, path: string): Problem {
  const rest = one.field?.startsWith(path) ? one.field.slice(path.length) : null;
  if (rest === null) return one;
  const named = rest
    .replace(/^\.content(?=\.|$)/u, '')
    .replace(/^\.ttlSeconds$/u, '.ttl')
    .replace(/^\.validityMinutes$/u, '.validity');
  return { ...one, field: `${path}${named}` };
}

function withPlaceOfDlrUrl(one: Problem): Problem {
  return one.code === 'field-unknown' && /^messages\[\d+\]\.dlr_url$/u.test(one.field ?? '')
    ? messagingProblem('field-unknown/dlr-url', { where: term('The omnimessage') }, one.field)
    : one;
}

/** Returns the step without nulls, which Messente treats as missing fields. */
function arranged(step: DraftStep): DraftStep {
  const { channel, content } = step;
  if (content === undefined || !hasContent(channel)) return step;
  return { ...step, content: arrangeContent(channel, content) };
}

/** Converts a form that contains only a plain text to a plain text step. */
function plain(step: DraftStep): DraftStep {
  const { content, ...rest } = step;
  if (content === undefined) return step;
  const words = plainText(step.channel, content);
  return words === null ? step : { ...rest, text: words };
}

function plainText(channel: Channel, content: ChannelContent): string | null {
  const keys = Object.entries(content).filter(([, value]) => value !== undefined);
  if (keys.length !== 1) return null;
  const { text: words } = content;
  if (channel !== 'whatsapp') return typeof words === 'string' ? words : null;
  const { text: inner } = content as WhatsappContent;
  // Plain texts are sent with preview_url true, Messente's default.
  return inner === undefined || inner.preview_url === false || typeof inner.body !== 'string'
    ? null
    : inner.body;
}
