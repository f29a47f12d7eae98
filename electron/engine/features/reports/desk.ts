/** What the steps of a request's reception share: limits, counts, and how a refused request is noted. */
import type { IncomingMessage } from 'node:http';
import type { RefusedRequest } from '../../../../shared/contract/reports.ts';
import type { CallbackServerDependencies, CallbackServerStats } from './types.ts';

export type Counts = { -readonly [K in keyof CallbackServerStats]: CallbackServerStats[K] };

export type ReceptionLimits = {
  readonly maxBodyBytes: number;
  readonly maxBufferedBytes: number;
  readonly maxForgedInFlight: number;
  readonly maxHeaderBytes: number;
  readonly lingerMs: number;
  /** Requests of one connection. */
  readonly maxRequests: number;
};

export type Desk = {
  readonly limits: ReceptionLimits;
  readonly counts: Counts;
  readonly dependencies: CallbackServerDependencies;
  noteRefused(
    request: IncomingMessage,
    why: RefusedRequest['why'],
    answered: number | null,
    bytes?: number,
  ): void;
};

/** Asks the sender to try again later. */
export const comeAgain = ['Retry-After', '30'];

export function createDesk(limits: ReceptionLimits, dependencies: CallbackServerDependencies): Desk {
  return {
    limits,
    dependencies,
    counts: {
      ...{ verified: 0, forged: 0, unsigned: 0, forgedDropped: 0, notKept: 0, postponed: 0, locked: 0 },
      ...{ overloaded: 0, tooLarge: 0, elsewhere: 0, cut: 0, dropped: 0 },
      ...{ connections: 0, inFlight: 0, bufferedBytes: 0 },
    },
    noteRefused: (request, why, answered, bytes = 0) =>
      dependencies.refused?.({
        ...{ method: request.method ?? '', path: request.url ?? '' },
        ...{ bytes, answered, why },
      }),
  };
}
