/**
 * Requests to the callback server that were not stored. They help a user who configured a wrong address, or
 * whose reports never seem to arrive. Kept in memory with a limit, because anybody who knows the public
 * address can send them.
 */
import type { RefusedRequest } from '../../../../shared/contract/reports.ts';
import type { Emit } from '../../events.ts';

export type RefusedLog = {
  note(request: Omit<RefusedRequest, 'id' | 'at'>): void;
  /** Returns the requests, newest first. */
  list(): readonly RefusedRequest[];
  /** Returns the number since the console was started, including requests that are no longer listed. */
  total(): number;
};

const mostKept = 200;
const longestPath = 200;
/** A flood is announced once a second, not once per request. */
const tellEveryMs = 1_000;

/**
 * Shortens the token, which allows posting reports, as if it were a credential. The path prefix of the callback server
 * may end like an address, and a refused path may continue like one.
 */
export function shortenToken(target: string): string {
  return target.replace(
    /(\/(?:dlr|inbound|subscribe)\/)(?!(?:dlr|inbound|subscribe)\/)([^/?]{4})[^/?]*/gu,
    '$1$2…',
  );
}

/** Creates the list. @param onChange called at most once a second */
export function createRefusedLog(now: () => number, emit: Emit): RefusedLog {
  let kept: RefusedRequest[] = [];
  let total = 0;
  let isTelling = false;
  return {
    note(request) {
      total += 1;
      const path = shortenToken(request.path).slice(0, longestPath);
      const method = request.method.slice(0, 20);
      kept = [{ ...request, id: total, at: now(), path, method }, ...kept].slice(0, mostKept);
      if (isTelling) return;
      isTelling = true;
      setTimeout(() => {
        isTelling = false;
        emit({ type: 'reception-changed' });
      }, tellEveryMs).unref();
    },
    list: () => kept,
    total: () => total,
  };
}
