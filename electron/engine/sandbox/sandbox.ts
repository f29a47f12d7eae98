/**
 * A local copy of Messente's API: an HTTP server on 127.0.0.1 for trying, teaching and testing without an
 * account, a network or costs. The recipient's last two digits decide what happens (behaviour.ts).
 * simulation.ts runs an omnimessage's life, state.ts holds the state, journal.ts stores it on disk. Each
 * family of calls has its own file (omnimessage-api.ts, whatsapp-template-api.ts, plain-api.ts,
 * control-api.ts), whose routes are added here.
 */

import { addDecimals } from '../../../shared/messaging/money.ts';
import { fail, ok, type Problem, type Result } from '../../../shared/messaging/problem.ts';
import { simulatorProblem } from '../../../shared/problems/simulator.ts';
import { type ReadScenario, readScenario } from '../../../shared/sandbox/scenario.ts';
import { isSeed } from '../../../shared/sandbox/seed.ts';
import { createAccounts, type NewAccount } from './accounts.ts';
import { apiError } from './api-error.ts';
import { blacklistRoutes } from './blacklist-api.ts';
import { createCallbackTransport } from './callback-transport.ts';
import { controlRoutes, foreignRequest, isOfForeignPage, noControlCall } from './control-api.ts';
import { refuse } from './control-changes.ts';
import { createHttpFront } from './http-front.ts';
import { memoryJournal, openJournal } from './journal.ts';
import { notSimulatedRoutes } from './not-simulated.ts';
import { omnimessageRoutes } from './omnimessage-api.ts';
import { createPanel, type Panel } from './panel.ts';
import { plainRoutes } from './plain-api.ts';
import { countryByCode } from './price-list.ts';
import { type ApiRequest, dispatch, errors, notFound, type Reply } from './reply.ts';
import type { Weather } from './weather.ts';
import { whatsappTemplateRoutes } from './whatsapp-template-api.ts';

export type SandboxOptions = {
  /** 0 means any free port. */
  readonly port: number;
  /** Default `demo`. */
  readonly username?: string;
  /** Default `demo`. The password also signs the delivery reports. */
  readonly password?: string;
  /** Default 1. The same seed and the same requests give the same outcomes. */
  readonly seed?: number;
  /** Default 1; 10 means ten times faster. */
  readonly speed?: number;
  /** The folder that stores the state; null (default) keeps the state in memory only. */
  readonly dataDir?: string | null;
  /** A number (E.164) that is erased from dataDir, for a person's right to erasure. */
  readonly forget?: string;
  /** The real clock, epoch ms. */
  readonly now?: () => number;
  /** Reads the scenarios of the control API in a separate thread; default: in this thread. */
  readonly readScenario?: (text: string) => Promise<ReadScenario>;
  /** Receives log lines for the operator of the sandbox. They contain no credentials, numbers or texts. */
  readonly log?: (line: string) => void;
};

type OpenedAccount = {
  /** EUR. */
  readonly credit: string;
  readonly weather: Weather;
  readonly scenario: string | null;
};

export type Sandbox = {
  readonly port: number;
  /** `http://127.0.0.1:PORT/v1`: the base URL of the JSON calls. */
  readonly baseUrl: string;
  /** `http://127.0.0.1:PORT`: the base URL of the plain-text calls, which are also served under `/v1`. */
  readonly plainUrl: string;
  /** `http://127.0.0.1:PORT/sandbox`. */
  readonly controlUrl: string;
  /**
   * Restarts the random draws with this seed, so that the same requests have the same outcomes again; see PUT
   * /sandbox/seed.
   */
  sayAgain(seed: number): Promise<void>;
  /**
   * Opens an account besides the default account, or finds the existing one unchanged. Its password is the
   * sandbox's password.
   * @returns the account's initial values, and the scenario that the default account was in
   */
  openAccount(username: string, account: NewAccount): Promise<OpenedAccount>;
  /** Adds the account's initial credit to its balance again. */
  topUp(username: string): Promise<void>;
  /** The functions of the control API, for use within the same program. */
  readonly panel: Panel;
  /** Closes the server and unlocks the folder. Unfinished work continues when the folder is opened again. */
  stop(): Promise<void>;
};

const callbacksPerOrigin = 128;

function badOption(options: SandboxOptions): Problem | null {
  const { port, speed = 1, seed = 1, username = 'demo' } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    return simulatorProblem('bad-option', {}, 'port');
  }
  if (!Number.isFinite(speed) || speed <= 0) {
    return simulatorProblem('bad-option/speed', {}, 'speed');
  }
  if (!isSeed(seed)) {
    return simulatorProblem('bad-option/seed', {}, 'seed');
  }
  if (username.includes(':')) {
    return simulatorProblem('bad-option/username', {}, 'username');
  }
  return null;
}

