import type { AccountView } from '../../shared/contract/accounts.ts';
import { isLoopbackHost } from '../../shared/messaging/loopback.ts';
import type { Problem, Result } from '../../shared/messaging/problem.ts';
import { fail, ok } from '../../shared/messaging/problem.ts';
import type { MessageState } from '../../shared/messaging/types.ts';
import { cliProblem } from '../../shared/problems/cli.ts';
import { englishLine, englishText } from '../../shared/problems/english-text.ts';
import { type Health, internalError, type Trouble } from '../engine/health.ts';
import { whenNpmIsGone } from './npm-run.ts';
import { type EveryOption, hasConsoleOptions, sessionOptions } from './options.ts';
import { exit, note, printProblem } from './output.ts';
import { askSecret, askYes } from './prompt.ts';
import {
  consoleGone,
  openReadingSession,
  openSession,
  type Reader,
  type Session,
  type SessionOptions,
} from './session.ts';

type Work<Opened, Code = number> = (
  session: Opened,
  json: boolean,
  interrupted: AbortSignal,
) => Promise<Code>;

/**
 * Opens a session, runs a command's work in it, closes the session in any case, and sets the exit code. On a
 * signal the work finishes what is under way; a second signal ends the process at once.
 */
export async function runInSession(
  options: EveryOption,
  work: Work<Session>,
  more: Pick<SessionOptions, 'openBrowserUi' | 'replaceDamagedWith'> & {
    /** Whether the command is a console that continues when nobody reads its output any more. */
    readonly outlivesOutput?: boolean;
  } = {},
): Promise<void> {
  const json = options.json === true;
  const wanted = await sessionOptions(options);
  if (!wanted.ok) return refuse(wanted.problem, json);
  const { outlivesOutput = false, ...page } = more;
  const opened = await openSession({ ...wanted.value, ...page });
  if (!opened.ok) return refuse(opened.problem, json);
  const session = opened.value;
  noteFolderWarning(session);
  if (session.owner === null && hasConsoleOptions(options)) {
    note(
      'A console runs on this folder already; how reports reach it (--tunnel, --tunnel-host, --callback-port, --callback-path) is its own and was not changed.',
    );
  }
  await runOpened(session, work, { json, outlivesOutput, noteOpenWork: () => printOpenWork(session) });
}

/**
 * Runs the work of a command that only reads, as runInSession does: with the console of the folder, or else with its
 * database alone. Nothing is sent, requested or settled.
 */
export function runReading(options: EveryOption, work: Work<Reader>): Promise<void> {
  return runReadingFirst(options, work, work);
}

/**
 * Runs the work of a command for which reading may be enough.
 * @param read returns null, without having printed anything, if it is not
 * @param inConsole the work with a console
 */
export async function runReadingFirst(
  options: EveryOption,
  read: Work<Reader, number | null>,
  inConsole: Work<Session>,
): Promise<void> {
  if (hasConsoleOptions(options)) return runInSession(options, inConsole);
  const json = options.json === true;
  const wanted = await sessionOptions(options);
  if (!wanted.ok) return refuse(wanted.problem, json);
  const opened = await openReadingSession(wanted.value.folder);
  if (!opened.ok) return refuse(opened.problem, json);
  const session = opened.value;
  let isEnough = true;
  const work: Work<Reader> = async (...given) => {
    const code = await read(...given);
    isEnough = code !== null;
    if (isEnough) for (const warning of session.warnings) note(englishLine(warning));
    return code ?? exit.reached;
  };
  const noteOpenWork = async (): Promise<void> => {
    if (isEnough && session.isAlone) await printLeftWork(session);
  };
  const { aborted } = await runOpened(session, work, { json, outlivesOutput: false, noteOpenWork });
  if (isEnough) return;
  // A console would send and request again, after the user wanted an end.
  if (aborted) {
    note('Nothing was changed: the command was stopped before it became a console.');
    process.exitCode = exit.notReached;
  } else await runInSession(options, inConsole);
}

