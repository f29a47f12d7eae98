/** Numbers on the command line: read before anything is asked of the console, and never given a country code on a guess. */

import { type Command, Option } from 'commander';
import { type NumbersAs, parsePhone } from '../../../shared/messaging/phone.ts';
import { fail, ok, type Problem, type Result } from '../../../shared/messaging/problem.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';
import type { Client } from '../../engine/local-socket/attach.ts';

export type NumberOptions = { readonly country?: string; readonly numbers?: NumbersAs };

/** Adds what decides about numbers without a country code. */
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
 * Numbers in E.164, as many as were given.
 * @param field names the number at an index in a problem
 * @returns the first problem of parsePhone; of `number-ambiguous` what to do names the options
 */
export async function readNumbers(
  client: Client,
  texts: readonly string[],
  { country, numbers }: NumberOptions,
  field: (index: number) => string,
): Promise<Result<string[]>> {
  const home = country ?? (await client.settings.get()).defaultCountry ?? undefined;
  const found: string[] = [];
  for (const [index, text] of texts.entries()) {
    const read = parsePhone(text, home, numbers);
    if (!read.ok) return fail({ ...withOptions(read.problem), field: field(index) });
    found.push(read.value.e164);
  }
  return ok(found);
}

/** One number, at the field `number`. */
export async function readNumber(
  client: Client,
  text: string,
  options: NumberOptions,
): Promise<Result<string>> {
  const read = await readNumbers(client, [text], options, () => 'number');
  return read.ok ? ok(read.value[0] ?? '') : read;
}

function withOptions(why: Problem): Problem {
  if (why.code !== 'number-ambiguous') return why;
  return cliProblem('number-ambiguous', { why }, why.field);
}
