import { type Command, Option } from 'commander';
import type { MessageFilter } from '../../../shared/contract/messages.ts';
import { messageSorts } from '../../../shared/messaging/message-sorts.ts';
import { isDecimal } from '../../../shared/messaging/money.ts';
import { parsePhone } from '../../../shared/messaging/phone.ts';
import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { isSearchable } from '../../../shared/messaging/searchable.ts';
import { channels, messageStates } from '../../../shared/messaging/types.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';
import type { Reader } from '../session.ts';
import { parseTimeOrDay } from './time.ts';

export type FilterOptions = {
  /** The built-in sandbox's account. */
  readonly sandbox?: boolean;
  readonly search?: string;
  readonly state?: string[];
  readonly channel?: string[];
  readonly sender?: string[];
  readonly country?: string[];
  readonly tag?: string[];
  readonly account?: string;
  readonly to?: string;
  readonly from?: string;
  readonly before?: string;
  readonly costMin?: string;
  readonly costMax?: string;
  readonly sort?: (typeof messageSorts)[number];
};

/**
 * Collects the values of an option that takes several, separated by commas or given one by one. A value with
 * a comma is written in quotes, as in CSV: `vip,"Kevad, 2026"`.
 */
export function gather(text: string, before: string[] = []): string[] {
  const values = [...text.matchAll(/\s*(?:"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))(?:,|$)/gu)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain?.trim() ?? '',
  );
  return [...before, ...values.filter((value) => value !== '')];
}

/**
 * Adds the options that select messages. Several values of one kind are separated by commas, or given by
 * repeating the option.
 */
export function withFilterOptions(command: Command): Command {
  return command
    .option('--state <states>', `of these states: ${messageStates.join(', ')}`, gather)
    .option('--channel <channels>', `with a step on one of these: ${channels.join(', ')}`, gather)
    .option('--sender <senders>', 'from one of these senders', gather)
    .option('--country <codes>', 'to numbers of these countries (two letters)', gather)
    .option('--tag <tags>', 'with all of these tags', gather)
    .option('--account <name>', 'of this account')
    .option('--to <number>', 'to this number')
    .option('--from <time>', 'written at or after this time (2026-11-01, 2026-11-01T12:00)')
    .option('--before <time>', 'written before this time')
    .option('--cost-min <eur>', 'that cost at least so much')
    .option('--cost-max <eur>', 'that cost at most so much')
    .addOption(new Option('--sort <order>', 'the order').choices([...messageSorts]));
}

/**
 * Refuses an option with an empty value, which would not filter anything: "$TAG" may be empty in a script.
 */
function checkValues(options: FilterOptions): Result<null> {
  for (const field of ['state', 'channel', 'sender', 'country', 'tag'] as const) {
    if (options[field]?.length !== 0) continue;
    return fail(cliProblem('filter-invalid', { field }, field));
  }
  if (options.search !== undefined && !isSearchable(options.search)) {
    return fail(cliProblem('filter-invalid/search', {}, 'search'));
  }
  return ok(null);
}

/** Returns the words as known values; problem `filter-invalid` names an unknown word. */
export function oneOf<T extends string>(
  words: readonly string[] | undefined,
  known: readonly T[],
  field: string,
): Result<T[] | undefined> {
  if (words === undefined) return ok(undefined);
  const found: T[] = [];
  for (const word of words) {
    const value = known.find((one) => one === word.toLowerCase());
    if (value === undefined) {
      return fail(
        cliProblem('filter-invalid/choice', { value: word, field, choices: known.join(', ') }, field),
      );
    }
    found.push(value);
  }
  return ok(found);
}

/** Reads the time of an option, in this computer's time zone. */
export function timeOf(text: string | undefined, field: string): Result<number | undefined> {
  if (text === undefined) return ok(undefined);
  const time = parseTimeOrDay(text);
  return time.ok ? time : fail({ ...time.problem, field });
}

/** Returns the filter of the options; problems name the option. */
export async function readFilter(
  { client }: Pick<Reader, 'client'>,
  options: FilterOptions,
): Promise<Result<MessageFilter>> {
  const given = checkValues(options);
  if (!given.ok) return given;
  const states = oneOf(options.state, messageStates, 'state');
  if (!states.ok) return states;
  const onChannels = oneOf(options.channel, channels, 'channel');
  if (!onChannels.ok) return onChannels;
  const from = timeOf(options.from, 'from');
  if (!from.ok) return from;
  const before = timeOf(options.before, 'before');
  if (!before.ok) return before;
  for (const [field, amount] of [
    ['cost-min', options.costMin],
    ['cost-max', options.costMax],
  ] as const) {
    if (amount === undefined || isDecimal(amount)) continue;
    return fail(cliProblem('filter-invalid/amount', { amount }, field));
  }
  const countries = options.country?.map((code) => code.toUpperCase());
  const odd = countries?.find((code) => !/^[A-Z]{2}$/u.test(code));
  if (odd !== undefined) {
    return fail(cliProblem('filter-invalid/country', { country: odd }, 'country'));
  }
  const accountId = await accountOf(client, options);
  if (!accountId.ok) return accountId;
  const recipient = await numberOf(client, options.to);
  if (!recipient.ok) return recipient;
  const wanted = {
    search: options.search,
    states: states.value,
    channels: onChannels.value,
    senders: options.sender,
    countries,
    tags: options.tag,
    accountId: accountId.value,
    recipient: recipient.value,
    createdFrom: from.value,
    createdBefore: before.value,
    costAtLeast: options.costMin,
    costAtMost: options.costMax,
    sort: options.sort,
  };
  return ok(Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)));
}

/** Returns a number in international form, as stored numbers are, from any notation. */
async function numberOf(
  client: Reader['client'],
  text: string | undefined,
): Promise<Result<string | undefined>> {
  if (text === undefined) return ok(undefined);
  const { defaultCountry } = await client.settings.get();
  const phone = parsePhone(text, defaultCountry ?? undefined);
  return phone.ok ? ok(phone.value.e164) : fail({ ...phone.problem, field: 'to' });
}

/** Returns the account that `--account` or `--sandbox` names. */
async function accountOf(
  client: Reader['client'],
  { account, sandbox }: FilterOptions,
): Promise<Result<string | undefined>> {
  if (sandbox !== true) return accountNamed(client, account);
  // If the sandbox was never used, no message belongs to its account.
  return ok((await client.accounts.list()).find(({ kind }) => kind === 'sandbox')?.id ?? 'none');
}

/** Finds an account by its name. @returns problem `no-such-account`; undefined if no name is given */
export async function accountNamed(
  client: Reader['client'],
  name: string | undefined,
): Promise<Result<string | undefined>> {
  if (name === undefined) return ok(undefined);
  const account = (await client.accounts.list()).find((one) => one.name === name || one.id === name);
  return account === undefined ? fail(cliProblem('no-such-account', { name }, 'account')) : ok(account.id);
}
