/**
 * Requests that reached the callback server and were not kept: what a person looks for who set a wrong address, or whose
 * reports never seem to come. In memory and bounded, since anybody who knows the public address can make them.
 */
import type { RefusedRequest } from '../../../../shared/contract/reports.ts';

export type RefusedLog = {
  note(request: Omit<RefusedRequest, 'id' | 'at'>): void;
  /** Newest first. */
  list(): readonly RefusedRequest[];
  /** Since the console was started, also those that are no longer listed. */
  total(): number;
};

const mostKept = 200;
const longestPath = 200;
/** A flood is told once a second, not once a request. */
const tellEveryMs = 1_000;

/** The token is what lets a report in: it is shown shortened, as a credential would be. */
export function shortenToken(target: string): string {
  return target.replace(/(\/dlr\/)([^/?]{4})[^/?]*/u, '$1$2…');
}

/** @param onChange told at most once a second */
export function createRefusedLog(now: () => number, onChange: () => void): RefusedLog {
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
        onChange();
      }, tellEveryMs).unref();
    },
    list: () => kept,
    total: () => total,
  };
}
