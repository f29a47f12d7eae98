import type { RefusedRequest } from '../../../../shared/contract/reports.ts';
import type { AccountId, LocalId } from '../../../../shared/messaging/types.ts';
import type { AccountPasswords } from '../accounts/index.ts';

/** One request as it came, byte for byte: what can be looked at, verified again and replayed. */
type RawCallback = {
  /** When its last byte was here, UTC epoch milliseconds. */
  readonly receivedAt: number;
  readonly method: string;
  /** The request target as it came, path prefix included. */
  readonly target: string;
  /** The header pairs in the order and the spelling in which they came. */
  readonly headers: readonly (readonly [string, string])[];
  /** The raw body: never decoded, never decompressed. */
  readonly body: Uint8Array;
};

export type CallbackVerdict =
  | { readonly kind: 'verified'; readonly secret: 'current' | 'earlier' }
  /** A signature that matches none of the account's passwords (or two, or one that is no HMAC-SHA256). */
  | { readonly kind: 'forged' }
  | { readonly kind: 'unsigned' };

export type ReceivedCallback = RawCallback & {
  readonly accountId: AccountId;
  /** From the path; null where the report was addressed by the key's default URL. */
  readonly localId: LocalId | null;
  readonly verdict: CallbackVerdict;
};

/** One whose signature can't be checked yet. */
export type PostponedCallback = Omit<ReceivedCallback, 'verdict'>;

export type CallbackServerDependencies = {
  /** UTC epoch milliseconds. */
  readonly now: () => number;
  /** Whose path token is it? null: nobody's. Synchronous: from memory. Old tokens stay valid. */
  readonly accountOfToken: (token: string) => AccountId | null;
  /** The account's API passwords, current first. 'locked' while the key store is. 'none' where none is known. */
  readonly passwords: (accountId: AccountId) => AccountPasswords;
  /** Puts it on disk; resolves only when it is committed; rejects when it could not be. */
  readonly keep: (callback: ReceivedCallback) => Promise<void>;
  /**
   * Puts one on disk whose signature can't be checked while the key store is locked; resolves only when it is committed.
   * @returns false: not kept, since as many as are kept wait already
   */
  readonly postpone: (callback: PostponedCallback) => Promise<boolean>;
  /** Told of each request that was not kept. */
  readonly refused?: (request: Omit<RefusedRequest, 'id' | 'at'>) => void;
  /** Gets no credential, token, number or text. Never called once a request: the same event at most every 10 s. */
  readonly log: (event: string, details: Record<string, unknown>) => void;
};

export type CallbackServerOptions = {
  /** 0: any that is free. */
  readonly port: number;
  /** What a reverse proxy in front leaves before our paths: "" or "/some/path". */
  readonly pathPrefix?: string;
  /** Default 65,536. */
  readonly maxBodyBytes?: number;
  /** Both addresses together; default 512. Above it the longest idle one makes room. */
  readonly maxConnections?: number;
  /** Bodies and headers in memory at once; default 32 MiB. Above it: 503. */
  readonly maxBufferedBytes?: number;
  /** Forged and unsigned ones being kept at once; default 64. Above it they are refused without being kept. */
  readonly maxForgedInFlight?: number;
  /** From a request's first bytes to the end of its headers, milliseconds; default 10,000. */
  readonly headersTimeoutMs?: number;
  /** From the end of the headers to the end of the body, milliseconds; default 15,000. */
  readonly bodyTimeoutMs?: number;
  /**
   * How long a connection may wait for a (next) request, milliseconds; default 120,000. More than the time between
   * two probes of the tunnel, so that the tunnel's warm connection isn't cut just when a report takes it.
   */
  readonly idleTimeoutMs?: number;
  /** How often slow and idle connections are looked for, milliseconds; default 1,000. */
  readonly sweepIntervalMs?: number;
  /** How long a refused sender may go on talking before the connection is closed on it, milliseconds; default 1,000. */
  readonly lingerMs?: number;
  /** The most that stop() waits for what is being committed, milliseconds; default 10,000. */
  readonly stopGraceMs?: number;
  /** 32 hexadecimal digits of randomness, for probes; default from the system. */
  readonly randomHex?: () => string;
};

/** A request of our own that is expected back through the public address: it proves that the address leads here. */
export type Probe = {
  /** Path prefix included. */
  readonly path: string;
  /** The text that is answered on it. */
  readonly nonce: string;
  /** The path answers 404 from now on. */
  forget(): void;
};

export type CallbackServerStats = {
  readonly verified: number;
  readonly forged: number;
  readonly unsigned: number;
  /** Forged or unsigned, and not even kept: too many at once. */
  readonly forgedDropped: number;
  /** Answered 503 because they could not be put on disk. */
  readonly notKept: number;
  /** Kept and answered 200 without a look at the signature, since the key store was locked. */
  readonly postponed: number;
  /** Answered 503 because the key store was locked, and too many waited for it. */
  readonly locked: number;
  /** Answered 503 because too much was in memory. */
  readonly overloaded: number;
  /** Answered 413. */
  readonly tooLarge: number;
  /** Answered 404 or 405. */
  readonly elsewhere: number;
  /** Cut by the other side before the body was whole. */
  readonly cut: number;
  /** Cut by us: slow, idle, malformed, or too many. */
  readonly dropped: number;
  readonly connections: number;
  readonly inFlight: number;
  readonly bufferedBytes: number;
};

export type CallbackServer = {
  readonly port: number;
  /** Where it listens: 127.0.0.1 and, where this machine has IPv6, ::1. */
  readonly addresses: readonly string[];
  /** "http://127.0.0.1:PORT", without the path prefix. */
  readonly localUrl: string;
  /** The path of a callback URL, prefix included; null: the account's own, for the key's default URL. */
  pathFor(token: string, localId: LocalId | null): string;
  expectProbe(): Probe;
  /** Takes nothing new, finishes what is being committed and answers it, then closes. */
  stop(): Promise<void>;
  stats(): CallbackServerStats;
};
