/**
 * The control side, `/sandbox`: what was accepted and what became of it, inbound messages, the weather, a reset. It
 * is no part of Messente's API and takes no credentials; a web page can't work it, since Host and Origin are checked.
 */
import { z } from 'zod';
import { isDecimal } from '../../../shared/messaging/money.ts';
import { type Problem, problem } from '../../../shared/messaging/problem.ts';
import { endings, otherEndings } from '../../../shared/sandbox/endings.ts';
import { readScenario } from '../../../shared/sandbox/scenario.ts';
import { newAccount, type SandboxAccount, type SandboxAccounts } from './accounts.ts';
import { arrivalsPage } from './arrivals-view.ts';
import { inboundMessage, inboundSchema } from './inbound.ts';
import { openApiText } from './openapi.ts';
import { changePeople, peopleChange } from './people.ts';
import { countryByCode } from './price-list.ts';
import type { SandboxMessage } from './records.ts';
import { type ApiRequest, answer, json, type NoCall, parseJson, type Reply, type Route } from './reply.ts';
import { latestEvent } from './report.ts';
import { weatherChange } from './weather.ts';

export type ControlParts = {
  readonly accounts: SandboxAccounts;
  /** The one that it was started with. */
  readonly seed: number;
  readonly now: () => number;
  readonly log: (line: string) => void;
};

const refuse = (
  status: number,
  problems: readonly Problem[],
  headers: Readonly<Record<string, string>> = {},
): Reply => json(status, { problems }, headers);

const calls =
  'It takes GET /sandbox (a page), /sandbox/messages, accounts, numbers and openapi.json, POST inbound, GET and PUT weather and people, PUT accounts/NAME, scenario and seed, POST reset.';

/** A username of HTTP Basic, written in a path as it is. */
const username = /^\/sandbox\/accounts\/([\w.-]{1,60})$/;

/** The control side is no part of Messente's API, and says in its own way what it doesn't have. */
export const noControlCall: NoCall = {
  notFound: () => refuse(404, [problem('no-such-call', 'The control side has no such path.', calls)]),
  wrongMethod: (allow) =>
    refuse(405, [problem('wrong-method', `That path takes ${allow}.`, calls)], { allow }),
};

/**
 * Whether a page of another site made this request: browsers say so in each POST. Programs send no Origin, and may reach
 * the API by any name of this machine.
 */
export function isOfForeignPage({ headers }: ApiRequest, port: number): boolean {
  const { origin } = headers;
  return origin !== undefined && !ownHosts(port).some((host) => origin.toLowerCase() === `http://${host}`);
}

const ownHosts = (port: number): readonly string[] => [`127.0.0.1:${port}`, `localhost:${port}`];

/**
 * @param port the port that the sandbox listens on
 * @returns why the request may not work the sandbox; null where it may. A page can't choose its Origin, and a name
 *   that was made to point at this machine shows in Host
 */
export function foreignRequest(request: ApiRequest, port: number): Problem | null {
  const { headers, method } = request;
  const mend = `Call it from a program, at http://127.0.0.1:${port}/sandbox.`;
  if (!ownHosts(port).includes((headers.host ?? '').toLowerCase())) {
    return problem('foreign-host', 'The control side answers to its own address only.', mend, 'Host');
  }
  if (isOfForeignPage(request, port)) {
    return problem('foreign-origin', 'A web page may not work the sandbox.', mend, 'Origin');
  }
  // A plain GET of a page has no Origin, but browsers say where it comes from.
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return problem('foreign-origin', 'A web page may not work the sandbox.', mend, 'Sec-Fetch-Site');
  }
  if (method !== 'GET' && site === 'none') {
    return problem('foreign-origin', 'A web page may not work the sandbox.', mend, 'Sec-Fetch-Site');
  }
  return null;
}

function view(message: SandboxMessage, account: string) {
  const { id, to, dlrUrl, body, acceptedAt, timeToSendAt, cancelledAt, steps, events, callbacks } = message;
  return {
    omnimessage_id: id,
    account,
    to,
    dlr_url: dlrUrl,
    acceptedAt,
    timeToSendAt,
    cancelledAt,
    body,
    steps: steps.map(({ messageId, channel, sender, startedAt, plan, fired, price }, index) => {
      const latest = latestEvent(message, index);
      return {
        message_id: messageId,
        channel,
        sender,
        startedAt,
        status: latest?.status ?? null,
        err: latest?.err ?? null,
        price,
        /** Milliseconds on the sandbox's clock after the step's start. */
        planned: plan.events.slice(fired),
      };
    }),
    events: events.map(({ step, status, err, at }, index) => ({
      step,
      channel: steps[step]?.channel ?? null,
      status,
      err,
      at,
      callbacks: callbacks
        .filter(({ event }) => event === index)
        .map(({ forged, outcome, tries }) => ({ forged, outcome, tries })),
    })),
  };
}

