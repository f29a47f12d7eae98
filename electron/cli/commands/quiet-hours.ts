import type { Command } from 'commander';
import type { QuietNow, QuietRuleView } from '../../../shared/contract/quiet-hours.ts';
import { formatPhone } from '../../../shared/messaging/phone.ts';
import { ok } from '../../../shared/messaging/problem.ts';
import { type EveryOption, withEveryOption } from '../options.ts';
import { dayAndTime, exit, messageLine, printJson, printLine, printProblem } from '../output.ts';
import { runInSession, unlockIfNeeded } from '../run.ts';
import { type NumberOptions, readNumber, withNumberOptions } from './numbers.ts';
import { parseTime } from './time.ts';

type QuietOptions = EveryOption & NumberOptions & { readonly purpose?: string; readonly at?: string };

/** Adds the commands quiet-hours and send-anyway. */
export function addQuietHoursCommands(program: Command): void {
  withNumberOptions(withEveryOption(program.command('quiet-hours')))
    .argument('[number]')
    .description('the rules for quiet hours with their sources; with a number, when it may be written to')
    .option('--purpose <name>', 'what the message would be sent for (default: marketing)')
    .option('--at <time>', 'the time to ask about (default: now)')
    .action((written: string | undefined, options: QuietOptions) =>
      written === undefined ? rules(options) : check(written, options),
    );

  withEveryOption(program.command('send-anyway'))
    .argument('<id>', 'our id, its beginning, or Messente’s')
    .description('send a message now that is held because of quiet hours; the audit log records it')
    .action((id: string, options: EveryOption) => sendAnyway(id, options));
}

function rules(options: EveryOption): Promise<void> {
  return runInSession(options, async ({ client }, json) => {
    for (const rule of await client.quietHours.rules()) {
      if (json) printJson(ruleLine(rule));
      else printLine(ruleWords(rule));
    }
    return exit.reached;
  });
}

function check(written: string, options: QuietOptions): Promise<void> {
  return runInSession(options, async ({ client }, json) => {
    const at = options.at === undefined ? ok(undefined) : parseTime(options.at);
    const number = at.ok ? await readNumber(client, written, options) : at;
    const asked = number.ok
      ? await client.quietHours.check({
          ...{ number: number.value, purpose: options.purpose ?? 'marketing' },
          ...(at.ok && at.value !== undefined ? { at: at.value } : {}),
        })
      : number;
    if (!asked.ok) {
      printProblem(asked.problem, json);
      return exit.couldNotTry;
    }
    if (json) printJson(quietLine(asked.value));
    else printQuiet(asked.value);
    return exit.reached;
  });
}

function sendAnyway(id: string, options: EveryOption): Promise<void> {
  return runInSession(options, async (session, json) => {
    const known = await session.client.messages.get({ id });
    if (known.ok && !known.value.sandbox) await unlockIfNeeded(session);
    const sent = known.ok ? await session.client.messages.sendAnyway({ id: known.value.id }) : known;
    if (!sent.ok) {
      printProblem(sent.problem, json);
      return exit.couldNotTry;
    }
    if (json) printJson(messageLine(sent.value));
    else printLine(`Sent now, despite quiet hours: ${formatPhone(sent.value.to)}  (id ${sent.value.id})`);
    return exit.reached;
  });
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The documented JSON of a rule. */
function ruleLine({ week, holidays, ...rule }: QuietRuleView) {
  return {
    ...rule,
    allowed: Object.fromEntries(weekdays.map((day, index) => [day, week[index] ?? null])),
    public_holidays: !holidays,
  };
}

function quietLine({ sentAt, quietFrom, at, rules: applied, ...rest }: QuietNow) {
  const iso = (time: number) => new Date(time).toISOString();
  return {
    ...rest,
    at: iso(at),
    sent_at: iso(sentAt),
    quiet_from: quietFrom === null ? null : iso(quietFrom),
    rules: applied.map(ruleLine),
  };
}

function ruleWords({ country, kind, week, holidays, basis, source, url, checked }: QuietRuleView): string {
  const [sunday, monday, , , , , saturday] = week.map((hours) => hours ?? 'never');
  const words = [`Mon to Fri ${monday}`, `Sat ${saturday}`, `Sun ${sunday}`];
  if (holidays) words.push('public holidays never');
  const where = url === null ? '' : `, ${url}`;
  return `${country ?? 'other'}  ${kind}  ${words.join(', ')}\n    ${basis}: ${source}${where} (read on ${checked})`;
}

function printQuiet(asked: QuietNow): void {
  const { number, purpose, quiet, sentAt, quietFrom, zones } = asked;
  const who = formatPhone(number);
  if (quietFrom === null) printLine(`${who}: ${purpose} has no quiet hours.`);
  else if (quiet)
    printLine(`${who}: quiet. ${purpose} is held until ${dayAndTime(sentAt)} (this computer’s time).`);
  else printLine(`${who}: ${purpose} may be sent, until ${dayAndTime(quietFrom)} (this computer’s time).`);
  if (zones.length > 0) printLine(`Time zones that must all allow it: ${zones.join(', ')}`);
  for (const rule of asked.rules) printLine(ruleWords(rule));
}
