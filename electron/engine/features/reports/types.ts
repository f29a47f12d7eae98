import type { RefusedRequest } from '../../../../shared/contract/reports.ts';
import type { AccountId, InboundId, LocalId } from '../../../../shared/messaging/types.ts';
import type { NoteFailure } from '../../note-failure.ts';
import type { AccountPasswords } from '../accounts/index.ts';

/** One request as received, byte for byte, which can be inspected, verified again and replayed. */
type RawCallback = {
  /** When its last byte arrived, UTC epoch milliseconds. */
  readonly receivedAt: number;
  readonly method: string;
  /** The request target as received, including the path prefix. */
  readonly target: string;
  /** The header pairs in their received order and spelling. */
  readonly headers: readonly (readonly [string, string])[];
  /** The raw body, never decoded or decompressed. */
  readonly body: Uint8Array;
};

export type CallbackVerdict =
  | { readonly kind: 'verified'; readonly secret: 'current' | 'earlier' }
  /**
   * The signature matches none of the account's passwords (or there are two, or it is not an HMAC-SHA256).
   */
  | { readonly kind: 'forged' }
  | { readonly kind: 'unsigned' };

/** Whom a callback's path names. */
export type Addressee = {
  readonly accountId: AccountId;
  /** The number that people write to; null: the callback is addressed as a delivery report. */
  readonly inboundId: InboundId | null;
};

export type ReceivedCallback = RawCallback &
  Addressee & {
    /** From the path; null if the report was addressed to the key's default URL, and for an inbound message. */
    readonly localId: LocalId | null;
    readonly verdict: CallbackVerdict;
  };

/** A callback whose signature cannot be verified yet. */
export type PostponedCallback = Omit<ReceivedCallback, 'verdict'>;

/** What is done with a subscription, which Messente sends as an unsigned GET request. */
type SubscriptionReception = {
  /** Synchronous, from memory. */
  isToken(token: string): boolean;
  /** Resolves once it is committed; rejects if it could not be stored. @returns whether it was stored, or why not */
  keep(token: string, query: string): Promise<'kept' | 'unreadable' | 'full'>;
};

export type CallbackServerDependencies = {
  /** UTC epoch milliseconds. */
  readonly now: () => number;
  /**
   * Returns the account of a path token; null if there is none. Synchronous, from memory. Old tokens stay
   * valid.
   */
  readonly accountOfToken: (token: string) => AccountId | null;
  /** Returns the number, and its account, of the token of an inbound path; null if there is none. Synchronous. */
  readonly inboundOfToken: (token: string) => Addressee | null;
  /**
   * Returns the account's API passwords, or the number's shared secrets, the current one first; 'locked' while the key store is locked,
   * 'none' if there are none.
   */
  readonly passwords: (addressee: Addressee) => AccountPasswords;
  /** Stores a callback; resolves once it is committed; rejects if it could not be stored. */
  readonly keep: (callback: ReceivedCallback) => Promise<void>;
  /**
   * Stores a callback whose signature cannot be verified while the key store is locked; resolves once it is
   * committed.
   * @returns false if it was not stored, because too many already wait
   */
  readonly postpone: (callback: PostponedCallback) => Promise<boolean>;
  /** Receives subscriptions. */
  readonly subscriptions: SubscriptionReception;
  /** Called with each request that was not stored. */
  readonly refused?: (request: Omit<RefusedRequest, 'id' | 'at'>) => void;
  /**
   * Gets no credential, token, number or text. Not called for each request: the same event at most every 10
   * s.
   */
  readonly log: (event: string, details: Record<string, unknown>) => void;
  readonly noteFailure: NoteFailure;
};

