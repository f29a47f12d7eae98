/**
 * Reads Messente's delivery reports and answers to GET status. Messente's models require no field of a
 * DeliveryResult, so a missing or invalid field is never an error: a readable status is never lost because of
 * another field.
 */
import { messagingProblem } from '../problems/messaging.ts';
import { isDecimal } from './money.ts';
import { fail, ok, type Result } from './problem.ts';
import type { EventSource, MessageId, OmnimessageId, PriceInfo, StatusEvent } from './types.ts';

export { parseJsonBody } from './json-body.ts';

/** The content of one delivery report. A field that was missing, null, empty or of the wrong type is null. */
export type DeliveryResult = {
  /** As received; null while Messente is still processing. */
  readonly status: string | null;
  readonly sender: string | null;
  readonly err: number | null;
  readonly error: string | null;
  readonly messageId: MessageId | null;
  readonly omnimessageId: OmnimessageId | null;
  readonly to: string | null;
  /** As received; may be a channel that this version does not know. */
  readonly channel: string | null;
  /** When Messente received the status, UTC epoch milliseconds. */
  readonly at: number | null;
  readonly price: PriceInfo | null;
};

/** The answer to GET status. */
export type StatusResponse = {
  readonly omnimessageId: OmnimessageId | null;
  readonly to: string | null;
  /** In the order of sending, as in Messente's answer. */
  readonly statuses: readonly DeliveryResult[];
};

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns a field of the object itself; nothing is read from a prototype. */
function field(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function textOf(fields: Fields, name: string): string | null {
  const value = field(fields, name);
  return typeof value === 'string' && value !== '' ? value : null;
}

function integerOf(fields: Fields, name: string): number | null {
  const value = field(fields, name);
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null;
}

/** Reads a price, which needs all three parts: an incomplete price cannot be shown or added up. */
function readPrice(value: unknown): PriceInfo | null {
  if (!isFields(value)) return null;
  const partPrice = field(value, 'part_price');
  const totalPrice = field(value, 'total_price');
  const partsCount = integerOf(value, 'parts_count');
  if (!isDecimal(partPrice) || !isDecimal(totalPrice) || partsCount === null || partsCount < 0) return null;
  return { partPrice, partsCount, totalPrice };
}

const timestampPattern =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:(Z)|([+-])(\d\d)(?::?(\d\d))?)?$/i;

/**
 * Parses a timestamp in Messente's format: "2020-02-04T08:09:42.389630" without a zone is UTC (Messente's
 * pages name no zone), an offset or Z is respected, and digits below a millisecond are dropped.
 * @returns UTC epoch milliseconds; null for anything that is not a valid time, such as 30 February
 */
export function parseTimestamp(text: unknown): number | null {
  if (typeof text !== 'string') return null;
  const match = timestampPattern.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute, second = '0', fraction = '', , sign, offsetHour, offsetMinute] =
    match;
  const local = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Number(fraction.padEnd(3, '0').slice(0, 3)),
  );
  // Date.UTC converts 30 February to March and year 12 to 1912, so the result must equal the written date. Comparing
  // numbers takes a third of the time of comparing texts.
  const back = new Date(local);
  if (
    back.getUTCFullYear() !== Number(year) ||
    back.getUTCMonth() !== Number(month) - 1 ||
    back.getUTCDate() !== Number(day) ||
    back.getUTCHours() !== Number(hour) ||
    back.getUTCMinutes() !== Number(minute) ||
    back.getUTCSeconds() !== Number(second)
  )
    return null;
  if (Number(offsetHour ?? 0) > 23 || Number(offsetMinute ?? 0) > 59) return null;
  const offset = (Number(offsetHour ?? 0) * 60 + Number(offsetMinute ?? 0)) * 60_000;
  return local - (sign === '-' ? -offset : offset);
}

const knownFields = [
  'status',
  'sender',
  'err',
  'error',
  'message_id',
  'omnimessage_id',
  'to',
  'channel',
  'timestamp',
  'price_info',
] as const;

/**
 * Reads one DeliveryResult (the body of a delivery report, or one entry of GET status) from parsed JSON.
 * @returns problem `not-a-delivery-report` only if the value is not an object or has none of the documented
 * fields
 */
export function readDeliveryResult(value: unknown): Result<DeliveryResult> {
  if (!isFields(value) || !knownFields.some((name) => Object.hasOwn(value, name))) {
    return fail(messagingProblem('not-a-delivery-report'));
  }
  return ok({
    status: textOf(value, 'status'),
    sender: textOf(value, 'sender'),
    err: integerOf(value, 'err'),
    error: textOf(value, 'error'),
    messageId: textOf(value, 'message_id') as MessageId | null,
    omnimessageId: textOf(value, 'omnimessage_id') as OmnimessageId | null,
    to: textOf(value, 'to'),
    channel: textOf(value, 'channel'),
    at: parseTimestamp(field(value, 'timestamp')),
    price: readPrice(field(value, 'price_info')),
  });
}

/**
 * Reads the answer to GET /omnimessage/{id}/status from parsed JSON. An entry that is not a DeliveryResult is
 * left out; the others are kept.
 * @returns problem `not-a-status-response` if the value is not an object with a `statuses` list
 */
export function readStatusResponse(value: unknown): Result<StatusResponse> {
  const entries = isFields(value) ? field(value, 'statuses') : undefined;
  if (!isFields(value) || !Array.isArray(entries)) {
    return fail(messagingProblem('not-a-status-response'));
  }
  const statuses: DeliveryResult[] = [];
  for (const entry of entries) {
    const read = readDeliveryResult(entry);
    if (read.ok) statuses.push(read.value);
  }
  return ok({
    omnimessageId: textOf(value, 'omnimessage_id') as OmnimessageId | null,
    to: textOf(value, 'to'),
    statuses,
  });
}

/**
 * Converts a delivery report to a status event, with the time and the way it was received.
 * @param receivedAt UTC epoch milliseconds
 */
export function toStatusEvent(
  result: DeliveryResult,
  received: { readonly receivedAt: number; readonly source: EventSource },
): StatusEvent {
  return {
    messageId: result.messageId,
    channel: result.channel,
    status: result.status,
    err: result.err,
    error: result.error,
    at: result.at,
    receivedAt: received.receivedAt,
    source: received.source,
    price: result.price,
  };
}
