import { randomBytes } from 'node:crypto';
import type { AccountId, LocalId } from '../../shared/messaging/types.ts';

/** Crockford's base 32 without I, L, O and U: nothing that is misread or misheard. */
const digits = '0123456789abcdefghjkmnpqrstvwxyz';

/** 16 digits are 80 random bits: enough that two never meet, short enough to read out. */
function randomDigits(count: number): string {
  return Array.from(randomBytes(count), (byte) => digits[byte % 32]).join('');
}

export function newLocalId(): LocalId {
  return randomDigits(16) as LocalId;
}

export function newAccountId(): AccountId {
  return randomDigits(12) as AccountId;
}

export function newBatchId(): string {
  return randomDigits(16);
}

/** 128 random bits, as hexadecimal digits: the part of a callback path that names its account. */
export function newCallbackToken(): string {
  return randomBytes(16).toString('hex');
}
