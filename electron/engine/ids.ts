import { randomBytes } from 'node:crypto';
import type { AccountId, InboundId, LocalId } from '../../shared/messaging/types.ts';

/** Crockford's base 32 without I, L, O and U, which are easily misread or misheard. */
const digits = '0123456789abcdefghjkmnpqrstvwxyz';

/** Returns random digits; 16 digits are 80 bits: enough to be unique, short enough to read aloud. */
function randomDigits(count: number): string {
  return Array.from(randomBytes(count), (byte) => digits[byte % 32]).join('');
}

export function newLocalId(): LocalId {
  return randomDigits(16) as LocalId;
}

export function newAccountId(): AccountId {
  return randomDigits(12) as AccountId;
}

export function newInboundId(): InboundId {
  return randomDigits(12) as InboundId;
}

export function newBatchId(): string {
  return randomDigits(16);
}

/** Returns 128 random bits in hexadecimal: the part of a callback path that identifies its account. */
export function newCallbackToken(): string {
  return randomBytes(16).toString('hex');
}
