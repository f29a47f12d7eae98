import { type Command, Option } from 'commander';
import type { AccountView } from '../../../shared/contract/accounts.ts';
import { formatMoney } from '../../../shared/messaging/money.ts';
import type { Result } from '../../../shared/messaging/problem.ts';
import type { DecimalString } from '../../../shared/messaging/types.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';
import { englishText } from '../../../shared/problems/english-text.ts';
import { errorJson } from '../../../shared/problems/error-json.ts';
import { cancellingLine, cancellingSentences } from '../cancelling.ts';
import { choosePassphrase } from '../choose-passphrase.ts';
import { type EveryOption, withEveryOption } from '../options.ts';
import { exit, note, printJson, printLine, printProblem } from '../output.ts';
import { askYes } from '../prompt.ts';
import { runInSession, runReading, unlockIfNeeded } from '../run.ts';
import { askOrReadSecret, passphraseFor } from '../secret-input.ts';
import type { Session } from '../session.ts';

type AddOptions = EveryOption & {
  readonly name: string;
  readonly username: string;
  readonly baseUrl?: string;
  readonly plainUrl?: string;
  readonly textStore?: 'nostore' | 'plaintext' | 'sha256';
  readonly unchecked?: boolean;
};

/** Adds the commands account add, list, check, remove, use, password, start-over. */
export function addAccountCommands(program: Command): void {
  const account = program.command('account').description('Messente accounts of this console');

  withEveryOption(account.command('add'))
    .description('connect a Messente account, checked by its balance and prices')
    .requiredOption('--name <name>', 'what to call it here')
    .requiredOption('--username <username>', "the API username (Messente's Dashboard, API Setup)")
    .option('--base-url <url>', 'another address of the API, such as a sandbox')
    .option('--plain-url <url>', 'another address of the balance and price calls')
    .addOption(
      new Option('--text-store <how>', 'how Messente keeps the texts').choices([
        'nostore',
        'plaintext',
        'sha256',
      ]),
    )
    .option('--unchecked', 'keep it without checking (there is no network now)')
    .addHelpText(
      'after',
      '\nThe API password comes from OMNIDECK_PASSWORD, a prompt, or standard input; never from an option.',
    )
    .action((options: AddOptions) => add(options));

  withEveryOption(account.command('list'))
    .description('the accounts, the current one marked')
    .action((options: EveryOption) => list(options));

  withEveryOption(account.command('remove'))
    .argument('<name>', 'its name or id')
    .description(
      'take an account out of use; its history stays, what it has scheduled is cancelled, its password goes',
    )
    .action((id: string, options: EveryOption) =>
      onAccount(
        options,
        ({ client }) => client.accounts.remove({ id }),
        ({ cancelling }) =>
          [`${id} was removed. Its history stays.`, ...cancellingSentences(cancelling, Date.now())].join(
            '\n',
          ),
        ({ cancelling }) => ({ removed: true, cancelling: cancellingLine(cancelling) }),
      ),
    );
  withEveryOption(account.command('use'))
    .argument('<name>', 'its name or id')
    .description('make an account the current one')
    .action((id: string, options: EveryOption) =>
      onAccount(
        options,
        ({ client }) => client.accounts.use({ id }),
        () => `The current account is ${id}.`,
        (account) => accountLine(account, null),
      ),
    );
  withEveryOption(account.command('check'))
    .argument('<name>', 'its name or id')
    .description('ask for its balance and prices')
    .action((id: string, options: EveryOption) =>
      onAccount(
        options,
        ({ client }) => client.accounts.check({ id }),
        checkWords,
        (check) => check,
      ),
    );
  withEveryOption(account.command('password'))
    .argument('<name>', 'its name or id')
    .description('give an account its API password again: from OMNIDECK_PASSWORD, a prompt or standard input')
    .option('--unchecked', 'keep it without checking (there is no network now)')
    .action((id: string, options: EveryOption & { unchecked?: boolean }) => newPassword(id, options));
  withEveryOption(account.command('start-over'))
    .description(
      'where the passphrase is lost: move the sealed passwords aside and begin with a new passphrase',
    )
    .option('--yes', 'do not ask')
    .action((options: EveryOption & { yes?: boolean }) => startOver(options));
}

