import { Argument, type Command } from 'commander';
import type { Settings } from '../../../shared/contract/settings.ts';
import type { Spending } from '../../../shared/contract/spending.ts';
import { formatMoney } from '../../../shared/messaging/money.ts';
import { type Channel, channels, type DecimalString } from '../../../shared/messaging/types.ts';
import { type EveryOption, withEveryOption } from '../options.ts';
import { channelName, dayAndTime, exit, printJson, printLine, printProblem } from '../output.ts';
import { runInSession, runReading } from '../run.ts';
import type { Reader } from '../session.ts';

type Caps = Settings['spendCaps'];
type SetOptions = EveryOption & {
  readonly daily?: string;
  readonly monthly?: string;
  readonly timeZone?: string;
};

/** Adds the commands caps show, set, price. */
export function addCapsCommands(program: Command): void {
  const caps = program.command('caps').description('the most that may be spent in a day and in a month');

  withEveryOption(caps.command('show'))
    .description('what is spent today and this month, and what waits')
    .action((options: EveryOption) =>
      runReading(options, async (session, json) => {
        const { spendCaps } = await session.client.settings.get();
        return print(session, spendCaps, json);
      }),
    );

  withEveryOption(caps.command('set'))
    .option('--daily <eur>', 'the most of a day, in EUR; none: no cap')
    .option('--monthly <eur>', 'the most of a month, in EUR; none: no cap')
    .option(
      '--time-zone <zone>',
      'where the day begins, such as Europe/Tallinn; computer: where this computer is',
    )
    .description('set the caps of all messages that reach people')
    .action(({ daily, monthly, timeZone, ...options }: SetOptions) =>
      change(options, (before) => ({
        ...before,
        ...(daily === undefined ? {} : { daily: daily === 'none' ? null : daily }),
        ...(monthly === undefined ? {} : { monthly: monthly === 'none' ? null : monthly }),
        ...(timeZone === undefined ? {} : { zone: timeZone === 'computer' ? null : timeZone }),
      })),
    );

  withEveryOption(caps.command('price'))
    .addArgument(new Argument('<channel>').choices(channels))
    .argument('<country>', 'a country code such as EE; all: every country')
    .argument('<eur>', 'the price of one message, or of one part of an SMS; none: removes the price')
    .description('enter a price that Messente does not name')
    .action((channel: Channel, written: string, price: string, options: EveryOption) => {
      const country = written === 'all' ? null : written.toUpperCase();
      return change(options, (before) => ({
        ...before,
        prices: [
          ...before.prices.filter((one) => one.channel !== channel || one.country !== country),
          ...(price === 'none' ? [] : [{ channel, country, price }]),
        ],
      }));
    });
}

function change(options: EveryOption, changed: (before: Caps) => Caps): Promise<void> {
  return runInSession(options, async (session, json) => {
    const { spendCaps } = await session.client.settings.get();
    const answer = await session.client.settings.set({ spendCaps: changed(spendCaps) });
    if (!answer.ok) {
      printProblem(answer.problem, json);
      return exit.couldNotTry;
    }
    return print(session, answer.value.spendCaps, json);
  });
}

async function print({ client }: Pick<Reader, 'client'>, { prices }: Caps, json: boolean): Promise<number> {
  const spending = await client.spending.show();
  if (json) {
    printJson(capsLine(spending, prices));
    return exit.reached;
  }
  const { day, month, held } = spending;
  const name = new Date(month.endsAt - 1).toLocaleDateString('en-GB', {
    month: 'long',
    timeZone: spending.zone,
  });
  printLine(`${'Today'.padEnd(name.length)}  ${periodWords(day)}`);
  printLine(`${name.padEnd('Today'.length)}  ${periodWords(month)}`);
  for (const { channel, country, price } of prices)
    printLine(`${channelName(channel)} to ${country ?? 'every country'}: ${euro(price)}`);
  if (held.cap > 0) printLine(`Held by a cap: ${held.cap}`);
  if (held.price > 0) printLine(`Held because a price is not known: ${held.price}`);
  return exit.reached;
}

const euro = (amount: string): string => formatMoney(amount as DecimalString, 'EUR', 'en');

function periodWords({ cap, spent, endsAt }: Spending['day']): string {
  return `${euro(spent)} of ${cap === null ? 'any amount' : euro(cap)}, until ${dayAndTime(endsAt)}`;
}

/** The documented JSON of the caps. */
function capsLine({ zone, day, month, held }: Spending, prices: Caps['prices']) {
  const period = ({ cap, spent, endsAt }: Spending['day']) => ({
    ...{ cap, spent, ends_at: new Date(endsAt).toISOString() },
  });
  return { zone, day: period(day), month: period(month), held, prices };
}
