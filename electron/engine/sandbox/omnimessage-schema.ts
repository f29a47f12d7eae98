/**
 * Validates a request as Messente does: accepts every documented form, and refuses everything else with
 * Messente's error body. This file shares no code with Omnideck's composer, so that each can check the other.
 */
import { z } from 'zod';
import { type ApiError, apiError } from './api-error.ts';
import { parseIsoTime } from './iso-time.ts';
import { parsePlainly } from './issue-words.ts';
import { e164, isoTime, webUrl } from './schema-parts.ts';
import { rcsMessage } from './schema-rcs.ts';
import { smsMessage, telegramMessage } from './schema-sms.ts';
import { viberMessage } from './schema-viber.ts';
import { whatsappMessage } from './schema-whatsapp.ts';

export const channelSchemas = {
  sms: smsMessage,
  viber: viberMessage,
  whatsapp: whatsappMessage,
  rcs: rcsMessage,
  telegram: telegramMessage,
} as const;

export type ChannelMessage =
  | z.infer<typeof smsMessage>
  | z.infer<typeof viberMessage>
  | z.infer<typeof whatsappMessage>
  | z.infer<typeof rcsMessage>
  | z.infer<typeof telegramMessage>;

export const envelope = z.strictObject({
  to: e164,
  messages: z.array(z.unknown()).min(1),
  dlr_url: webUrl.optional(),
  text_store: z.enum(['nostore', 'plaintext', 'sha256']).optional(),
  time_to_send: isoTime.optional(),
  priority: z.enum(['low', 'regular', 'high']).optional(),
});

export type Omnimessage = {
  readonly to: string;
  readonly messages: readonly ChannelMessage[];
  readonly dlrUrl: string | null;
  /** Epoch ms; null means at once. */
  readonly timeToSendAt: number | null;
  /** The parsed body of the request, unchanged. */
  readonly body: unknown;
};

export type Judged =
  | { readonly ok: true; readonly omnimessage: Omnimessage }
  | { readonly ok: false; readonly errors: readonly ApiError[] };

/**
 * Validates an omnimessage.
 *
 * @param body a parsed omnimessage
 * @returns the omnimessage, or all its errors, in Messente's wording where that is known
 */
export function judgeOmnimessage(body: unknown): Judged {
  const parsed = parsePlainly(envelope, body);
  const errors = parsed.success ? [] : toApiErrors(parsed.error.issues, body, topLevelSource);
  const messages: ChannelMessage[] = [];
  const seen = new Set<string>();
  const given: readonly unknown[] = hasMessages(body) ? body.messages : [];
  for (const [index, message] of given.entries()) {
    const judged = judgeChannelMessage(message, index);
    if (!judged.ok) {
      errors.push(...judged.errors);
      continue;
    }
    const { channel } = judged.message;
    if (seen.has(channel)) {
      errors.push(apiError('105', 'A channel can be used only once', `payload[${channel}][channel]`));
    }
    seen.add(channel);
    messages.push(judged.message);
  }
  if (errors.length > 0 || !parsed.success) return { ok: false, errors };
  const { to, dlr_url, time_to_send } = parsed.data;
  return {
    ok: true,
    omnimessage: {
      to,
      messages,
      dlrUrl: dlr_url ?? null,
      timeToSendAt: time_to_send === undefined ? null : parseIsoTime(time_to_send),
      body,
    },
  };
}

function hasMessages(body: unknown): body is { messages: readonly unknown[] } {
  return typeof body === 'object' && body !== null && 'messages' in body && Array.isArray(body.messages);
}

type JudgedMessage =
  | { readonly ok: true; readonly message: ChannelMessage }
  | { readonly ok: false; readonly errors: readonly ApiError[] };

function isChannel(name: string): name is keyof typeof channelSchemas {
  return Object.hasOwn(channelSchemas, name);
}

function judgeChannelMessage(message: unknown, index: number): JudgedMessage {
  const place = `payload[messages][${index}]`;
  if (typeof message !== 'object' || message === null || Array.isArray(message)) {
    return { ok: false, errors: [apiError('105', 'Not an object', place)] };
  }
  if (!('channel' in message)) {
    return { ok: false, errors: [apiError('106', 'The channel is missing', `${place}[channel]`)] };
  }
  const { channel } = message;
  if (typeof channel !== 'string' || !isChannel(channel)) {
    return { ok: false, errors: [apiError('105', 'Unknown channel', `${place}[channel]`)] };
  }
  const parsed = parsePlainly<ChannelMessage>(channelSchemas[channel], message);
  if (parsed.success) return { ok: true, message: parsed.data };
  const source = (path: readonly PropertyKey[]) =>
    `payload[${channel}]${path.map((part) => `[${String(part)}]`).join('')}`;
  return { ok: false, errors: toApiErrors(parsed.error.issues, message, source) };
}

/**
 * Errors in a field of the omnimessage itself use the plain field name. Messente publishes only one example,
 * for a field inside a channel's message (`payload[rcs][sender]`).
 */
function topLevelSource(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'payload' : path.map(String).join('.');
}

function toApiErrors(
  issues: readonly z.core.$ZodIssue[],
  value: unknown,
  source: (path: readonly PropertyKey[]) => string,
): ApiError[] {
  const errors = issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => apiError('105', unknownField(key), source([...issue.path, key])));
    }
    const place = source(issue.path);
    if (!isMissing(value, issue.path)) return [apiError('105', issue.message, place)];
    return [apiError('106', missingDetail(issue), place)];
  });
  // Report one error per field: a wrong value may also break a rule about the whole object.
  const places = new Set<string | null>();
  return errors.filter(({ source: place }) => !places.has(place) && places.add(place));
}

function unknownField(key: string): string {
  return key === 'dlr_url'
    ? 'Unknown field: dlr_url belongs beside messages, not inside one'
    : 'Unknown field';
}

function missingDetail(issue: z.core.$ZodIssue): string {
  return issue.code === 'custom' ? issue.message : 'Missing data for a required field';
}

function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
  let at: unknown = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null) return false;
    at = Reflect.get(at, part);
  }
  return at === undefined;
}
