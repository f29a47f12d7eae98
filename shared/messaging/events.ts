/**
 * One order over status events by what they say, and repeats told apart from news. When and how we learned of an
 * event (receivedAt, source) is no part of what it says.
 */
import { statusInfo } from './status.ts';
import type { PriceInfo, StatusEvent } from './types.ts';

function compareNullable<T extends string | number>(left: T | null, right: T | null): number {
  if (left === right) return 0;
  if (left === null) return -1;
  if (right === null) return 1;
  return left < right ? -1 : 1;
}

/** A total order over prices; it means nothing but that it is always the same. null first. */
function comparePrices(left: PriceInfo | null, right: PriceInfo | null): number {
  if (left === null || right === null) return (left === null ? 0 : 1) - (right === null ? 0 : 1);
  return (
    compareNullable(left.totalPrice, right.totalPrice) ||
    compareNullable(left.partPrice, right.partPrice) ||
    compareNullable(left.partsCount, right.partsCount)
  );
}

/**
 * Orders events by their own time (none is earlier than any), then by how far the status is, then by all else that
 * they say, so that two events compare equal only where they say the same.
 * @returns negative, 0 or positive, as Array.sort takes it
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

/** The order in which we learned of events; a callback before a poll of the same millisecond. */
function compareReceived(left: StatusEvent, right: StatusEvent): number {
  return (
    left.receivedAt - right.receivedAt ||
    compareNullable(left.source, right.source) ||
    compareContent(left, right)
  );
}

/**
 * The events without repeats. A repeat has the same messageId, channel, status, err and time; it is shown once, with
 * the receivedAt and the source of the first, and with the error text and the price of whichever of them had one.
 * @returns in the order in which we learned of them; the same for any order and any number of repeats
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
