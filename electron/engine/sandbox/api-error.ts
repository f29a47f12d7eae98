/** The error bodies of Messente's omnichannel calls, and their error codes. */

/** Messente's error codes. They are always strings. */
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
  /** The path of the wrong field. Null unless the HTTP status is 400. */
  readonly source: string | null;
};

export type ErrorBody = { readonly errors: readonly ApiError[] };

/**
 * Returns an error answer in Messente's format.
 *
 * @param source the wrong field, e.g. `payload[sms][text]`; only used if the HTTP status is 400
 */
export function apiError(code: ErrorCode, detail: string, source: string | null = null): ApiError {
  return { code, title: errorTitles[code], detail, source };
}

/**
 * The error numbers of a delivery result (`err`), from Messente's page about delivery reports. 0 (no error)
 * and 10 (seen) are not errors.
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

/** Returns the `error` text that belongs to an `err` number, or null if the number is not an error. */
export function deliveryErrorText(err: number): string | null {
  return deliveryErrors[err] ?? null;
}