/** Runs work in an open session, and closes the session. @returns whether a signal interrupted this */
async function runOpened<Opened extends Pick<Session, 'owner' | 'isLost' | 'close'>>(
  session: Opened,
  work: Work<Opened>,
  options: {
    readonly json: boolean;
    readonly outlivesOutput: boolean;
    readonly noteOpenWork: () => Promise<void>;
  },
): Promise<AbortSignal> {
  const { json, outlivesOutput } = options;
  const interrupted = new AbortController();
  const onSignal = (): void => {
    if (interrupted.signal.aborted) process.exit(130);
    interrupted.abort();
  };
  // Nothing more can be printed, so the command ends after finishing what is under way.
  const onOutputLost = ({ code }: NodeJS.ErrnoException): void => {
    interrupted.abort();
    void session.close().finally(() => process.exit(code === 'EPIPE' ? undefined : exit.couldNotTry));
  };
  const watch = watchHealth(session, { json, endsWithoutDatabase: !outlivesOutput }, () =>
    interrupted.abort(),
  );
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  const stopWatching = whenNpmIsGone(() => interrupted.abort());
  if (!outlivesOutput) process.stdout.once('error', onOutputLost);
  try {
    process.exitCode = await work(session, json, interrupted.signal);
    if (watch.failed()) process.exitCode ||= exit.notReached;
    else await options.noteOpenWork();
  } catch (error) {
    const why = await problemOf(error);
    // The console's problem has already been printed, and caused this call to fail.
    if (watch.failed()) process.exitCode = why?.code === 'part-died' ? exit.notReached : exit.couldNotTry;
    else if (why !== null) refuse(why, json);
    else if (session.isLost()) {
      printProblem(error instanceof NoNextConsole ? error.problem : consoleGone(), json);
      process.exitCode = exit.notReached;
    } else throw error;
  } finally {
    const notStopped = await session.close();
    if (notStopped !== null) {
      printProblem(notStopped, json);
      process.exitCode ||= exit.notReached;
    }
    watch.end();
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    stopWatching();
    process.stdout.off('error', onOutputLost);
  }
  return interrupted.signal;
}

/** Returns the problem with which a call was refused; null for another error. */
async function problemOf(error: unknown): Promise<Problem | null> {
  const { ReadingRefused } = await import('../engine/reading-refused.ts');
  if (error instanceof ReadingRefused) return error.problem;
  const { problemOfError } = await import('../../shared/contract/problem-error.ts');
  return problemOfError(error);
}

/** How long a console that must end waits, so that windows receive the reason, milliseconds. */
const tellMs = 500;

/**
 * Prints problems of the console while this command runs it, including unexpected errors.
 * @param end called if the console cannot continue
 */
function watchHealth(
  session: Pick<Session, 'owner'>,
  { json, endsWithoutDatabase }: { readonly json: boolean; readonly endsWithoutDatabase: boolean },
  end: () => void,
): {
  /** Returns whether there was a problem that did not end by itself. */
  failed(): boolean;
  end(): void;
} {
  let failed = false;
  const onTrouble = ({ problem: why, kind }: Trouble): void => {
    if (kind === 'passing') {
      note(englishLine(why));
      return;
    }
    failed = true;
    printProblem(why, json);
    // Without its database a command never finishes, while `serve` stays up and answers that nothing is kept.
    const isOver = kind === 'fatal' || (why.code === 'database-gone' && endsWithoutDatabase);
    if (isOver) setTimeout(end, tellMs);
  };
  let watched: Session['owner'] = null;
  let off = (): void => undefined;
  // After reopen() the session may have another console, or run one itself.
  const health = (): Health | null => {
    const { owner } = session;
    if (owner === watched) return owner?.parts.health ?? null;
    off();
    watched = owner;
    off = owner?.parts.health.onTrouble(onTrouble) ?? off;
    for (const trouble of owner?.parts.health.troubles() ?? []) {
      // What an earlier run left does not make this command fail: a script would repeat what it has sent.
      if (trouble.kind === 'fatal') onTrouble(trouble);
      else note(englishLine(trouble.problem));
    }
    return owner?.parts.health ?? null;
  };
  const report = (error: unknown, kind: 'fatal' | 'lasting'): void => {
    const why = internalError(error, kind === 'fatal');
    const own = health();
    if (own === null) {
      failed = true;
      printProblem(why, json);
      end();
      return;
    }
    session.owner?.parts.log('internal-error', {
      kind,
      stack: error instanceof Error ? error.stack : String(error),
    });
    own.report(why, kind);
  };
  const onException = (error: unknown): void => report(error, 'fatal');
  const onRejection = (error: unknown): void => report(error, 'lasting');
  process.on('uncaughtException', onException);
  process.on('unhandledRejection', onRejection);
  health();
  return {
    failed: () => failed,
    end() {
      off();
      process.off('uncaughtException', onException);
      process.off('unhandledRejection', onRejection);
    },
  };
}

