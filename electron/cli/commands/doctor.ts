import type { Command } from 'commander';
import type { Check, Doctor } from '../../../shared/contract/doctor.ts';
import { ok } from '../../../shared/messaging/problem.ts';
import { englishLine, englishPhrase } from '../../../shared/problems/english-text.ts';
import { errorJson } from '../../../shared/problems/error-json.ts';
import { type EveryOption, withEveryOption } from '../options.ts';
import { exit, printJson, printLine, printProblem } from '../output.ts';
import { runInSession, unlockIfNeeded } from '../run.ts';
import { accountNamed } from './filters.ts';

const titles: Readonly<Record<Check['name'], string>> = {
  parts: 'Parts of Omnideck',
  account: 'Account',
  credentials: 'Credentials and balance',
  dns: 'Name of the API',
  tls: 'Connection to the API',
  clock: 'Clock',
  'callbacks-local': 'Callback server',
  'callbacks-public': 'Callbacks from outside',
  inbound: 'Inbound numbers',
  decisions: 'Answers, subscriptions',
  signature: 'Signatures',
  blacklists: 'Blacklists',
  'key-store': 'Key store',
  disk: 'Disk',
  database: 'Database',
};

const marks: Readonly<Record<Check['state'], string>> = {
  ok: 'ok',
  warning: 'look',
  failed: 'FAILED',
  skipped: '–',
};

export function addDoctorCommand(program: Command): void {
  withEveryOption(program.command('doctor'), { sandbox: true })
    .description('check everything that sending and hearing back rest on; sends no message')
    .option('--account <name>', 'the account to check (default: the current one)')
    .addHelpText(
      'after',
      '\nExit code: 0 nothing failed, 1 something did, 2 it could not be tried. What it prints holds no credential, number or text.',
    )
    .action((options: EveryOption & { readonly account?: string }) =>
      runInSession(options, async (session, json) => {
        if (options.sandbox === true) await session.client.accounts.sandbox();
        await unlockIfNeeded(session);
        const accountId =
          options.sandbox === true
            ? ok((await session.client.accounts.list()).find(({ kind }) => kind === 'sandbox')?.id)
            : await accountNamed(session.client, options.account);
        if (!accountId.ok) {
          printProblem(accountId.problem, json);
          return exit.couldNotTry;
        }
        const found = await session.client.doctor.run(
          accountId.value === undefined ? {} : { accountId: accountId.value },
        );
        if (json) printJson(doctorLine(found));
        else {
          printLine(`Omnideck ${found.version}, ${found.system}`);
          for (const check of found.checks) {
            printLine(
              `${marks[check.state].padEnd(7)} ${titles[check.name].padEnd(24)} ${englishPhrase(check.found)}${check.state === 'skipped' ? '' : ` (${check.tookMs} ms)`}`,
            );
            if (check.problem !== null) printLine(`        ${englishLine(check.problem)}`);
          }
        }
        return found.checks.some(({ state }) => state === 'failed') ? exit.notReached : exit.reached;
      }),
    );
}

/** The documented JSON of `doctor`. */
function doctorLine({ at, version, system, checks }: Doctor) {
  return {
    at: new Date(at).toISOString(),
    version,
    system,
    checks: checks.map(({ name, state, found, problem, tookMs }) => ({
      name,
      state,
      found: englishPhrase(found),
      error: problem === null ? null : errorJson(problem),
      took_ms: tookMs,
    })),
  };
}
