import type { Command } from 'commander';
import type { Settings } from '../../../shared/contract/settings.ts';
import { type EveryOption, withEveryOption } from '../options.ts';
import { exit, printJson, printLine, printProblem } from '../output.ts';
import { runInSession } from '../run.ts';

type AutomaticOptions = EveryOption & { readonly toHelp?: string; readonly toStop?: string };
type WordsOptions = EveryOption & {
  readonly stop?: string;
  readonly start?: string;
  readonly helpWords?: string;
  readonly off?: string;
};
type Patch = Partial<Pick<Settings, 'automaticAnswers' | 'replyWords'>>;

/** Adds the commands inbound automatic, words. */
export function addReplySettings(inbound: Command): void {
  withEveryOption(inbound.command('automatic'))
    .option('--to-help <text>', 'the answer to HELP; none: no answer')
    .option('--to-stop <text>', 'the confirmation of STOP; none: no confirmation')
    .description('show or set the answers that are sent automatically; they need a daily spend cap')
    .action(({ toHelp, toStop, ...options }: AutomaticOptions) =>
      change(
        options,
        ({ automaticAnswers }) => ({
          automaticAnswers: {
            help: textOf(toHelp, automaticAnswers.help),
            stop: textOf(toStop, automaticAnswers.stop),
          },
        }),
        printAutomatic,
      ),
    );

  withEveryOption(inbound.command('words'))
    .option('--stop <words>', 'your words for STOP, separated by commas; none: no words')
    .option('--start <words>', 'your words for START')
    .option('--help-words <words>', 'your words for HELP')
    .option('--off <words>', 'built-in words that are switched off')
    .description('show or set the words that people answer with, in addition to the built-in ones')
    .action(({ stop, start, helpWords, off, ...options }: WordsOptions) =>
      change(
        options,
        ({ replyWords }) => ({
          replyWords: {
            stop: wordsOf(stop, replyWords.stop),
            start: wordsOf(start, replyWords.start),
            help: wordsOf(helpWords, replyWords.help),
            off: wordsOf(off, replyWords.off),
          },
        }),
        printWords,
      ),
    );
}

const textOf = (given: string | undefined, before: string | null): string | null =>
  given === undefined ? before : given === 'none' ? null : given;

function wordsOf(given: string | undefined, before: string[]): string[] {
  if (given === undefined) return before;
  return given === 'none' ? [] : given.split(',');
}

function change(
  options: EveryOption,
  changed: (before: Settings) => Patch,
  print: (settings: Settings, json: boolean) => void,
): Promise<void> {
  return runInSession(options, async ({ client }, json) => {
    const answer = await client.settings.set(changed(await client.settings.get()));
    if (!answer.ok) {
      printProblem(answer.problem, json);
      return exit.couldNotTry;
    }
    print(answer.value, json);
    return exit.reached;
  });
}

function printAutomatic({ automaticAnswers: { help, stop }, spendCaps }: Settings, json: boolean): void {
  const mayBeSent = spendCaps.daily !== null;
  if (json) {
    printJson({ help, stop, daily_cap_set: mayBeSent });
    return;
  }
  printLine(`To HELP: ${help ?? 'no automatic answer'}`);
  printLine(`To STOP: ${stop ?? 'no confirmation'}`);
  if (!mayBeSent)
    printLine('No automatic answer is sent until a daily spend cap is set: omnideck caps set --daily');
}

function printWords({ replyWords }: Settings, json: boolean): void {
  if (json) {
    printJson(replyWords);
    return;
  }
  const names = { stop: 'STOP', start: 'START', help: 'HELP', off: 'Switched off' };
  for (const meaning of ['stop', 'start', 'help', 'off'] as const)
    printLine(`${names[meaning]}: ${replyWords[meaning].join(', ') || 'no words of your own'}`);
}
