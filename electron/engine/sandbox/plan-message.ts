/** Plans what a new omnimessage will do. The plan is drawn when the message is accepted. */
import { createHash, randomUUID } from 'node:crypto';
import { planBlacklisted, planChain, planWithoutCredit } from './behaviour.ts';
import type { ChannelMessage, Omnimessage } from './omnimessage-schema.ts';
import { createRandom } from './random.ts';
import type { SandboxMessage } from './records.ts';
import { smsParts } from './sms-parts.ts';
import type { SandboxState } from './state.ts';

/** The API key's default sender, used if a message names none. */
const defaultSender = 'Messente';
/** Messente documents no default. Its examples use 360 minutes, the default of its older SMS API. */
const defaultLifetimeMs = 360 * 60_000;

function lifetimeMs(message: ChannelMessage): number {
  if ('ttl' in message && message.ttl !== undefined) return message.ttl * 1_000;
  return message.validity === undefined ? defaultLifetimeMs : message.validity * 60_000;
}

/** Returns JSON with sorted keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
}

/** Returns a hash that is equal for requests that differ only in the URL for their delivery reports. */
function fingerprintOf(body: unknown): string {
  const compared = typeof body === 'object' && body !== null ? { ...body, dlr_url: undefined } : body;
  return createHash('sha256').update(canonical(compared)).digest('base64url');
}

function partsOf(message: ChannelMessage | undefined): number {
  return message?.channel === 'sms' ? smsParts(message) : 1;
}

/**
 * Plans each step of an accepted omnimessage.
 *
 * @param seed the seed to use if the account's state has none
 * @param acceptedAt UTC epoch ms
 */
export function planMessage(
  omnimessage: Omnimessage,
  state: SandboxState,
  seed: number,
  acceptedAt: number,
): SandboxMessage {
  const { to, messages, dlrUrl, timeToSendAt, body } = omnimessage;
  const fingerprint = fingerprintOf(body);
  const occurrence = state.occurrences.get(fingerprint) ?? 0;
  const random = createRandom(state.seed ?? seed, `${fingerprint}/${occurrence}`);
  const steps = messages.map((message) => ({
    channel: message.channel,
    timeToLiveMs: lifetimeMs(message),
  }));
  const plans = state.blacklist.has(to)
    ? steps.map((_, index) => planBlacklisted(to, index))
    : planChain(to, steps, random);
  return {
    id: randomUUID(),
    to,
    dlrUrl,
    body,
    fingerprint,
    reportSeed: Math.floor(
      createRandom(state.seed ?? seed, `${fingerprint}/${occurrence}/reports`)() * 2 ** 32,
    ),
    acceptedAt,
    timeToSendAt,
    cancelledAt: null,
    steps: messages.map((message, index) => ({
      messageId: randomUUID(),
      channel: message.channel,
      sender: message.sender ?? defaultSender,
      parts: partsOf(message),
      plan: plans[index] ?? planWithoutCredit(to, index),
      startedAt: null,
      fired: 0,
      price: null,
    })),
    events: [],
    callbacks: [],
    held: [],
  };
}
