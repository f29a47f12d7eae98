/**
 * The control API under `/sandbox`: lists accepted messages and their outcome, creates inbound messages, sets
 * the weather, resets. The control API is not part of Messente's API and needs no credentials. Foreign web
 * pages cannot use it, because Host and Origin are checked.
 */

import { isDecimal } from '../../../shared/messaging/money.ts';
import type { Problem } from '../../../shared/messaging/problem.ts';
import { simulatorProblem } from '../../../shared/problems/simulator.ts';
import { endings, otherEndings } from '../../../shared/sandbox/endings.ts';
import type { ReadScenario } from '../../../shared/sandbox/scenario.ts';
import { newAccount, type SandboxAccount, type SandboxAccounts, seedChange } from './accounts.ts';
import { arrivalsPage } from './arrivals-view.ts';
import { blacklistChange, blacklistJson } from './blacklist-api.ts';
import { type Changes, createChanges, noAccount, refuse } from './control-changes.ts';
import {
  answersJson,
  peopleChangeOf,
  peopleRequest,
  weatherChangeOf,
  weatherJson,
  weatherRequest,
} from './control-json.ts';
import { messagesReply } from './control-messages.ts';
import { inboundMessage, inboundSchema } from './inbound.ts';
import { openApiText } from './openapi.ts';
import { changePeople } from './people.ts';
import { type ApiRequest, answer, json, type NoCall, type Reply, type Route } from './reply.ts';
import { sendSubscription, subscriptionSchema } from './subscription.ts';

export type ControlParts = {
  readonly accounts: SandboxAccounts;
  /** The seed that the sandbox was started with. */
  readonly seed: number;
  /** How much faster its clock is than this computer's. */
  readonly now: () => number;
  readonly log: (line: string) => void;
  readonly readScenario: (text: string) => Promise<ReadScenario>;
};

/** A username for HTTP Basic authentication that needs no escaping in a path. */
const username = /^\/sandbox\/accounts\/([\w.-]{1,60})$/;

/** The control API answers unknown paths in its own format, because it is not part of Messente's API. */
export const noControlCall: NoCall = {
  notFound: () => refuse(404, [simulatorProblem('no-such-call')]),
  wrongMethod: (allow) => refuse(405, [simulatorProblem('wrong-method', { allow })], { allow }),
};

/**
 * Returns whether a page of another site made this request. Browsers send Origin with each POST. Programs
 * send no Origin, and may use any name of this computer.
 */
export function isOfForeignPage({ headers }: ApiRequest, port: number): boolean {
  const { origin } = headers;
  return origin !== undefined && !ownHosts(port).some((host) => origin.toLowerCase() === `http://${host}`);
}

const ownHosts = (port: number): readonly string[] => [`127.0.0.1:${port}`, `localhost:${port}`];

/**
 * Checks that a request may use the control API.
 *
 * @param port the port that the sandbox listens on
 * @returns why the request is refused, or null if it is allowed. A page cannot choose its Origin, and a
 * foreign
 * host name that was pointed at this computer appears in Host.
 */
export function foreignRequest(request: ApiRequest, port: number): Problem | null {
  const { headers, method } = request;
  if (!ownHosts(port).includes((headers.host ?? '').toLowerCase())) {
    return simulatorProblem('foreign-host', { port }, 'Host');
  }
  if (isOfForeignPage(request, port)) {
    return simulatorProblem('foreign-origin', { port }, 'Origin');
  }
  // A plain GET by a page has no Origin, but Sec-Fetch-Site shows where the request comes from.
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return simulatorProblem('foreign-origin', { port }, 'Sec-Fetch-Site');
  }
  if (method !== 'GET' && site === 'none') {
    return simulatorProblem('foreign-origin', { port }, 'Sec-Fetch-Site');
  }
  return null;
}

export function controlRoutes({ accounts, seed, now, log, readScenario }: ControlParts): Route[] {
  const changes = createChanges(log);
  return [
    ...readRoutes(accounts, seed),
    ...accountRoutes(accounts, seed, changes),
    ...ownRoutes({ accounts, now, readScenario }, changes),
  ];
}

/** The routes that only read. */
function readRoutes(accounts: SandboxAccounts, seed: number): Route[] {
  return [
    { method: 'GET', pattern: /^\/sandbox$/, handle: (request) => arrivalsPage(accounts, seed, request) },
    {
      method: 'GET',
      pattern: /^\/sandbox\/messages$/,
      handle: (request) => messagesReply(accounts, request),
    },
    {
      method: 'GET',
      pattern: /^\/sandbox\/numbers$/,
      handle: () => json(200, { endings, others: otherEndings }),
    },
    {
      method: 'GET',
      pattern: /^\/sandbox\/openapi\.json$/,
      handle: () => answer(200, 'application/json', openApiText()),
    },
  ];
}