async function newPassword(id: string, options: EveryOption & { unchecked?: boolean }): Promise<void> {
  const password = await readPassword();
  await runInSession(options, async (session, json) => {
    if (password === null || password === '') {
      printProblem(passwordMissing, json);
      return exit.couldNotTry;
    }
    const sealing = await passphraseFor(session, [id, password]);
    const opened = await unlockIfNeeded(session);
    const changed = opened.ok
      ? await session.client.accounts.update({
          id,
          password,
          ...sealing,
          ...(options.unchecked === undefined ? {} : { unchecked: options.unchecked }),
        })
      : opened;
    if (!changed.ok) {
      printProblem(changed.problem, json);
      return couldNotTryCodes.has(changed.problem.code) ? exit.couldNotTry : exit.notReached;
    }
    if (json) printJson(accountLine(changed.value, null));
    else printLine(`The password of ${changed.value.name} was changed.`);
    return exit.reached;
  });
}

/** Problems of the given options, found before anything was tried. */
const couldNotTryCodes = new Set([
  'no-such-account',
  'passphrase-weak',
  'passphrase-empty',
  'secrets-locked',
]);

async function startOver(options: EveryOption & { yes?: boolean }): Promise<void> {
  await runInSession(options, async ({ client }, json) => {
    const { secrets } = await client.secrets.ready();
    const names = (await client.accounts.list())
      .filter(({ kind }) => kind === 'messente')
      .map(({ name }) => name);
    const isLost = secrets.locked && secrets.exists;
    if (isLost && options.yes !== true) {
      note(
        `The file of sealed passwords is moved aside, not deleted. These accounts need their API password again: ${names.join(', ') || 'none'}.`,
      );
      if ((await askYes('Start over? (yes/no) ')) !== true) {
        printProblem(notAgreed, json);
        return exit.couldNotTry;
      }
    }
    const given = process.env.OMNIDECK_PASSPHRASE;
    const passphrase = given ?? (isLost ? await choosePassphrase('Choose a new passphrase: ', names) : '');
    if (passphrase === null) {
      printProblem(passphraseMissing, json);
      return exit.couldNotTry;
    }
    const started = await client.secrets.startOver({ passphrase });
    if (!started.ok) {
      printProblem(started.problem, json);
      return exit.couldNotTry;
    }
    const { movedTo, accounts } = started.value;
    if (json) printJson({ moved_to: movedTo, accounts });
    else {
      printLine(`The sealed passwords are in ${movedTo} now.`);
      for (const name of accounts) printLine(`Next: account password "${name}"`);
    }
    return exit.reached;
  });
}

const notAgreed = cliProblem('not-agreed', {}, 'yes');

const passphraseMissing = cliProblem('passphrase-missing', {}, 'passphrase');

const passwordMissing = cliProblem('password-missing', {}, 'password');

/** Runs one call about one account, and prints its answer as text or as JSON. */
function onAccount<T>(
  options: EveryOption,
  call: (session: Session) => Promise<Result<T>>,
  words: (value: T) => string,
  line: (value: T) => object,
): Promise<void> {
  return runInSession(options, async (session, json) => {
    const unlocked = await unlockIfNeeded(session);
    const done = unlocked.ok ? await call(session) : unlocked;
    if (!done.ok) {
      printProblem(done.problem, json);
      return done.problem.code === 'no-such-account' ? exit.couldNotTry : exit.notReached;
    }
    if (json) printJson(line(done.value));
    else printLine(words(done.value));
    return exit.reached;
  });
}

