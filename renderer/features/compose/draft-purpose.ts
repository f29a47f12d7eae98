/** The purpose of a draft. A draft of an earlier version may have any text there, which means general. */
import { findPurpose, generalPurpose, type Purpose } from '../../../shared/messaging/purposes.ts';

/** Always the same list, so that nothing is drawn again. */
export const noPurposes: readonly Purpose[] = [];

/** Returns the purpose of a draft as it is sent; {} for general. */
export function purposeOf(written: string, stored: readonly Purpose[]): { readonly purpose?: string } {
  const name = findPurpose(stored, written)?.name ?? generalPurpose;
  return name === generalPurpose ? {} : { purpose: name };
}
