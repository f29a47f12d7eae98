/** Messente's error bodies of the omnichannel calls, and the codes that go with them. */

/** Messente's codes, always strings. */
export const errorTitles = {
  '101': 'Not found',
  '102': 'Forbidden',
  '103': 'Unauthorized',
  '104': 'Internal Server Error',
  '105': 'Invalid data',
  '106': 'Missing data',
  '107': 'Method not allowed',
} as const;

export type ErrorCode = keyof typeof errorTitles;

export type ApiError = {
  readonly code: ErrorCode;
  readonly title: string;
  readonly detail: string;
  /** The field, as a path; null unless the HTTP status is 400. */
  readonly source: string | null;
};

export type ErrorBody = { readonly errors: readonly ApiError[] };

/** @param source the field that is wrong, e.g. `payload[sms][text]`; only where the answer is 400 */
export function apiError(code: ErrorCode, detail: string, source: string | null = null): ApiError {
  return { code, title: errorTitles[code], detail, source };
}

/**
 * Messente's error numbers of a delivery result (`err`), as its delivery-report page has them. 0 (no error) and 10
 * (seen) are no errors.
 */
const deliveryErrors: Readonly<Record<number, string>> = {
  1: 'Delivery failure',
  2: 'Sending message expired',
  3: 'Invalid number',
  4: 'Error crediting account',
  5: 'Invalid number format',
  6: 'Too many identical messages',
  7: 'Sender name not allowed',
  8: 'Operator blacklisted',
  9: 'Unroutable',
  999: 'General temporary error',
};

/** @returns the `error` text that goes with an `err`; null where it is no error */
export function deliveryErrorText(err: number): string | null {
  return deliveryErrors[err] ?? null;
}
