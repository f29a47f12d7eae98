/**
 * Orders status events by their content, and detects repeats. When and how an event was received (receivedAt,
 * source) is not part of its content.
 */
import { statusInfo } from './status.ts';
import type { PriceInfo, StatusEvent } from './types.ts';

function compareNullable<T extends string | number>(left: T | null, right: T | null): number {
  if (left === right) return 0;
  if (left === null) return -1;
  if (right === null) return 1;
  return left < right ? -1 : 1;
}

/** A total order of prices without further meaning; null first. */
function comparePrices(left: PriceInfo | null, right: PriceInfo | null): number {
  if (left === null || right === null) return (left === null ? 0 : 1) - (right === null ? 0 : 1);
  return (
    compareNullable(left.totalPrice, right.totalPrice) ||
    compareNullable(left.partPrice, right.partPrice) ||
    compareNullable(left.partsCount, right.partsCount)
  );
}

/**
 * Compares events by their own time (no time is earlier than any), then by how advanced the status is, then
 * by all other content, so that only events with equal content compare as equal.
 * @returns negative, 0 or positive, for Array.sort
 */
export function compareContent(left: StatusEvent, right: StatusEvent): number {
  return (
    compareNullable(left.at, right.at) ||
    statusInfo(left.status).rank - statusInfo(right.status).rank ||
    compareNullable(left.status, right.status) ||
    compareNullable(left.err, right.err) ||
    compareNullable(left.error, right.error) ||
    compareNullable(left.channel, right.channel) ||
    compareNullable(left.messageId, right.messageId) ||
    comparePrices(left.price, right.price)
  );
}

/**
 * Compares events by when they were received; a delivery report comes before a polled status of the same
 * millisecond.
 */
function compareReceived(left: StatusEvent, right: StatusEvent): number {
  return (
    left.receivedAt - right.receivedAt ||
    compareNullable(left.source, right.source) ||
    compareContent(left, right)
  );
}

/**
 * Removes repeats. A repeat has the same messageId, channel, status, err and time. It is listed once, with
 * the receivedAt and the source of the first receipt, and with any error text and price that one of the
 * repeats had.
 * @returns the events in the order of receipt; the same for any order and any number of repeats
 */
export function distinctEvents(events: readonly StatusEvent[]): StatusEvent[] {
  const groups = new Map<string, StatusEvent[]>();
  for (const event of events) {
    const key = JSON.stringify([event.messageId, event.channel, event.status, event.err, event.at]);
    const group = groups.get(key);
    if (group) group.push(event);
    else groups.set(key, [event]);
  }
  return [...groups.values()].map(mergeRepeats).sort(compareReceived);
}

function mergeRepeats(group: readonly StatusEvent[]): StatusEvent {
  const first = group.reduce((best, event) => (compareReceived(event, best) < 0 ? event : best));
  let { error, price } = first;
  for (const event of group) {
    if (compareNullable(event.error, error) > 0) error = event.error;
    if (comparePrices(event.price, price) > 0) price = event.price;
  }
  return { ...first, error, price };
}
