import { createHash } from 'node:crypto';

/**
 * Controls access to the browser UI. Each opening gets a token that works once; the token is exchanged for a
 * cookie that is valid until the console ends. Only hashes are stored, so that the time of a lookup reveals
 * nothing about other tokens.
 */
export type BrowserAccess = {
  /** Creates a token: 256 bits, base64url. */
  createToken(): string;
  /**
   * Exchanges a token for the value of a new cookie. @returns null if the token is unknown, used or too old
   */
  exchange(token: string): string | null;
  /**
   * Returns whether a request has a valid cookie. @param cookieHeader the request's Cookie header as received
   */
  admits(cookieHeader: string | undefined): boolean;
  /** Returns the Set-Cookie header for a value from exchange(). */
  cookie(value: string): string;
};

const tokenLifeMs = 60 * 60_000;
/**
 * The maximum number of unused tokens. The oldest are dropped, so that endless requests for openings use no
 * memory.
 */
const mostTokens = 64;
const mostSessions = 64;

/**
 * Creates the access control.
 *
 * @param name the cookie's name. All ports of a host share their cookies, so each console needs another name.
 * @param random returns this many random bytes
 */
export function createBrowserAccess(deps: {
  readonly name: string;
  readonly now: () => number;
  readonly random: (size: number) => Uint8Array;
}): BrowserAccess {
  const tokens = new Map<string, number>();
  const sessions = new Set<string>();
  const secret = (): string => Buffer.from(deps.random(32)).toString('base64url');

  return {
    createToken() {
      const token = secret();
      tokens.set(hash(token), deps.now() + tokenLifeMs);
      for (const oldest of tokens.keys()) {
        if (tokens.size <= mostTokens) break;
        tokens.delete(oldest);
      }
      return token;
    },
    exchange(token) {
      const key = hash(token);
      const until = tokens.get(key);
      tokens.delete(key);
      if (until === undefined || until < deps.now()) return null;
      const value = secret();
      sessions.add(hash(value));
      for (const oldest of sessions) {
        if (sessions.size <= mostSessions) break;
        sessions.delete(oldest);
      }
      return value;
    },
    admits(cookieHeader) {
      if (cookieHeader === undefined) return false;
      return cookieHeader.split(';').some((pair) => {
        const [name, value] = pair.trim().split('=', 2);
        return name === deps.name && value !== undefined && sessions.has(hash(value));
      });
    },
    cookie: (value) => `${deps.name}=${value}; Path=/; HttpOnly; SameSite=Strict`,
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
