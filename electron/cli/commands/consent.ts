import { type Command, Option } from 'commander';
import type { Consent } from '../../../shared/contract/consent.ts';
import { namedPurpose } from '../../../shared/messaging/check-purposes.ts';
import { hasInCommon } from '../../../shared/messaging/consent.ts';
import { formatPhone } from '../../../shared/messaging/phone.ts';
import { ok } from '../../../shared/messaging/problem.ts';
import { type Channel, channels } from '../../../shared/messaging/types.ts';
import { consentProof } from '../../engine/features/consent/index.ts';
import { cancellingLine, printCancelling } from '../cancelling.ts';
import { type EveryOption, withEveryOption } from '../options.ts';
import {
  channelName,
  dayAndTime,
  exit,
  printContent,
  printJson,
  printLine,
  printProblem,
} from '../output.ts';
import { runInSession, runReading } from '../run.ts';
import { type NumberOptions, readNumber, withNumberOptions } from './numbers.ts';
import { afterUnlocking } from './privacy.ts';
import { addSubscriptionCommands } from './subscriptions.ts';
import { writeReport } from './write-report.ts';

type ShowOptions = EveryOption & NumberOptions & ScopeOptions;
type ScopeOptions = { readonly channel?: Channel; readonly purpose?: string };
type ChangeOptions = ShowOptions & { readonly wording?: string; readonly how?: string };
type ProofOptions = ShowOptions & { readonly format: 'html' | 'csv'; readonly out?: string };

/** Adds the commands consent show, add, withdraw, subscriptions, proof. */
export function addConsentCommands(program: Command): void {
  const consent = program
    .command('consent')
    .description('what people agreed to, and withdrew: entries are added, never changed');

  withScopeOptions(withNumberOptions(withEveryOption(consent.command('show'))))
    .argument('<number>')
    .description(
      'the ledger of one number, oldest first; with --channel or --purpose, only the entries that cover it',
    )
    .action((written: string, options: ShowOptions) => show(written, options));

  withChangeOptions(consent.command('add'))
    .description(
      'record that a person agreed; takes the number off the do-not-send list, and leaves withdrawn what it does not cover',
    )
    .action((written: string, options: ChangeOptions) => add(written, options));

  withChangeOptions(consent.command('withdraw'))
    .description(
      'record that a person does not agree any more; without --channel and --purpose, puts the number on the do-not-send list',
    )
    .action((written: string, options: ChangeOptions) => withdraw(written, options));

  addSubscriptionCommands(consent);

  withNumberOptions(withEveryOption(consent.command('proof')))
    .argument('<number>')
    .description('a page that proves the consent of one person')
    .addOption(new Option('--format <format>', 'the format').choices(['html', 'csv']).default('html'))
    .option('--out <file>', 'write it to this file (default: standard output)')
    .action((written: string, options: ProofOptions) => prove(written, options));
}

function withScopeOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--channel <channel>', 'only over this channel (default: every channel)').choices(channels),
    )
    .option('--purpose <name>', 'only for this purpose (default: every purpose)');
}

function withChangeOptions(command: Command): Command {
  return withScopeOptions(withNumberOptions(withEveryOption(command)))
    .argument('<number>')
    .option('--wording <text>', 'the words that the person agreed to, or used')
    .option('--how <text>', 'how it was given or withdrawn, such as "by phone"');
}

/** The documented JSON of a number's ledger. */
function consentLine({ number, mayWrite, entries }: Consent) {
  return {
    number,
    may_write: mayWrite,
    entries: entries.map(({ at, ...entry }) => ({ at: new Date(at).toISOString(), ...entry })),
  };
}