export function controlRoutes({ accounts, seed, now, log }: ControlParts): Route[] {
  const { state, engine } = accounts.own;

  function parsed<T>(
    schema: z.ZodType<T>,
    handle: (value: T, request: ApiRequest, parameters: readonly string[]) => Promise<Reply>,
  ): Route['handle'] {
    return async (request, parameters) => {
      const given = parseJson(request.body);
      if (given === null) {
        return refuse(400, [problem('not-json', 'The body is not JSON.', 'Send a JSON object.')]);
      }
      const result = schema.safeParse(given.value);
      if (!result.success) return refuse(400, problemsOf(result.error.issues));
      return written(() => handle(result.data, request, parameters));
    };
  }

  async function written(change: () => Promise<Reply>): Promise<Reply> {
    try {
      return await change();
    } catch (error) {
      log(`the journal can't be written: ${String(error)}`);
      return refuse(500, [
        problem(
          'not-written',
          "The sandbox can't write its state down.",
          'Look at its folder and at the disk.',
        ),
      ]);
    }
  }

  function peopleNow() {
    const { inbound, answers } = state.people;
    return { url: inbound?.url ?? null, secretSet: inbound !== null, answers };
  }

  async function setScenario(body: Buffer): Promise<Reply> {
    const read = readScenario(body.toString('utf8'), (code) => countryByCode(code) !== null);
    if (!read.ok) return refuse(400, read.problems);
    await engine.setScenario(read.scenario);
    return json(200, { scenario: read.scenario.name, weather: weatherNow(), people: peopleNow() });
  }

  function weatherNow(of: SandboxAccount = accounts.own) {
    return { ...of.state.weather, credit: of.state.balance };
  }

  /** The account that the query names; the sandbox's own one where it names none. */
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
      weather: its.weather,
      messages: its.messages.size,
    };
  }

  function messages({ query }: ApiRequest): Reply {
    // An unescaped "+" in a query is a space.
    const to = query.get('to')?.replace(/^ /, '+') ?? null;
    const limit = Number(query.get('limit') ?? Number.POSITIVE_INFINITY);
    const name = query.get('account');
    const named = name === null ? null : accounts.named(name);
    if (name !== null && named === null) return noAccount(name);
    const some = named === null ? accounts.all() : [named];
    const found = some
      .flatMap(({ username: sender, state: its }) => {
        const ids = to === null ? its.messages.keys() : (its.byRecipient.get(to) ?? []);
        return [...ids].flatMap((id) => its.messages.get(id) ?? []).map((one) => ({ one, sender }));
      })
      .sort((a, b) => a.one.acceptedAt - b.one.acceptedAt);
    return json(200, {
      count: found.length,
      messages: (limit >= 0 ? found.slice(0, limit) : found).map(({ one, sender }) => view(one, sender)),
      inbound: some
        .flatMap(({ state: its }) => [...its.inbound.values()])
        .map(({ id, url, body, at, tries, outcome }) => ({
          msg_id: id,
          url,
          body: parseJson(Buffer.from(body))?.value ?? null,
          at,
          tries,
          outcome,
        })),
    });
  }

  return [
    { method: 'GET', pattern: /^\/sandbox$/, handle: (request) => arrivalsPage(accounts, seed, request) },
    { method: 'GET', pattern: /^\/sandbox\/messages$/, handle: messages },
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
      pattern: /^\/sandbox\/weather$/,
      handle: (request) => ofNamed(request, (account) => json(200, weatherNow(account))),
    },
    {
      method: 'PUT',
      pattern: /^\/sandbox\/weather$/,
      handle: parsed(weatherChange, (change, request) =>
        ofNamed(request, async (account) => {
          await account.engine.changeState({ type: 'weather', change });
          return json(200, weatherNow(account));
        }),
      ),
    },
    { method: 'GET', pattern: /^\/sandbox\/people$/, handle: () => json(200, peopleNow()) },
    {
      method: 'PUT',
      pattern: /^\/sandbox\/people$/,
      handle: parsed(peopleChange, async (change) => {
        const people = changePeople(state.people, change);
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
      method: 'GET',
      pattern: /^\/sandbox\/numbers$/,
      handle: () => json(200, { endings, others: otherEndings }),
    },
    {
      method: 'GET',
      pattern: /^\/sandbox\/openapi\.json$/,
      handle: () => answer(200, 'application/json', openApiText()),
    },
    {
      method: 'PUT',
      pattern: /^\/sandbox\/seed$/,
      handle: parsed(z.strictObject({ seed: z.int().min(0) }), async (again) => {
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

function noAccount(name: string): Reply {
  return refuse(404, [
    problem(
      'no-such-account',
      `The sandbox has no account “${name}”.`,
      'See GET /sandbox/accounts, or open it with PUT /sandbox/accounts/NAME.',
      'account',
    ),
  ]);
}

function problemsOf(issues: readonly z.core.$ZodIssue[]): Problem[] {
  const said = issues.flatMap((issue) => {
    const at = (key?: string) => [...issue.path, ...(key === undefined ? [] : [key])].map(String).join('.');
    const mend = 'Correct that value; docs/sandbox.md lists what is taken.';
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => problem('unknown-field', `There is no ${at(key)}.`, mend, at(key)));
    }
    return [problem('bad-value', issue.message, mend, at())];
  });
  // A value may break two rules that are said in the same words.
  return said.filter(
    (one, index) =>
      said.findIndex((other) => other.field === one.field && other.sentence === one.sentence) === index,
  );
}
