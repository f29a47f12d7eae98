/**
 * The meaning of Messente's error codes for each kind of call. The same number has different meanings: 101 is
 * "Not found" for omnimessages and "Unauthorized" for number lookup. Source: the API specification 2.1.0
 * (JSON calls) and Messente's pages about the plain-text calls.
 */

/** The kinds of calls that have their own error table. */
export type ApiKind =
  | 'omnimessage'
  | 'phonebook'
  | 'statistics'
  | 'number-lookup'
  | 'balance'
  | 'prices'
  | 'price-list'
  | 'pin';

/**
 * The problems that an answer by Messente can mean. If Messente sent a detail, it is appended to the message.
 */
export type Meaning =
  | 'wrong-credentials'
  | 'forbidden'
  | 'address-not-allowed'
  | 'server-error'
  | 'invalid-data'
  | 'missing-data'
  | 'not-found/messente'
  | 'conflict'
  | 'client-error'
  | 'no-credit'
  | 'invalid-data/parameters'
  | 'too-many-requests'
  | 'method-not-allowed'
  | 'country-not-found/messente'
  | 'country-not-supported'
  | 'format-invalid'
  | 'pin-template-invalid'
  | 'sender-invalid'
  | 'not-found/pin'
  | 'address-not-found'
  | 'too-large'
  | 'redirected'
  | 'answer-unreadable/status';

const wrongCredentials: Meaning = 'wrong-credentials';

const notAllowed: Meaning = 'forbidden';

export const addressNotAllowed: Meaning = 'address-not-allowed';

const serverFailure: Meaning = 'server-error';

const invalidData: Meaning = 'invalid-data';

const missingData: Meaning = 'missing-data';

export const notFound: Meaning = 'not-found/messente';

const conflict: Meaning = 'conflict';

const clientError: Meaning = 'client-error';

const noCredit: Meaning = 'no-credit';

const badParameters: Meaning = 'invalid-data/parameters';

const tooManyRequests: Meaning = 'too-many-requests';

const methodNotAllowed: Meaning = 'method-not-allowed';

const countryNotFound: Meaning = 'country-not-found/messente';

const countryUnsupported: Meaning = 'country-not-supported';

const formatInvalid: Meaning = 'format-invalid';

const pinTemplate: Meaning = 'pin-template-invalid';

const pinSender: Meaning = 'sender-invalid';

const pinSession: Meaning = 'not-found/pin';

/** Every documented code, by the kind of call. */
export const documentedCodes: Readonly<Record<ApiKind, Readonly<Record<string, Meaning>>>> = {
  omnimessage: {
    '101': notFound,
    '102': notAllowed,
    '103': wrongCredentials,
    '104': serverFailure,
    '105': invalidData,
    '106': missingData,
    '107': methodNotAllowed,
  },
  phonebook: {
    '201': invalidData,
    '202': wrongCredentials,
    '203': notFound,
    '204': conflict,
    '205': serverFailure,
    '244': clientError,
  },
  statistics: {
    '100': clientError,
    '103': wrongCredentials,
    '104': invalidData,
    '105': serverFailure,
  },
  'number-lookup': {
    '101': wrongCredentials,
    '102': invalidData,
    '103': serverFailure,
    '104': noCredit,
    '105': noCredit,
    '106': clientError,
  },
  balance: { '101': wrongCredentials, '102': badParameters, '209': serverFailure },
  prices: {
    '101': wrongCredentials,
    '102': badParameters,
    '103': addressNotAllowed,
    '104': countryNotFound,
    '105': countryUnsupported,
    '106': formatInvalid,
    '209': serverFailure,
  },
  'price-list': {
    '101': wrongCredentials,
    '102': badParameters,
    '103': addressNotAllowed,
    '209': serverFailure,
  },
  pin: {
    '101': wrongCredentials,
    '102': badParameters,
    '103': addressNotAllowed,
    '109': pinTemplate,
    '110': pinSession,
    '111': pinSender,
    '209': serverFailure,
  },
};

/**
 * Returns the meaning of an HTTP status, for an answer whose body has no known error.
 * @param status the HTTP status
 */
export function meaningOfStatus(status: number): Meaning {
  if (status === 401) return wrongCredentials;
  if (status === 402) return noCredit;
  if (status === 403) return notAllowed;
  if (status === 404) {
    // Messente's own 404 has a documented body. A 404 without it comes from another web server and says
    // nothing about the id.
    return 'address-not-found';
  }
  if (status === 405) return methodNotAllowed;
  if (status === 409) return conflict;
  if (status === 413) {
    return 'too-large';
  }
  if (status === 429) return tooManyRequests;
  if (status === 400 || status === 422) return invalidData;
  if (status >= 500) return serverFailure;
  if (status >= 400) return clientError;
  if (status >= 300) {
    return 'redirected';
  }
  return 'answer-unreadable/status';
}