type Check = {
  balance: string;
  currency: string;
  prices: { country: string; from: string; to: string } | null;
};

function accountLine(account: AccountView, callbackUrl: string | null) {
  return {
    id: account.id,
    name: account.name,
    kind: account.kind,
    username: account.username,
    base_url: account.kind === 'sandbox' ? null : account.baseUrl,
    plain_url: account.kind === 'sandbox' ? null : account.plainUrl,
    text_store: account.textStore,
    current: account.current,
    password_set: account.passwordSet,
    paused:
      account.pause === null ? null : { reason: account.pause.reason, ...errorJson(account.pause.problem) },
    callback_url: callbackUrl,
    created_at: new Date(account.createdAt).toISOString(),
  };
}

function checkWords(check: Check): string {
  const money = (amount: string): string => formatMoney(amount as DecimalString, check.currency);
  const prices = check.prices;
  const words =
    prices === null
      ? ''
      : ` One SMS part to ${prices.country} costs ${money(prices.from)}${prices.from === prices.to ? '' : ` to ${money(prices.to)}`}.`;
  return `The balance is ${money(check.balance)}.${words}`;
}

async function readPassword(): Promise<string | null> {
  const given = process.env.OMNIDECK_PASSWORD;
  if (given !== undefined) return given;
  return askOrReadSecret('API password: ');
}

/** Problems from the API or the network, although they name a field. */
const triedCodes = new Set(['wrong-credentials', 'address-not-allowed', 'no-network', 'wrong-host']);

async function add(options: AddOptions): Promise<void> {
  const password = await readPassword();
  await runInSession(options, async (session, json) => {
    const { client } = session;
    if (password === null || password === '') {
      printProblem(passwordMissing, json);
      return exit.couldNotTry;
    }
    const sealing = await passphraseFor(session, [options.name, options.username, password]);
    const opened = await unlockIfNeeded(session);
    if (!opened.ok) {
      printProblem(opened.problem, json);
      return exit.couldNotTry;
    }
    const added = await client.accounts.add({
      name: options.name,
      username: options.username,
      password,
      ...sealing,
      ...(options.baseUrl === undefined ? {} : { baseUrl: options.baseUrl }),
      ...(options.plainUrl === undefined ? {} : { plainUrl: options.plainUrl }),
      ...(options.textStore === undefined ? {} : { textStore: options.textStore }),
      ...(options.unchecked === undefined ? {} : { unchecked: options.unchecked }),
    });
    if (!added.ok) {
      printProblem(added.problem, json);
      // A problem with an option was found before anything was tried.
      return added.problem.field === null || triedCodes.has(added.problem.code)
        ? exit.notReached
        : exit.couldNotTry;
    }
    const { account, check } = added.value;
    if (json) printJson({ account: accountLine(account, null), check });
    else
      printLine(`${account.name} was added. ${check === null ? 'It was not checked.' : checkWords(check)}`);
    return exit.reached;
  });
}

function list(options: EveryOption): Promise<void> {
  return runReading(options, async ({ client }, json) => {
    const accounts = await client.accounts.list();
    if (accounts.length === 0 && !json)
      printLine('No accounts yet. Add one with "account add", or use --sandbox.');
    for (const account of accounts) {
      const url = await client.accounts.callbackUrl({ id: account.id });
      const reportUrl = url.ok ? url.value.publicUrl : null;
      if (json) {
        printJson(accountLine(account, reportUrl));
        continue;
      }
      const paused = account.pause === null ? '' : `  paused: ${englishText(account.pause.problem).message}`;
      printLine(
        `${account.current ? '*' : ' '} ${account.name}  (${account.kind === 'sandbox' ? 'built-in sandbox' : `${account.username} at ${account.baseUrl}`})${paused}`,
      );
      if (reportUrl !== null) printLine(`    reports of its default URL: ${reportUrl}`);
    }
    return exit.reached;
  });
}
