import { messenteProblem } from '../../../shared/problems/messente.ts';
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
  if (reason === 'aborted') {
    return apiProblem(messenteProblem('aborted'));
  }
  if (reason === 'ENOTFOUND' || reason === 'ENODATA') {
    return apiProblem(messenteProblem('host-not-found', { host }));
  }
  if (reason === 'EAI_AGAIN' || reason === 'EAI_FAIL' || reason === 'ECANCELLED') {
    return apiProblem(messenteProblem('dns-unavailable', { host }));
  }
  if (reason === 'ENETUNREACH' || reason === 'ENETDOWN' || reason === 'EADDRNOTAVAIL') {
    return apiProblem(messenteProblem('network-unreachable', { host }));
  }
  if (reason === 'EHOSTUNREACH' || reason === 'EHOSTDOWN') {
    return apiProblem(messenteProblem('host-unreachable', { host }));
  }
  if (reason === 'ECONNREFUSED') {
    return apiProblem(messenteProblem('connection-refused', { host }));
  }
  if (reason === 'connect-timeout' || reason === 'ETIMEDOUT') {
    return apiProblem(messenteProblem('connect-timeout', { host, seconds: connectTimeoutMs / 1000 }));
  }
  if (isTls(reason)) {
    const why = certificateReasons[reason] ?? 'it does not speak TLS as expected';
    return apiProblem(messenteProblem('tls-failed', { host, why }));
  }
  return apiProblem(messenteProblem('connect-failed', { host, reason }));
}

/**
 * Returns the problem that explains why there was no answer.
 * @param exchange what happened
 * @param host the host, with its port unless it is the default port
 * @param limits the time limits, milliseconds
 * @returns codes 'host-not-found', 'dns-unavailable', 'network-unreachable', 'host-unreachable',
 * 'connection-refused', 'connect-timeout', 'tls-failed', 'connect-failed' before the connection, and
 * 'no-answer-in-time', 'connection-cut', 'answer-unreadable' after it; 'aborted' in both cases
 */
export function networkProblem(
  exchange: Extract<Exchange, { kind: 'no-answer' }>,
  host: string,
  limits: { readonly connectTimeoutMs: number; readonly answerTimeoutMs: number },
): ApiProblem {
  const { reason } = exchange;
  if (!exchange.connected) return neverConnected(reason, host, limits.connectTimeoutMs);
  if (reason === 'aborted') {
    return apiProblem(messenteProblem('aborted/before-answer'));
  }
  if (reason === 'answer-timeout') {
    return apiProblem(messenteProblem('no-answer-in-time', { host, seconds: limits.answerTimeoutMs / 1000 }));
  }
  if (reason.startsWith('HPE_') || reason === 'UND_ERR_HEADERS_OVERFLOW') {
    return apiProblem(messenteProblem('answer-unreadable', { host }));
  }
  return apiProblem(messenteProblem('connection-cut', { host }));
}

/** Returns the problem for an answer whose body is incomplete or too large. */
export function bodyProblem(
  bodyEnd: 'cut' | 'too-large' | 'answer-timeout' | 'aborted',
  httpStatus: number,
  host: string,
): ApiProblem {
  if (bodyEnd === 'too-large') {
    return apiProblem(messenteProblem('answer-unreadable/too-large', { host, httpStatus }), { httpStatus });
  }
  if (bodyEnd === 'aborted') {
    return apiProblem(messenteProblem('aborted/during-answer'), { httpStatus });
  }
  const id = bodyEnd === 'cut' ? 'connection-cut/body' : 'no-answer-in-time/body';
  return apiProblem(messenteProblem(id, { host, httpStatus }), { httpStatus });
}
