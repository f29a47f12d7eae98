/**
 * The sandbox's accounts: its own one, with the credentials that it was started with, and others that are opened beside
 * it (a test run's). Each has its own credit, weather, seed and people; all have the same password, and the templates
 * are the WhatsApp Business account's, so of all. The sandbox's own account sees and cancels every account's messages.
 */
import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { DecimalString } from '../../../shared/messaging/types.ts';
import { createCallbackLanes } from './callback-lanes.ts';
import type { CallbackTransport } from './callback-transport.ts';
import { createEventQueue } from './event-queue.ts';
import type { OpenedJournal } from './journal.ts';
import type { SandboxMessage } from './records.ts';
import type { ApiRequest } from './reply.ts';
import { createEngine, type Engine } from './simulation.ts';
import { emptyState, isUnsettled, type SandboxState, startingBalance } from './state.ts';
import { euros, type Weather } from './weather.ts';

/** What `PUT /sandbox/accounts/NAME` takes; the weather is the sandbox's own account's. */
export const newAccount = z.strictObject({ credit: euros.optional(), seed: z.int().min(0).optional() });

export type SandboxAccount = {
  readonly username: string;
  readonly state: SandboxState;
  readonly engine: Engine;
};

export type NewAccount = {
  /** EUR; 100.00 where left out. */
  readonly credit?: DecimalString;
  readonly seed?: number;
  /** As the sandbox's own account has it where left out. */
  readonly weather?: Weather;
};

export type SandboxAccounts = {
  readonly own: SandboxAccount;
  /** The own one first, the others in the order in which they were opened. */
  all(): readonly SandboxAccount[];
  named(username: string): SandboxAccount | null;
  /** Whose credentials the request carries; null where they are wrong or missing. */
  authorized(request: ApiRequest): SandboxAccount | null;
  /** The same of credentials in parameters; null where they are wrong. */
  matching(username: string, password: string): SandboxAccount | null;
  /** Whom a request names as its sender, whether or not its password is right; the own one where it names nobody. */
  claimed(request: ApiRequest): SandboxAccount;
  /** A message that this account may see. */
  messageFor(
    account: SandboxAccount,
    id: string,
  ): { account: SandboxAccount; message: SandboxMessage } | null;
  /** Opens an account, or finds the one of this name as it is. */
  open(username: string, account: NewAccount): Promise<SandboxAccount>;
  /** All begin anew, but others that have something under way. */
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
  const { journal, transport, now, speed, seed, password, log } = parts;
  const byName = new Map<string, SandboxAccount>();
  const ends: (() => void)[] = [];

  /** With events and reports of its own, which a reset forgets. */
  function add(username: string, state: SandboxState): SandboxAccount {
    const name = username === parts.username ? null : username;
    const queue = createEventQueue(now);
    const lanes = createCallbackLanes({ queue, transport, now, speed });
    ends.push(() => {
      queue.clear();
      lanes.clear();
    });
    const append = (record: Parameters<typeof journal.append>[0]) => journal.append(record, name);
    const engine = createEngine({ state, append, queue, lanes, now, seed, speed, password, log });
    const account = { username, state, engine };
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
    async open(username, { credit = startingBalance, seed: itsSeed = null, weather }) {
      const there = byName.get(username);
      if (there !== undefined) return there;
      const account = add(username, emptyState());
      await account.engine.changeState({
        type: 'opened',
        opening: {
          credit,
          seed: itsSeed,
          weather: weather ?? own.state.weather,
          people: own.state.people,
        },
      });
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
