/** What happens to a delivery report or an inbound message whose body is whole: it is verified, stored, and only then answered. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answer } from './answers.ts';
import { comeAgain, type Desk } from './desk.ts';
import { signatureOf, verifySignature } from './signature.ts';
import type { CallbackVerdict, PostponedCallback } from './types.ts';

export type Judge = {
  /** Stores a subscription, which has no body and no signature. */
  subscribe(exchange: Exchange, token: string, query: string): void;
  judge(exchange: Exchange, body: Uint8Array, addressee: Addressed): void;
  /** Resolves once nothing is being committed. */
  whenCommitted(): Promise<void>;
};

/** Whom the path names, and which message. */
type Addressed = Pick<PostponedCallback, 'accountId' | 'inboundId' | 'localId'>;

/** One request and its answer. */
type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Frees the memory that the body takes. */
  readonly release: () => void;
};

export function createJudge(desk: Desk): Judge {
  const { limits, counts, noteRefused } = desk;
  const { keep, log, now, passwords } = desk.dependencies;
  const commits = createCommits();
  let forgedInFlight = 0;
  let subscribing = 0;
  return {
    subscribe(exchange, token, query) {
      const { request, response, release } = exchange;
      // Whoever knows the address can send them, so they must not keep the disk from signed callbacks.
      if (subscribing >= limits.maxForgedInFlight) {
        noteRefused(request, 'overloaded', 503);
        release();
        answer(response, 503, comeAgain);
        return;
      }
      subscribing += 1;
      const done = commits.begin(() => {
        subscribing -= 1;
        release();
      });
      desk.dependencies.subscriptions
        .keep(token, query)
        .then(
          (kept) => answerSubscription(desk, exchange, kept),
          (error: unknown) => refuseUnwritten(desk, exchange, 0, error),
        )
        .finally(done);
    },
    judge(exchange, body, addressee) {
      const { request, response, release } = exchange;
      const callback = {
        ...{ receivedAt: now(), method: request.method ?? '', target: request.url ?? '' },
        ...{ headers: pairs(request.rawHeaders), body, ...addressee },
      };
      const known = passwords(addressee);
      if (known.kind === 'locked') {
        postpone(desk, exchange, callback, commits.begin(release));
        return;
      }
      // The signature is over the bytes as received, even if the request names a Content-Encoding. Nothing is
      // decompressed here, so a body that expands to gigabytes never does.
      const verdict: CallbackVerdict = verifySignature(
        body,
        signatureOf(callback.headers),
        known.kind === 'known' ? known : null,
      );
      counts[verdict.kind] += 1;
      const isGenuine = verdict.kind === 'verified';
      if (!isGenuine) {
        log('callback-not-verified', { verdict: verdict.kind });
        if (forgedInFlight >= limits.maxForgedInFlight) {
          counts.forgedDropped += 1;
          noteRefused(request, 'too-many-forged', 401, body.length);
          release();
          answer(response, 401);
          return;
        }
        forgedInFlight += 1;
      }
      const done = commits.begin(() => {
        if (!isGenuine) forgedInFlight -= 1;
        release();
      });
      callSafely(keep, { ...callback, verdict })
        .then(
          () => answer(response, isGenuine ? 200 : 401),
          (error: unknown) => refuseUnwritten(desk, exchange, body.length, error),
        )
        .finally(done);
    },
    whenCommitted: commits.whenSettled,
  };
}

function answerSubscription(
  { noteRefused }: Desk,
  { request, response }: Exchange,
  kept: 'kept' | 'unreadable' | 'full',
): void {
  if (kept === 'kept') {
    answer(response, 200);
  } else if (kept === 'unreadable') {
    noteRefused(request, 'subscription-unreadable', 400);
    answer(response, 400);
  } else {
    noteRefused(request, 'subscriptions-full', 503);
    answer(response, 503, comeAgain);
  }
}

/** The key store is locked: stores the callback as received, or asks the sender to come again if too many wait. */
function postpone(desk: Desk, exchange: Exchange, callback: PostponedCallback, done: () => void): void {
  const { counts, noteRefused, dependencies } = desk;
  const { request, response } = exchange;
  callSafely(dependencies.postpone, callback)
    .then(
      (isKept) => {
        counts[isKept ? 'postponed' : 'locked'] += 1;
        dependencies.log(isKept ? 'callback-postponed' : 'callback-while-locked', {});
        if (isKept) return answer(response, 200);
        noteRefused(request, 'locked', 503, callback.body.length);
        answer(response, 503, comeAgain);
      },
      (error: unknown) => refuseUnwritten(desk, exchange, callback.body.length, error),
    )
    .finally(done);
}

/** The callback could not be stored: answers 503, so that the sender comes again. */
function refuseUnwritten(desk: Desk, exchange: Exchange, bytes: number, error: unknown): void {
  const { counts, noteRefused, dependencies } = desk;
  counts.notKept += 1;
  noteRefused(exchange.request, 'not-written', 503, bytes);
  dependencies.noteFailure('callback-not-kept', error);
  answer(exchange.response, 503, comeAgain);
}

/** Counts the commits that are under way. */
function createCommits() {
  let committing = 0;
  let waiting: (() => void)[] = [];
  return {
    /** @returns what to call once the callback is on disk, or could not be put there, and is answered */
    begin(release: () => void): () => void {
      committing += 1;
      return () => {
        committing -= 1;
        release();
        if (committing > 0) return;
        for (const resolve of waiting) resolve();
        waiting = [];
      };
    },
    whenSettled: (): Promise<void> =>
      committing === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve)),
  };
}

/** Turns an error that a call throws into a rejection: a thrown error must not end the process. */
async function callSafely<T, R>(call: (callback: T) => Promise<R>, callback: T): Promise<R> {
  return await call(callback);
}

function pairs(rawHeaders: readonly string[]): (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    found.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  }
  return found;
}