const readHere = async (text: string): Promise<ReadScenario> =>
  readScenario(text, (code) => countryByCode(code) !== null);

function listenProblem(port: number, error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE') {
    return simulatorProblem('port-taken', { port }, 'port');
  }
  if (code === 'EACCES') {
    return simulatorProblem('port-not-allowed', { port }, 'port');
  }
  return simulatorProblem('port-not-usable', { port, why: code || String(error) }, 'port');
}

/** Splits `/v1/omnimessage/` into its prefix and the path of the call. */
function underV1(path: string): { readonly v1: boolean; readonly path: string } {
  const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  if (trimmed === '/v1') return { v1: true, path: '/' };
  return trimmed.startsWith('/v1/') ? { v1: true, path: trimmed.slice(3) } : { v1: false, path: trimmed };
}

/**
 * Starts a sandbox on 127.0.0.1.
 *
 * @returns the running sandbox, or problem `bad-option`, `port-taken`, `port-not-allowed`, `port-not-usable`,
 * `folder-in-use`, `folder-not-writable` or `folder-newer`
 */
export async function startSandbox(options: SandboxOptions): Promise<Result<Sandbox>> {
  const wrong = badOption(options);
  if (wrong !== null) return fail(wrong);
  const { username = 'demo', password = 'demo', seed = 1, speed = 1, dataDir = null } = options;
  const { now = Date.now, log = () => {} } = options;

  const opened =
    dataDir === null ? ok(memoryJournal()) : await openJournal(dataDir, log, options.forget ?? null);
  if (!opened.ok) return opened;
  const { journal } = opened.value;

  const transport = createCallbackTransport({ perOrigin: callbacksPerOrigin, now });
  const accounts = createAccounts({
    ...opened.value,
    username,
    password,
    seed,
    speed,
    transport,
    now,
    log,
  });

  const plain = plainRoutes(accounts);
  const jsonCalls = [
    ...omnimessageRoutes({ accounts, log }),
    ...whatsappTemplateRoutes({ accounts, now, speed }),
    ...blacklistRoutes(accounts),
    ...plain,
    ...notSimulatedRoutes(accounts),
  ];
  const control = controlRoutes({
    accounts,
    seed,
    now,
    log,
    readScenario: options.readScenario ?? readHere,
  });
  let port = options.port;

  async function handle(request: ApiRequest): Promise<Reply> {
    const { v1, path } = underV1(request.path);
    const call = { ...request, path };
    if (!v1 && (path === '/sandbox' || path.startsWith('/sandbox/'))) {
      const foreign = foreignRequest(call, port);
      return foreign === null ? dispatch(control, call, noControlCall) : refuse(403, [foreign]);
    }
    // Otherwise a web page whose host name was pointed at this computer could make the sandbox call any host
    // in the local network.
    if (isOfForeignPage(call, port))
      return errors(403, [apiError('103', 'A web page may not use the sandbox')]);
    const { outage, latencyMs } = accounts.claimed(call).state.weather;
    const reply = outage ? errors(503, [apiError('104', 'Service unavailable')]) : await callOf(v1, call);
    return reply.kind === 'answer' ? { ...reply, delayMs: reply.delayMs + latencyMs } : reply;
  }

  function callOf(v1: boolean, call: ApiRequest): Promise<Reply> | Reply {
    if (v1) return dispatch(jsonCalls, call);
    return plain.some(({ pattern }) => pattern.test(call.path)) ? dispatch(plain, call) : notFound();
  }

  const front = createHttpFront(handle, log);
  try {
    port = await front.listen(options.port);
  } catch (error) {
    await journal.close();
    await transport.close();
    return fail(listenProblem(options.port, error));
  }
  for (const { engine } of accounts.all()) engine.resume();

  const plainUrl = `http://127.0.0.1:${port}`;
  return ok({
    port,
    baseUrl: `${plainUrl}/v1`,
    plainUrl,
    controlUrl: `${plainUrl}/sandbox`,
    sayAgain: (again) => accounts.own.engine.changeState({ type: 'seeded', seed: again }),
    panel: createPanel({ accounts, now, seed }),
    async openAccount(name, account) {
      const { opening } = (await accounts.open(name, account)).state;
      return { credit: opening.credit, weather: opening.weather, scenario: accounts.own.state.scenario };
    },
    async topUp(name) {
      const account = accounts.named(name);
      if (account === null) return;
      const { balance, opening } = account.state;
      const credit = addDecimals(balance, opening.credit);
      await account.engine.changeState({ type: 'weather', change: { credit } });
    },
    async stop() {
      await front.close();
      accounts.stop();
      await transport.close();
      await journal.close();
    },
  });
}