function printConsent(consent: Consent): void {
  const { number, mayWrite, entries } = consent;
  printLine(
    mayWrite
      ? `${formatPhone(number)} may be written to.`
      : `${formatPhone(number)} is on the do-not-send list or was erased: nothing is sent to it.`,
  );
  for (const { at, kind, source, channel, purpose, how, wording } of entries) {
    const about = [channel === null ? null : channelName(channel), purpose].filter((part) => part !== null);
    const scope = about.length === 0 ? null : `for ${about.join(', ')} only`;
    const words = [dayAndTime(at), kind, scope, `(${source})`, how, wording === null ? null : `“${wording}”`];
    printLine(
      words
        .filter((word) => word !== null)
        .join('  ')
        // A line break in a text must not look like another entry.
        .replaceAll(/[\r\n\t]+/gu, ' '),
    );
  }
  if (entries.length === 0) printLine('Nothing is recorded about its consent.');
}

function show(written: string, options: ShowOptions): Promise<void> {
  return runReading(options, async ({ client }, json) => {
    const number = await readNumber(client, written, options);
    const shown = number.ok ? await client.consent.show({ number: number.value }) : number;
    if (!shown.ok) {
      printProblem(shown.problem, json);
      return exit.couldNotTry;
    }
    const named =
      options.purpose === undefined
        ? ok(null)
        : namedPurpose((await client.settings.get()).purposes, options.purpose);
    if (!named.ok) {
      printProblem(named.problem, json);
      return exit.couldNotTry;
    }
    const scope = { channel: options.channel ?? null, purpose: named.value?.name ?? null };
    const consent = {
      ...shown.value,
      entries: shown.value.entries.filter((entry) => hasInCommon(entry, scope)),
    };
    if (json) printJson(consentLine(consent));
    else printConsent(consent);
    return exit.reached;
  });
}

/** Returns the parts of a change that are given. */
function changeOf(number: string, { wording, how, channel, purpose }: ChangeOptions) {
  return {
    ...{ number, ...(wording === undefined ? {} : { wording }), ...(how === undefined ? {} : { how }) },
    ...{ ...(channel === undefined ? {} : { channel }), ...(purpose === undefined ? {} : { purpose }) },
  };
}

function add(written: string, options: ChangeOptions): Promise<void> {
  return runInSession(options, async ({ client }, json) => {
    const number = await readNumber(client, written, options);
    const added = number.ok ? await client.consent.add(changeOf(number.value, options)) : number;
    if (!added.ok) {
      printProblem(added.problem, json);
      return exit.couldNotTry;
    }
    if (json) printJson(consentLine(added.value));
    else printConsent(added.value);
    return exit.reached;
  });
}

function withdraw(written: string, options: ChangeOptions): Promise<void> {
  return runInSession(options, async (session, json) => {
    const number = await readNumber(session.client, written, options);
    const withdrawn = number.ok
      ? await session.client.consent.withdraw(changeOf(number.value, options))
      : number;
    if (!withdrawn.ok) {
      printProblem(withdrawn.problem, json);
      return exit.couldNotTry;
    }
    const cancelling = await afterUnlocking(session, withdrawn.value.cancelling);
    if (json) printJson({ ...consentLine(withdrawn.value), cancelling: cancellingLine(cancelling) });
    else {
      printConsent(withdrawn.value);
      printCancelling(cancelling, Date.now());
    }
    return exit.reached;
  });
}

function prove(written: string, options: ProofOptions): Promise<void> {
  return runReading(options, async ({ client }, json) => {
    const number = await readNumber(client, written, options);
    const shown = number.ok ? await client.consent.show({ number: number.value }) : number;
    if (!shown.ok) {
      printProblem(shown.problem, json);
      return exit.couldNotTry;
    }
    const text = consentProof(shown.value, options.format, Date.now());
    if (options.out === undefined) {
      printContent(text);
      return exit.reached;
    }
    const problem = await writeReport(options.out, text, 'out');
    if (problem !== null) {
      printProblem(problem, json);
      return exit.couldNotTry;
    }
    if (json) printJson({ file: options.out, entries: shown.value.entries.length });
    else printLine(`Wrote ${options.out}.`);
    return exit.reached;
  });
}