export type CallbackServerOptions = {
  /** 0 means any free port. */
  readonly port: number;
  /** The path that a reverse proxy puts before our paths: "" or "/some/path". */
  readonly pathPrefix?: string;
  /** Default 65,536. */
  readonly maxBodyBytes?: number;
  /**
   * Both addresses together; default 512. Above it the connection that has been idle for longest is closed, or else
   * the one that has been open for longest without a valid report.
   */
  readonly maxConnections?: number;
  /** Requests of one connection that wait for their answers; default 8. More are not parsed before. */
  readonly maxPipelined?: number;
  /** Requests of one connection, which is closed after the answer to the last one; default 1,000. */
  readonly maxRequests?: number;
  /** Bodies and headers in memory at once; default 32 MiB. Above it: 503. */
  readonly maxBufferedBytes?: number;
  /**
   * The number of forged and unsigned callbacks being stored at once; default 64. More are refused without
   * being stored.
   */
  readonly maxForgedInFlight?: number;
  /** From a request's first bytes to the end of its headers, milliseconds; default 10,000. */
  readonly headersTimeoutMs?: number;
  /** From the end of the headers to the end of the body, milliseconds; default 15,000. */
  readonly bodyTimeoutMs?: number;
  /** How long a client may leave answers unread, milliseconds; default 10,000. */
  readonly answerTimeoutMs?: number;
  /**
   * How long a connection may wait for a (next) request, milliseconds; default 120,000. Longer than the time
   * between two probes of the tunnel, so that the tunnel's connection is not cut just when a report uses it.
   */
  readonly idleTimeoutMs?: number;
  /** How often slow and idle connections are checked, milliseconds; default 1,000. */
  readonly sweepIntervalMs?: number;
  /**
   * How long a refused sender may continue sending before its connection is closed, milliseconds; default
   * 1,000.
   */
  readonly lingerMs?: number;
  /** How long stop() waits for callbacks that are being stored, milliseconds; default 10,000. */
  readonly stopGraceMs?: number;
  /** Returns 32 random hexadecimal digits for probes; default: from the system. */
  readonly randomHex?: () => string;
};

/**
 * A request of ours that should return through the public address, which proves that the address leads here.
 */
export type Probe = {
  /** Including the path prefix. */
  readonly path: string;
  /** The text that is answered at the path. */
  readonly nonce: string;
  /** The path answers 404 from now on. */
  forget(): void;
};

export type CallbackServerStats = {
  readonly verified: number;
  readonly forged: number;
  readonly unsigned: number;
  /** Forged or unsigned, and not stored because there were too many at once. */
  readonly forgedDropped: number;
  /** Answered 503 because they could not be stored. */
  readonly notKept: number;
  /** Stored and answered 200 without verification, because the key store was locked. */
  readonly postponed: number;
  /** Answered 503 because the key store was locked, and too many already waited. */
  readonly locked: number;
  /** Answered 503 because too much was in memory. */
  readonly overloaded: number;
  /** Answered 413. */
  readonly tooLarge: number;
  /** Answered 404 or 405. */
  readonly elsewhere: number;
  /** Requests whose client closed the connection before the body was complete. */
  readonly cut: number;
  /** Connections that Omnideck closed: slow, idle, malformed, or too many. */
  readonly dropped: number;
  readonly connections: number;
  readonly inFlight: number;
  readonly bufferedBytes: number;
};

export type CallbackServer = {
  readonly port: number;
  /** The addresses that it listens on: 127.0.0.1 and, if this computer has IPv6, ::1. */
  readonly addresses: readonly string[];
  /** "http://127.0.0.1:PORT", without the path prefix. */
  readonly localUrl: string;
  /**
   * Returns the path of a callback URL, including the prefix; null: the account's own, for the key's default
   * URL.
   */
  pathFor(token: string, localId: LocalId | null): string;
  /** Returns the path of a number's inbound messages, including the prefix. */
  inboundPathFor(token: string): string;
  /** Returns the path of an account's subscriptions, including the prefix. */
  subscribePathFor(token: string): string;
  expectProbe(): Probe;
  /** Accepts nothing new, stores and answers callbacks under way, then closes. */
  stop(): Promise<void>;
  stats(): CallbackServerStats;
};
