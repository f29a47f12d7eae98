/**
 * The sandbox's accounts: its default account, which has the credentials that the sandbox was started with,
 * and further accounts that are opened later (for example, one for each test run). Each account has its own
 * credit, weather, seed and simulated people. All accounts have the same password and share the WhatsApp
 * templates. The default account sees and can cancel the messages of every account.
 */
import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { DecimalString } from '../../../shared/messaging/types.ts';
import { mostSeed } from '../../../shared/sandbox/seed.ts';
import { createCallbackLanes } from './callback-lanes.ts';
import type { CallbackTransport } from './callback-transport.ts';
import { createEventQueue } from './event-queue.ts';
import type { OpenedJournal } from './journal.ts';
import type { Opening, People, SandboxMessage } from './records.ts';
import type { ApiRequest } from './reply.ts';
import { createEngine, type Engine } from './simulation.ts';
import { emptyState, isUnsettled, type SandboxState, startingBalance } from './state.ts';
import { euros, type Weather } from './weather.ts';

/** Plans and scenarios accept the same seeds. */
const seedSchema = z.int().min(0).max(mostSeed);

/** The body of `PUT /sandbox/seed`. */
export const seedChange = z.strictObject({ seed: seedSchema });

/**
 * The body of `PUT /sandbox/accounts/NAME`. If the weather is missing, the account gets the weather of the
 * default account.
 */
export const newAccount = z.strictObject({ credit: euros.optional(), seed: seedSchema.optional() });

export type SandboxAccount = {
  readonly username: string;
  readonly state: SandboxState;
  readonly engine: Engine;
  /** How many times faster its clock runs than this computer's. */
  readonly speed: number;
};

export type NewAccount = {
  /** EUR. Default: 100.00. */
  readonly credit?: DecimalString;
  readonly seed?: number;
  /** Default: the weather of the default account. */
  readonly weather?: Weather;
  /** Default: the people who reply in the default account. */
  readonly answers?: People['answers'];
  /** Default: the sandbox's own speed. */
  readonly speed?: number;
};

export type SandboxAccounts = {
  readonly own: SandboxAccount;
  /** The default account first, then the others in the order in which they were opened. */
  all(): readonly SandboxAccount[];
  named(username: string): SandboxAccount | null;
  /** Returns the account whose credentials the request carries, or null if they are wrong or missing. */
  authorized(request: ApiRequest): SandboxAccount | null;
  /** Returns the account for credentials that were given as parameters, or null if they are wrong. */
  matching(username: string, password: string): SandboxAccount | null;
  /**
   * Returns the account that the request names, without checking the password; the default account if the
   * request names none.
   */
  claimed(request: ApiRequest): SandboxAccount;
  /** Returns a message if this account may see it. */
  messageFor(
    account: SandboxAccount,
    id: string,
  ): { account: SandboxAccount; message: SandboxMessage } | null;
  /** Opens an account, or returns the existing account of this name unchanged. */
  open(username: string, account: NewAccount): Promise<SandboxAccount>;
  /** Resets all accounts, except further accounts that still have unfinished messages. */
  reset(): Promise<void>;
  stop(): void;
};

export type AccountsParts = OpenedJournal & {
  readonly username: string;
  readonly password: string;
  readonly seed: number;
  readonly speed: number;
  readonly transport: CallbackTransport;
  readonly now: () => number;
  readonly log: (line: string) => void;
};

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function basicOf({ headers }: ApiRequest): { username: string; password: string } | null {
  const match = /^basic\s+([a-z0-9+/=]+)\s*$/i.exec(headers.authorization ?? '');
  if (match === null) return null;
  const text = Buffer.from(match[1] ?? '', 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon === -1 ? null : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

export function createAccounts(parts: AccountsParts): SandboxAccounts {
  const { journal, transport, now, seed, password, log } = parts;
  const byName = new Map<string, SandboxAccount>();
  const ends: (() => void)[] = [];

  /** Adds an account with its own events and deliveries, which a reset clears. */
  function add(username: string, state: SandboxState): SandboxAccount {
    const name = username === parts.username ? null : username;
    const speed = state.opening.speed ?? parts.speed;
    const queue = createEventQueue(now);
    const lanes = createCallbackLanes({ queue, transport, now, speed });
    ends.push(() => {
      queue.clear();
      lanes.clear();
    });
    const append = (record: Parameters<typeof journal.append>[0]) => journal.append(record, name);
    const engine = createEngine({ state, append, queue, lanes, now, seed, speed, password, log });
    const account = { username, state, engine, speed };
    byName.set(username, account);
    return account;
  }

  const own = add(parts.username, parts.state);
  for (const [username, state] of parts.others) if (username !== parts.username) add(username, state);
  const all = () => [...byName.values()];
  const matching = (username: string, given: string): SandboxAccount | null =>
    isSame(given, password) ? (byName.get(username) ?? null) : null;

  return {
    own,
    all,
    named: (username) => byName.get(username) ?? null,
    matching,
    authorized(request) {
      const given = basicOf(request);
      return given === null ? null : matching(given.username, given.password);
    },
    claimed(request) {
      const username = basicOf(request)?.username ?? request.query.get('username') ?? parts.username;
      return byName.get(username) ?? own;
    },
    messageFor(account, id) {
      for (const one of account === own ? all() : [account]) {
        const message = one.state.messages.get(id);
        if (message !== undefined) return { account: one, message };
      }
      return null;
    },
    async open(username, { credit = startingBalance, seed: itsSeed = null, weather, answers, speed }) {
      const there = byName.get(username);
      if (there !== undefined) return there;
      const { people } = own.state;
      const opening: Opening = {
        credit,
        seed: itsSeed,
        weather: weather ?? own.state.weather,
        people: answers === undefined ? people : { ...people, answers },
        ...(speed === undefined ? {} : { speed }),
      };
      const account = add(username, { ...emptyState(), opening });
      await account.engine.changeState({ type: 'opened', opening });
      return account;
    },
    async reset() {
      const over = all().filter(
        (account) => account === own || ![...account.state.messages.values()].some(isUnsettled),
      );
      await Promise.all(over.map(({ engine }) => engine.changeState({ type: 'reset' })));
    },
    stop() {
      for (const end of ends) end();
    },
  };
}
