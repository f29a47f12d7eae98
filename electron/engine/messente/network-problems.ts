import { apiProblem } from './problems.ts';
import type { Exchange } from './transport.ts';
import type { ApiProblem } from './types.ts';

const certificateReasons: Readonly<Record<string, string>> = {
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  CERT_HAS_EXPIRED: 'its certificate has expired (or the clock of this computer is wrong)',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet (or the clock of this computer is wrong)',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from an authority that is not trusted here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes from an authority that is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate comes from an authority that is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate comes from an authority that is not trusted here',
};

function isTls(reason: string): boolean {
  return reason in certificateReasons || /^(?:ERR_TLS|ERR_SSL|CERT_)/.test(reason) || reason === 'EPROTO';
}

function neverConnected(reason: string, host: string, connectTimeoutMs: number): ApiProblem {
  const checkNetwork = "Check this computer's network, then try again.";
  const checkAddress = "Check the account's base URL, and that a firewall lets it through.";
  if (reason === 'aborted') {
    return apiProblem(
      'aborted',
      'It was given up before a connection came about.',
      'Try again when you like.',
    );
  }
  if (reason === 'ENOTFOUND' || reason === 'ENODATA') {
    return apiProblem(
      'host-not-found',
      `No computer called ${host} could be found.`,
      "Check the account's base URL, and this computer's network.",
    );
  }
  if (reason === 'EAI_AGAIN' || reason === 'EAI_FAIL' || reason === 'ECANCELLED') {
    return apiProblem('dns-unavailable', `The name ${host} could not be looked up.`, checkNetwork);
  }
  if (reason === 'ENETUNREACH' || reason === 'ENETDOWN' || reason === 'EADDRNOTAVAIL') {
    return apiProblem('network-unreachable', `There is no way to ${host} from this computer.`, checkNetwork);
  }
  if (reason === 'EHOSTUNREACH' || reason === 'EHOSTDOWN') {
    return apiProblem('host-unreachable', `${host} cannot be reached.`, checkAddress);
  }
  if (reason === 'ECONNREFUSED') {
    return apiProblem('connection-refused', `${host} refused the connection.`, checkAddress);
  }
  if (reason === 'connect-timeout' || reason === 'ETIMEDOUT') {
    return apiProblem(
      'connect-timeout',
      `No connection to ${host} came about within ${connectTimeoutMs / 1000} s.`,
      checkAddress,
    );
  }
  if (isTls(reason)) {
    const why = certificateReasons[reason] ?? 'it does not speak TLS as expected';
    return apiProblem('tls-failed', `The connection to ${host} can't be trusted: ${why}.`, checkAddress);
  }
  return apiProblem('connect-failed', `No connection to ${host} came about (${reason}).`, checkNetwork);
}

/**
 * Why there was no answer, as a problem.
 * @param exchange what happened
 * @param host the host, with its port where it isn't the usual one
 * @param limits the time limits in force, milliseconds
 * @returns codes 'host-not-found', 'dns-unavailable', 'network-unreachable', 'host-unreachable', 'connection-refused',
 * 'connect-timeout', 'tls-failed', 'connect-failed', and once connected 'no-answer-in-time', 'connection-cut',
 * 'answer-unreadable'; 'aborted' for either
 */
export function networkProblem(
  exchange: Extract<Exchange, { kind: 'no-answer' }>,
  host: string,
  limits: { readonly connectTimeoutMs: number; readonly answerTimeoutMs: number },
): ApiProblem {
  const { reason } = exchange;
  if (!exchange.connected) return neverConnected(reason, host, limits.connectTimeoutMs);
  if (reason === 'aborted') {
    return apiProblem(
      'aborted',
      'It was given up before an answer came.',
      'See what became of it before trying again.',
    );
  }
  if (reason === 'answer-timeout') {
    return apiProblem(
      'no-answer-in-time',
      `${host} gave no answer within ${limits.answerTimeoutMs / 1000} s.`,
      'Wait for a delivery report, or see in the Dashboard what became of it.',
    );
  }
  if (reason.startsWith('HPE_') || reason === 'UND_ERR_HEADERS_OVERFLOW') {
    return apiProblem(
      'answer-unreadable',
      `${host} answered with something that isn't HTTP as expected.`,
      "Check the account's base URL.",
    );
  }
  return apiProblem(
    'connection-cut',
    `The connection to ${host} was cut before an answer came.`,
    'Wait for a delivery report, or see in the Dashboard what became of it.',
  );
}

/** The problem of an answer whose body stops early or is too large. */
export function bodyProblem(
  bodyEnd: 'cut' | 'too-large' | 'answer-timeout' | 'aborted',
  httpStatus: number,
  host: string,
): ApiProblem {
  const mend = 'Wait for a delivery report, or see in the Dashboard what became of it.';
  if (bodyEnd === 'too-large') {
    return apiProblem(
      'answer-unreadable',
      `The answer of ${host} (HTTP ${httpStatus}) is far larger than any of Messente's.`,
      "Check the account's base URL.",
      { httpStatus },
    );
  }
  if (bodyEnd === 'aborted') {
    return apiProblem('aborted', 'It was given up while the answer was coming.', mend, { httpStatus });
  }
  return apiProblem(
    bodyEnd === 'cut' ? 'connection-cut' : 'no-answer-in-time',
    `The answer of ${host} (HTTP ${httpStatus}) ${bodyEnd === 'cut' ? 'was cut' : 'did not end in time'}.`,
    mend,
    { httpStatus },
  );
}