/** The routes for accounts and the weather of each account. */
function accountRoutes(accounts: SandboxAccounts, seed: number, { parsed }: Changes): Route[] {
  /** Finds the account that the query names; the default account if the query names none. */
  async function ofNamed(
    { query }: ApiRequest,
    handle: (account: SandboxAccount) => Promise<Reply> | Reply,
  ): Promise<Reply> {
    const name = query.get('account');
    const account = name === null ? accounts.own : accounts.named(name);
    return account === null ? noAccount(name ?? '') : handle(account);
  }

  function accountView({ username: name, state: its }: SandboxAccount) {
    return {
      username: name,
      credit: its.balance,
      seed: its.seed ?? seed,
      weather: weatherJson(its.weather),
      messages: its.messages.size,
    };
  }

  return [
    {
      method: 'GET',
      pattern: /^\/sandbox\/accounts$/,
      handle: () => json(200, { accounts: accounts.all().map(accountView) }),
    },
    {
      method: 'PUT',
      pattern: username,
      handle: parsed(newAccount, async ({ credit, seed: its }, _, [name = '']) => {
        const account = await accounts.open(name, {
          ...(isDecimal(credit) ? { credit } : {}),
          ...(its === undefined ? {} : { seed: its }),
        });
        return json(200, accountView(account));
      }),
    },
    {
      method: 'GET',
      pattern: /^\/sandbox\/blacklist$/,
      handle: (request) => ofNamed(request, (account) => json(200, blacklistJson(account))),
    },
    {
      method: 'PUT',
      pattern: /^\/sandbox\/blacklist$/,
      handle: parsed(blacklistChange, ({ add, remove }, request) =>
        ofNamed(request, async (account) => {
          await account.engine.changeState({ type: 'blacklist', add, remove });
          return json(200, blacklistJson(account));
        }),
      ),
    },
    {
      method: 'GET',
      pattern: /^\/sandbox\/weather$/,
      handle: (request) => ofNamed(request, (account) => json(200, weatherNow(account))),
    },
    {
      method: 'PUT',
      pattern: /^\/sandbox\/weather$/,
      handle: parsed(weatherRequest, (wanted, request) =>
        ofNamed(request, async (account) => {
          await account.engine.changeState({ type: 'weather', change: weatherChangeOf(wanted) });
          return json(200, weatherNow(account));
        }),
      ),
    },
  ];
}

function weatherNow({ state }: SandboxAccount) {
  return { ...weatherJson(state.weather), credit: state.balance };
}

/** The routes for settings that exist only in the default account. */
function ownRoutes(
  { accounts, now, readScenario }: Pick<ControlParts, 'accounts' | 'now' | 'readScenario'>,
  { parsed, written }: Changes,
): Route[] {
  const { state, engine } = accounts.own;

  function peopleNow() {
    const { inbound, answers } = state.people;
    return { url: inbound?.url ?? null, secret_set: inbound !== null, answers: answersJson(answers) };
  }

  async function setScenario(body: Buffer): Promise<Reply> {
    const read = await readScenario(body.toString('utf8'));
    if (!read.ok) return refuse(400, read.problems);
    await engine.setScenario(read.scenario);
    return json(200, {
      scenario: read.scenario.name,
      weather: weatherNow(accounts.own),
      people: peopleNow(),
    });
  }

  return [
    {
      method: 'POST',
      pattern: /^\/sandbox\/inbound$/,
      handle: parsed(inboundSchema, async ({ url, secret, ...written }) => {
        const { id, body } = inboundMessage({ ...written, at: now() });
        await engine.receive({ id, url, secret, body });
        return answer(202, 'application/json', body);
      }),
    },
    {
      method: 'POST',
      pattern: /^\/sandbox\/subscription$/,
      handle: parsed(subscriptionSchema, async (wanted) => json(200, await sendSubscription(wanted, now()))),
    },
    { method: 'GET', pattern: /^\/sandbox\/people$/, handle: () => json(200, peopleNow()) },
    {
      method: 'PUT',
      pattern: /^\/sandbox\/people$/,
      handle: parsed(peopleRequest, async (wanted) => {
        const people = changePeople(state.people, peopleChangeOf(wanted));
        if (!people.ok) return refuse(400, [people.problem]);
        await engine.changeState({ type: 'people', people: people.value });
        return json(200, peopleNow());
      }),
    },
    {
      method: 'PUT',
      pattern: /^\/sandbox\/scenario$/,
      handle: ({ body }) => written(() => setScenario(body)),
    },
    {
      method: 'PUT',
      pattern: /^\/sandbox\/seed$/,
      handle: parsed(seedChange, async (again) => {
        await engine.changeState({ type: 'seeded', seed: again.seed });
        return json(200, { seed: again.seed });
      }),
    },
    {
      method: 'POST',
      pattern: /^\/sandbox\/reset$/,
      handle: async () => {
        await accounts.reset();
        return json(200, {});
      },
    },
  ];
}
