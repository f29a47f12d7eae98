/** Delivery reports and inbound messages in Messente's format, and their signatures. */
import { createHmac } from 'node:crypto';
import type { PriceInfo } from '../../../shared/messaging/types.ts';
import { deliveryErrorText } from './api-error.ts';
import { formatTimestamp } from './iso-time.ts';
import type { FiredEvent, SandboxMessage, SandboxStep } from './records.ts';

/**
 * Signs a callback.
 *
 * @param secret the API key's password for delivery reports, the number's shared secret for inbound messages
 * @returns the value of X-Messente-Signature: HMAC-SHA256 over the raw body, in lower-case hexadecimal
 */
export function signatureOf(secret: string, rawBody: string): string {
  return createHmac('sha256', secret).update(rawBody, 'utf8').digest('hex');
}

function priceInfo(price: PriceInfo | null) {
  if (price === null) return null;
  return { part_price: price.partPrice, parts_count: price.partsCount, total_price: price.totalPrice };
}

/**
 * One status of one step, in the format of a delivery report and of GET status. The field order is that of
 * Messente's example.
 */
function deliveryResult(message: SandboxMessage, step: SandboxStep, event: FiredEvent | null) {
  const common = { message_id: step.messageId, to: message.to, channel: step.channel };
  if (event === null) {
    return {
      status: null,
      sender: step.sender,
      err: null,
      ...common,
      error: null,
      omnimessage_id: message.id,
      timestamp: null,
      price_info: null,
    };
  }
  return {
    status: event.status,
    sender: step.sender,
    err: event.err,
    ...common,
    error: deliveryErrorText(event.err),
    omnimessage_id: message.id,
    timestamp: formatTimestamp(event.at),
    price_info: priceInfo(step.price),
  };
}

/**
 * Returns the raw body of a delivery report. Every attempt and every duplicate has the same bytes.
 *
 * @param forged the report says FAILED whatever happened
 */
export function reportBody(message: SandboxMessage, event: FiredEvent, forged: boolean): string {
  const step = message.steps[event.step];
  if (step === undefined) throw new Error(`an event of step ${event.step}, which isn't there`);
  const reported: FiredEvent = forged ? { ...event, status: 'FAILED', err: 1 } : event;
  return JSON.stringify(deliveryResult(message, step, reported));
}

/**
 * Returns the latest event of a step by the event's own time; of two events with the same time, the one that
 * happened later.
 */
export function latestEvent(message: SandboxMessage, step: number): FiredEvent | null {
  return message.events
    .filter((event) => event.step === step)
    .reduce<FiredEvent | null>(
      (latest, event) => (latest !== null && latest.at > event.at ? latest : event),
      null,
    );
}

/**
 * Returns the answer of GET status: the latest status of each step, in the order in which the steps are sent.
 */
export function statusBody(message: SandboxMessage) {
  return {
    omnimessage_id: message.id,
    to: message.to,
    statuses: message.steps.map((step, index) => deliveryResult(message, step, latestEvent(message, index))),
  };
}
