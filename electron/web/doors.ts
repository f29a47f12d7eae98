import { createHash } from 'node:crypto';

/**
 * Who may see the page. A token is minted for each opening, good once; it buys a cookie, good until the console ends.
 * Only hashes are kept, so that looking one up tells nothing about the others by how long it takes.
 */
export type Doors = {
  /** A new token, 256 bits, base64url. */
  mint(): string;
  /** @returns the value of a new cookie, or null where the token was never minted, has been used or is too old */
  exchange(token: string): string | null;
  /** @param cookieHeader the request's Cookie header as it came */
  admits(cookieHeader: string | undefined): boolean;
  /** The Set-Cookie header for a value from exchange(). */
  cookie(value: string): string;
};

const tokenLifeMs = 60 * 60_000;
/** More than this are forgotten, oldest first: whoever asks for openings without end gains nothing. */
const mostTokens = 64;
const mostSessions = 64;

/**
 * @param name the cookie's: cookies are shared by all ports of a host, so two consoles must not have the same
 * @param random so many random bytes
 */
export function createDoors(deps: {
  readonly name: string;
  readonly now: () => number;
  readonly random: (size: number) => Uint8Array;
}): Doors {
  const tokens = new Map<string, number>();
  const sessions = new Set<string>();
  const secret = (): string => Buffer.from(deps.random(32)).toString('base64url');

  return {
    mint() {
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
