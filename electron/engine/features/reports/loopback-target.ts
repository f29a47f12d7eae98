/**
 * Checks where a user may replay a callback: only to this computer. A callback contains personal data, and
 * the console must not become a way to reach other computers.
 */

import { lookup as lookUp } from 'node:dns';
import { BlockList, type LookupFunction } from 'node:net';
import { fail, ok, type Result } from '../../../../shared/messaging/problem.ts';
import { reportsProblem } from '../../../../shared/problems/reports.ts';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * Only addresses that are clearly this computer: in another notation (as one number, in hexadecimal, with a
 * name before an "@", with a backslash) the address may differ from what it looks like.
 */
const plainlyHere = /^http:\/\/(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::\d{1,5})?(?:[/?#]|$)/i;
const hosts = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])$/;

/** Parses an address. @returns problems `not-a-url` and `not-this-machine`, both about the field `url` */
export function readLoopbackTarget(text: string): Result<URL> {
  const written = text.trim();
  const url = URL.parse(written);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return fail(reportsProblem('not-a-url', {}, 'url'));
  }
  const here = plainlyHere.test(written) && hosts.test(url.hostname);
  if (!here || url.username !== '' || url.password !== '') {
    return fail(reportsProblem('not-this-machine', {}, 'url'));
  }
  return ok(url);
}

/** Rejects a lookup if a name leads away from this computer. */
export class NotLoopbackError extends Error {}

export type LookUpAll = (
  hostname: string,
  done: (
    error: Error | null,
    addresses: readonly { readonly address: string; readonly family: number }[],
  ) => void,
) => void;

const system: LookUpAll = (hostname, done) => {
  lookUp(hostname, { all: true }, (error, addresses) => done(error, addresses ?? []));
};

/**
 * Returns a lookup for node:http that gives only loopback addresses, whatever the system's hosts file says.
 */
export function loopbackLookup(lookUpAll: LookUpAll = system): LookupFunction {
  return (hostname, options, done) => {
    lookUpAll(hostname, (error, addresses) => {
      const [first] = addresses;
      if (error !== null || first === undefined) return done(error ?? new Error('no address'), '', 0);
      if (addresses.some(({ address, family }) => !loopback.check(address, family === 6 ? 'ipv6' : 'ipv4')))
        return done(new NotLoopbackError(hostname), '', 0);
      if (options.all === true) return done(null, [...addresses]);
      return done(null, first.address, first.family);
    });
  };
}
