/** Checks of the way between this computer and the API: the host name, the connection, the clocks. */

import { lookup } from 'node:dns/promises';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { term } from '../../../../shared/messaging/problem.ts';
import { doctorPhrase } from '../../../../shared/phrases.ts';
import { doctorProblem } from '../../../../shared/problems/doctor.ts';
import type { Finding } from '../../doctor-check.ts';

const patienceMs = 10_000;
const day = 24 * 3_600_000;
/** A certificate that expires within this time causes a warning. */
const soonMs = 14 * day;
/** Reports show Messente's time beside ours: a larger difference would confuse readers. */
const skewMs = 5_000;
const badSkewMs = 5 * 60_000;

function bare(url: URL): string {
  return url.hostname.replace(/^\[|\]$/gu, '');
}

export async function checkDns(url: URL): Promise<Finding> {
  const host = bare(url);
  if (isIP(host) !== 0)
    return { state: 'skipped', found: doctorPhrase('address-not-name', { host }), problem: null };
  try {
    const addresses = await lookup(host, { all: true });
    return {
      state: 'ok',
      found: doctorPhrase('addresses', { host, count: addresses.length }),
      problem: null,
    };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
    return {
      state: 'failed',
      found: doctorPhrase('lookup-failed', { host, code }),
      problem: doctorProblem('doctor-dns', { host, code }),
    };
  }
}

type Answer = {
  readonly dateAt: number | null;
  readonly protocol: string | null;
  readonly endsAt: number | null;
  /** Half of the time that the answer took, which is the uncertainty of the comparison of clocks. */
  readonly halfMs: number;
};

/** Requests the address itself, without credentials: every answer contains the server's time. */
function ask(url: URL, now: () => number): Promise<Answer> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const beganAt = now();
  return new Promise((resolve, reject) => {
    const asked = request(url, {
      method: 'HEAD',
      agent: false,
      timeout: patienceMs,
      headers: { 'user-agent': 'omnideck' },
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer in 10 s')));
    asked.on('error', reject);
    asked.on('response', (response) => {
      response.resume();
      const { socket } = response;
      const secure = 'getPeerCertificate' in socket ? (socket as TLSSocket) : null;
      const ends = secure?.getPeerCertificate().valid_to;
      const date = Date.parse(response.headers.date ?? '');
      resolve({
        dateAt: Number.isNaN(date) ? null : date,
        protocol: secure?.getProtocol() ?? null,
        endsAt: ends === undefined ? null : Date.parse(ends),
        halfMs: (now() - beganAt) / 2,
      });
      asked.destroy();
    });
    asked.end();
  });
}

/** Checks the connection and the clocks. @returns both findings, from one answer */
export async function checkConnection(
  url: URL,
  now: () => number,
): Promise<{ tls: Finding; clock: Finding }> {
  let answer: Answer;
  try {
    answer = await ask(url, now);
  } catch (error) {
    const reason =
      error instanceof Error ? ('code' in error && String(error.code)) || error.message : String(error);
    const tls: Finding = {
      state: 'failed',
      found: doctorPhrase('no-connection'),
      problem: doctorProblem('doctor-connection', { host: url.host, reason }),
    };
    return { tls, clock: { state: 'skipped', found: doctorPhrase('nothing-to-compare'), problem: null } };
  }
  return { tls: judgeConnection(url, answer, now()), clock: judgeClock(answer, now()) };
}

function judgeConnection(url: URL, answer: Answer, at: number): Finding {
  if (answer.protocol === null) {
    return {
      state: 'skipped',
      found: doctorPhrase('no-tls', { scheme: url.protocol.slice(0, -1) }),
      problem: null,
    };
  }
  const left = answer.endsAt === null ? null : answer.endsAt - at;
  const { protocol } = answer;
  const found =
    left === null
      ? doctorPhrase('tls', { protocol })
      : doctorPhrase('tls-certificate', { protocol, days: Math.floor(left / day) });
  if (left !== null && left < soonMs) {
    return {
      state: 'warning',
      found,
      problem: doctorProblem('doctor-certificate', {
        host: url.host,
        days: Math.max(0, Math.floor(left / day)),
      }),
    };
  }
  return { state: 'ok', found, problem: null };
}

function judgeClock(answer: Answer, at: number): Finding {
  if (answer.dateAt === null) return { state: 'skipped', found: doctorPhrase('no-time'), problem: null };
  // Date has whole seconds; use the middle of its second.
  const skew = Math.round(at - answer.halfMs - (answer.dateAt + 500));
  const seconds = (Math.abs(skew) / 1000).toFixed(1);
  const found =
    Math.abs(skew) <= 1500
      ? doctorPhrase('clock-right')
      : doctorPhrase(skew > 0 ? 'clock-ahead' : 'clock-behind', { seconds });
  if (Math.abs(skew) <= skewMs) return { state: 'ok', found, problem: null };
  return {
    state: Math.abs(skew) > badSkewMs ? 'failed' : 'warning',
    found,
    problem: doctorProblem('doctor-clock', { seconds, direction: term(skew > 0 ? 'ahead of' : 'behind') }),
  };
}
