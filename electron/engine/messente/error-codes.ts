/**
 * What Messente's error codes mean, by the kind of call: the same number means different things in different calls
 * (101 is "Not found" for omnimessages and "Unauthorized" for number lookup).
 * Source: the API's specification 2.1.0 (JSON calls) and the pages of the plain-text calls.
 */

/** The kinds of calls that have an error table of their own. */
export type ApiKind =
  | 'omnimessage'
  | 'phonebook'
  | 'statistics'
  | 'number-lookup'
  | 'balance'
  | 'prices'
  | 'price-list'
  | 'pin';

/** A stable code, a sentence and what to do; the sentence is completed with Messente's own detail where there is one. */
export type Meaning = { readonly code: string; readonly sentence: string; readonly mend: string };

const wrongCredentials: Meaning = {
  code: 'wrong-credentials',
  sentence: 'Messente does not accept this API username and password.',
  mend: "Check the API key's username and password in the Dashboard; they are not the Dashboard's own login.",
};

const notAllowed: Meaning = {
  code: 'forbidden',
  sentence: 'Messente does not allow this API key to do that.',
  mend: 'Check in the Dashboard what the API key may do, and which IP addresses may call with it.',
};

export const addressNotAllowed: Meaning = {
  code: 'address-not-allowed',
  sentence: 'Messente does not take calls for this account from this IP address.',
  mend: "Add this computer's public IP address to the API key's list in the Dashboard.",
};

const serverFailure: Meaning = {
  code: 'server-error',
  sentence: 'Messente had a failure of its own.',
  mend: 'Wait a little and try again; if it stays so, ask Messente.',
};

const invalidData: Meaning = {
  code: 'invalid-data',
  sentence: 'Messente found something invalid in the request.',
  mend: 'Correct what it names and try again.',
};

const missingData: Meaning = {
  code: 'missing-data',
  sentence: 'Messente misses something in the request.',
  mend: 'Add what it names and try again.',
};

export const notFound: Meaning = {
  code: 'not-found',
  sentence: "Messente doesn't know that, or it belongs to another account.",
  mend: 'Check the id and the account.',
};

const conflict: Meaning = {
  code: 'conflict',
  sentence: 'Messente has that already.',
  mend: 'Change the one that is there instead.',
};

const clientError: Meaning = {
  code: 'client-error',
  sentence: 'Messente could not take the request.',
  mend: 'Correct what it names and try again.',
};

const noCredit: Meaning = {
  code: 'no-credit',
  sentence: 'Messente could not charge the account for this.',
  mend: 'Top up the account in the Dashboard and try again.',
};

const badParameters: Meaning = {
  code: 'invalid-data',
  sentence: 'Messente found parameters wrong or missing.',
  mend: 'Correct them and try again.',
};

const tooManyRequests: Meaning = {
  code: 'too-many-requests',
  sentence: 'Messente is getting requests faster than it allows.',
  mend: 'Wait a little; it is tried again by itself where that is safe.',
};

const methodNotAllowed: Meaning = {
  code: 'method-not-allowed',
  sentence: 'The address does not take this kind of request.',
  mend: "Check the account's base URL.",
};

const countryNotFound: Meaning = {
  code: 'country-not-found',
  sentence: 'Messente does not know that country.',
  mend: 'Give a two-letter country code, such as EE.',
};

const countryUnsupported: Meaning = {
  code: 'country-not-supported',
  sentence: 'Messente does not serve that country.',
  mend: 'Choose another country.',
};

const formatInvalid: Meaning = {
  code: 'format-invalid',
  sentence: 'Messente gives prices as json or xml only.',
  mend: 'Ask for one of them.',
};

const pinTemplate: Meaning = {
  code: 'pin-template-invalid',
  sentence: 'The text of a PIN message must hold <PIN>.',
  mend: 'Put <PIN> where the number should be.',
};

const pinSender: Meaning = {
  code: 'sender-invalid',
  sentence: 'Messente does not allow this sender.',
  mend: 'Use a sender that is verified for the account.',
};

const pinSession: Meaning = {
  code: 'not-found',
  sentence: 'Messente knows no such PIN verification.',
  mend: 'Start a new one.',
};

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
 * What an HTTP status says by itself, for an answer whose body says nothing.
 * @param status the HTTP status
 */
export function meaningOfStatus(status: number): Meaning {
  if (status === 401) return wrongCredentials;
  if (status === 402) return noCredit;
  if (status === 403) return notAllowed;
  if (status === 404) {
    // Messente's own 404 has a documented body; one without it is some web server's, and says nothing about an id.
    return {
      code: 'address-not-found',
      sentence: 'There is no such call at that address.',
      mend: "Check the account's base URL.",
    };
  }
  if (status === 405) return methodNotAllowed;
  if (status === 409) return conflict;
  if (status === 413) {
    return {
      code: 'too-large',
      sentence: 'The request is larger than the API takes.',
      mend: 'Send less at once.',
    };
  }
  if (status === 429) return tooManyRequests;
  if (status === 400 || status === 422) return invalidData;
  if (status >= 500) return serverFailure;
  if (status >= 400) return clientError;
  if (status >= 300) {
    return {
      code: 'redirected',
      sentence:
        'The address sends callers elsewhere, which is not followed because it would take the password along.',
      mend: "Check the account's base URL.",
    };
  }
  return {
    code: 'answer-unreadable',
    sentence: "The answer can't be read as Messente's.",
    mend: "Check the account's base URL, and whether something stands between this computer and Messente.",
  };
}