/** Prints a warning if others can read the data folder of the console that this command runs. */
function noteFolderWarning({ owner }: Session): void {
  const warning = owner?.folderWarning ?? null;
  if (warning !== null) note(englishLine(warning));
}

class NoNextConsole extends Error {
  readonly problem: Problem;
  constructor(why: Problem) {
    super(why.code);
    this.problem = why;
  }
}

/**
 * Runs work, and repeats the work if the attached console ends meanwhile: with the next console, or with a
 * console in this process. Only for work that may be repeated: reading, and sending under one request key.
 */
export function repeatAfterReconnect<T>(session: Session, work: () => Promise<T>): Promise<T> {
  return repeatAfterLoss(session, work, async () => {
    note(
      session.owner === null
        ? 'The console went away; this command continues with the next one.'
        : 'The console went away; this command continues as the console.',
    );
    const unlocked = await unlockIfNeeded(session);
    if (!unlocked.ok) note(englishLine(unlocked.problem));
  });
}

/** Repeats work that only reads if the attached console ends meanwhile. */
export function readAfterReconnect<T>(session: Reader, work: () => Promise<T>): Promise<T> {
  return repeatAfterLoss(session, work, async () => note('The console went away; this command continues.'));
}

async function repeatAfterLoss<T>(
  session: Pick<Session, 'isLost' | 'reopen'>,
  work: () => Promise<T>,
  onReopened: () => Promise<void>,
): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!session.isLost()) throw error;
      const reopened = await session.reopen();
      if (!reopened.ok) throw new NoNextConsole(reopened.problem);
      await onReopened();
    }
  }
}

/**
 * Prints a problem and sets the exit code. @param withField whether the text names the field, which is useful
 * if there may be several
 */
export function refuse(problem: Problem, json: boolean, withField = false): void {
  printProblem(problem, json, withField);
  process.exitCode = exit.couldNotTry;
}

/** Prints what remains unsettled, if this command ran the console. */
async function printOpenWork(session: Session): Promise<void> {
  if (session.owner === null) return;
  const { waiting, open, paused, toCancel } = await readOpenWork(session);
  if (waiting > 0) {
    const which = `${messages(waiting)} not sent yet ${await idsOf(session, ['queued'], waiting)}`;
    note(
      paused === null
        ? `${which}; sending continues when Omnideck runs again, for example with "serve".`
        : `${which}, and sending is paused: ${englishText(paused.problem).message} It continues after "resume".`,
    );
  }
  if (open > 0) {
    note(
      `${messages(open)} still under way ${await idsOf(session, underWay, open)}; Omnideck polls the status the next time it runs, for example with "serve".`,
    );
  }
  noteToCancel(toCancel);
}

/** Prints what a command that only reads has left as it was. */
async function printLeftWork(session: Reader): Promise<void> {
  const { waiting, open, paused, toCancel } = await readOpenWork(session);
  const counted = (count: number): string => (count === 1 ? '1 message' : `${count} messages`);
  if (waiting > 0) {
    const ids = await idsOf(session, ['queued'], waiting);
    note(
      paused === null
        ? `${counted(waiting)} not sent yet: run \`omnideck serve\` ${ids}.`
        : `${counted(waiting)} not sent yet ${ids}, and sending is paused: ${englishText(paused.problem).message} It continues after "resume".`,
    );
  }
  if (open > 0) {
    note(`${counted(open)} still under way: run \`omnideck serve\` ${await idsOf(session, underWay, open)}.`);
  }
  noteToCancel(toCancel);
}

function noteToCancel(count: number): void {
  if (count === 0) return;
  note(
    `${messages(count)} still to be cancelled: Omnideck tries that only while it runs. Start it now, with "serve" for example.`,
  );
}

/** Counts what is not settled; `paused` is why messages wait. */
async function readOpenWork({ client }: Pick<Reader, 'client'>) {
  const { cancellations, counts, pause } = await client.console.overview();
  const waiting = counts.byState.queued ?? 0;
  const open = counts.open + counts.scheduled + (counts.byState.unknown ?? 0) - waiting;
  const accounts = waiting === 0 ? [] : await client.accounts.list();
  const paused = pause ?? accounts.find((account) => account.pause !== null)?.pause ?? null;
  return { waiting, open, paused, toCancel: cancellations.count };
}

const underWay = ['sending', 'pending', 'scheduled', 'unknown'] as const;

/** How many messages a note names by their ids. */
const mostNamed = 3;

