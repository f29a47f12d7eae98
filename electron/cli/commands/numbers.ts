/**
 * Parses numbers of the command line before anything is requested of the console. A country code is never
 * guessed.
 */

import { type Command, Option } from 'commander';
import { type NumbersAs, parsePhone } from '../../../shared/messaging/phone.ts';
import { fail, ok, type Problem, type Result } from '../../../shared/messaging/problem.ts';
import type { E164 } from '../../../shared/messaging/types.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';

/** What knows the default country: a console, or a database that is only read. */
type WithSettings = { readonly settings: { get(): Promise<{ readonly defaultCountry: string | null }> } };

export type NumberOptions = { readonly country?: string; readonly numbers?: NumbersAs };

/** Adds the options that decide about numbers without a country code. */
export function withNumberOptions(command: Command): Command {
  return command
    .option('--country <XX>', 'the country of numbers without a country code (default: that of the settings)')
    .addOption(
      new Option(
        '--numbers <how>',
        'read every number without "+" as "national" (without its country code) or "international" (with it)',
      ).choices(['national', 'international']),
    );
}

/**
 * Parses several numbers.
 * @param field returns the field name of the number at an index, for a problem
 * @returns the first problem of parsePhone; the hint of `number-ambiguous` names the options
 */
export async function readNumbers(
  client: WithSettings,
  texts: readonly string[],
  options: NumberOptions,
  field: (index: number) => string,
): Promise<Result<E164[]>> {
  const home = await homeOf(client, options);
  const found: E164[] = [];
  for (const [index, text] of texts.entries()) {
    const read = readWith(text, home, options, field(index));
    if (!read.ok) return read;
    found.push(read.value);
  }
  return ok(found);
}

/** Parses one number, whose field is `number`. */
export async function readNumber(
  client: WithSettings,
  text: string,
  options: NumberOptions,
): Promise<Result<E164>> {
  return readWith(text, await homeOf(client, options), options, 'number');
}

/** Returns the default country of numbers without a country code. */
export async function homeOf(client: WithSettings, { country }: NumberOptions): Promise<string | undefined> {
  return country ?? (await client.settings.get()).defaultCountry ?? undefined;
}

function readWith(
  text: string,
  home: string | undefined,
  { numbers }: NumberOptions,
  field: string,
): Result<E164> {
  const read = parsePhone(text, home, numbers);
  return read.ok ? ok(read.value.e164) : fail({ ...withOptions(read.problem), field });
}

/** Names the options that decide, if the command line can decide. */
export function withOptions(why: Problem): Problem {
  if (why.code !== 'number-ambiguous') return why;
  return cliProblem('number-ambiguous', { why }, why.field);
}
