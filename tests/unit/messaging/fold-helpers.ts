import fc from 'fast-check';
import type {
  ChainStep,
  Channel,
  DecimalString,
  MessageId,
  PriceInfo,
  StatusEvent,
} from '../../../shared/messaging/types.ts';

/** Returns a status event; a test gives only the fields that it needs. */
export function event(facts: Partial<StatusEvent>): StatusEvent {
  return {
    messageId: null,
    channel: null,
    status: null,
    err: null,
    error: null,
    at: null,
    receivedAt: 1_000,
    source: 'callback',
    price: null,
    ...facts,
  };
}

export function id(text: string): MessageId {
  return text as MessageId;
}

export function price(totalPrice: string): PriceInfo {
  return { partPrice: totalPrice as DecimalString, partsCount: 1, totalPrice: totalPrice as DecimalString };
}

export function step(channel: Channel, messageId: string | null = null): ChainStep {
  return { channel, messageId: messageId === null ? null : id(messageId) };
}

const statuses = [
  null,
  'ACK',
  'ACCEPTD',
  'DELIVRD',
  'SEEN',
  'UNDELIV',
  'FAILED',
  'REJECTD',
  'EXPIRED',
  'NACK',
  'DELETED',
  'UNKNOWN',
  'BUFFERED',
] as const;

/** Few values per field, so that repeats, ties and contradictions are common. */
export const anyEvent: fc.Arbitrary<StatusEvent> = fc.record({
  messageId: fc.constantFrom(null, id('v'), id('s'), id('w'), id('stranger')),
  channel: fc.constantFrom(null, 'viber', 'sms', 'whatsapp', 'fax'),
  status: fc.constantFrom(...statuses),
  err: fc.constantFrom(null, 0, 1, 10),
  error: fc.constantFrom(null, 'no route'),
  at: fc.constantFrom(null, 1, 2, 3),
  receivedAt: fc.integer({ min: 0, max: 50 }),
  source: fc.constantFrom('callback' as const, 'poll' as const),
  price: fc.constantFrom(null, null, price('0.1'), price('0.25')),
});

/** Events of one step that are nearly equal, so that only the last tie-break distinguishes them. */
const nearEvent: fc.Arbitrary<StatusEvent> = fc.record({
  messageId: fc.constant(id('v')),
  channel: fc.constant('viber'),
  status: fc.constantFrom('FAILED', 'DELIVRD'),
  err: fc.constant(1),
  error: fc.constantFrom(null, 'no route', 'expired'),
  at: fc.constant(1),
  receivedAt: fc.integer({ min: 0, max: 5 }),
  source: fc.constantFrom('callback' as const, 'poll' as const),
  price: fc.constantFrom(null, price('0.1'), price('0.25'), { ...price('0.25'), partsCount: 2 }),
});

export const anyEvents = fc.oneof(
  { arbitrary: fc.array(anyEvent, { maxLength: 12 }), weight: 4 },
  { arbitrary: fc.array(nearEvent, { maxLength: 8 }), weight: 1 },
);

export const anyChain: fc.Arbitrary<readonly ChainStep[]> = fc.constantFrom(
  [step('viber', 'v'), step('sms', 's')],
  [step('viber'), step('sms')],
  [step('viber', 'v'), step('sms')],
  [step('whatsapp', 'w'), step('viber', 'v'), step('sms', 's')],
  [step('sms', 's')],
  [step('sms')],
);