/** Returns the ids of messages, such as “(ids …, …)”. @param count how many there are */
async function idsOf(session: Reader, states: readonly MessageState[], count: number): Promise<string> {
  const { rows } = await session.client.messages.list({ filter: { states: [...states] }, limit: mostNamed });
  const ids = rows.map(({ id }) => id).join(', ');
  if (count > mostNamed) return `(the newest: ${ids})`;
  return count === 1 ? `(id ${ids})` : `(ids ${ids})`;
}

function messages(count: number): string {
  return count === 1 ? '1 message is' : `${count} messages are`;
}

/**
 * Returns the account for a command: the built-in sandbox's, the named one, or the current one. If the key
 * store is locked, asks for the passphrase at a terminal.
 */
export async function chooseAccount(
  session: Session,
  options: EveryOption & { readonly account?: string },
): Promise<Result<ChosenAccount>> {
  if (options.sandbox === true) {
    const sandbox = await session.client.accounts.sandbox();
    return sandbox.ok ? ok(chosen(sandbox.value)) : sandbox;
  }
  const accounts = await session.client.accounts.list();
  const account =
    options.account === undefined
      ? accounts.find((candidate) => candidate.current)
      : accounts.find((candidate) => candidate.name === options.account || candidate.id === options.account);
  if (account === undefined) {
    return fail(
      options.account === undefined
        ? cliProblem('no-account', {}, 'account')
        : cliProblem('no-such-account/account-see', { account: options.account }, 'account'),
    );
  }
  if (account.kind === 'messente') {
    const unlocked = await unlockIfNeeded(session);
    if (!unlocked.ok) return unlocked;
    const agreed = await agreeToTunnel(session, options, account);
    if (!agreed.ok) return agreed;
  }
  return ok(chosen(account));
}

export type ChosenAccount = Pick<AccountView, 'id' | 'name'> & {
  /** `computer`: the API is on this computer, and is not the built-in sandbox. */
  readonly reaches: 'sandbox' | 'computer' | 'people';
};

function chosen({ id, name, kind, baseUrl }: AccountView): ChosenAccount {
  const reaches = kind === 'sandbox' ? kind : isLoopbackHost(new URL(baseUrl)) ? 'computer' : 'people';
  return { id, name, reaches };
}

/**
 * Unlocks the key store with a passphrase from the terminal; without a terminal the problem says how to
 * supply it.
 */
export async function unlockIfNeeded(session: Session): Promise<Result<null>> {
  const { secrets } = await session.client.console.overview();
  if (!secrets.locked || !secrets.exists) return ok(null);
  const passphrase = process.env.OMNIDECK_PASSPHRASE ?? (await askSecret('Passphrase: '));
  if (passphrase === null) {
    return fail(
      secrets.warning === null
        ? cliProblem('secrets-locked', {}, 'passphrase')
        : cliProblem('secrets-locked/warned', { warning: secrets.warning }, 'passphrase'),
    );
  }
  const unlocked = await session.client.secrets.unlock({ passphrase });
  return unlocked.ok ? ok(null) : unlocked;
}

const tunnelMeaning = `localtunnel relays delivery reports through somebody else's server, and its last hop to that server is plain
TCP: others could read the numbers in them (reports hold no texts). An HTTPS address of your own (--tunnel URL) is
the better way. What comes in is believed only with Messente's signature.`;

/** Asks for consent before localtunnel is used with a live account. */
async function agreeToTunnel(
  session: Session,
  options: EveryOption,
  account: { readonly id: string; readonly baseUrl: string; readonly tunnelAgreedAt: number | null },
): Promise<Result<null>> {
  const { callbacks } = await session.client.console.overview();
  if (callbacks.tunnel.kind !== 'localtunnel' || account.tunnelAgreedAt !== null) return ok(null);
  if (isLoopbackHost(new URL(account.baseUrl))) return ok(null);
  let agreed = process.env.OMNIDECK_AGREE_TUNNEL === 'yes';
  if (!agreed) {
    note(tunnelMeaning);
    agreed = (await askYes('Use localtunnel with this account? (yes/no) ')) === true;
  }
  if (agreed) {
    const kept = await session.client.accounts.agreeTunnel({ id: account.id });
    return kept.ok ? ok(null) : kept;
  }
  return fail(
    cliProblem(options.tunnel === undefined ? 'tunnel-not-agreed/set' : 'tunnel-not-agreed', {}, 'tunnel'),
  );
}
