import { type Command, InvalidArgumentError } from 'commander';
import type { Replayed } from '../../../shared/contract/reports.ts';
import { type EveryOption, withEveryOption } from '../options.ts';
import { exit, printJson, printLine, printProblem } from '../output.ts';
import { runInSession } from '../run.ts';

type ReplayOptions = EveryOption & { readonly to?: string };

/** Adds the command replay, which sends one stored callback again. */
export function addReplayCommand(program: Command): void {
  withEveryOption(program.command('replay').argument('<id>', "the callback's", idOf))
    .description(
      'send a kept callback again, byte for byte: into the console, or to a program on this machine',
    )
    .option('--to <url>', 'http://127.0.0.1, http://localhost or http://[::1] only (default: the console)')
    .addHelpText(
      'after',
      '\n"listen --json" and the window name the ids.\nExit code: 0 received (200 to 399), 1 not received, or received without an answer, 2 could not be sent.',
    )
    .action((id: number, options: ReplayOptions) => replay(id, options));
}

/** The callback was sent, but no answer came: the program may have received it. */
const wasSent: ReadonlySet<string> = new Set(['target-silent', 'target-broke-off']);

function idOf(text: string): number {
  if (!/^[1-9]\d{0,14}$/u.test(text)) throw new InvalidArgumentError('the id of a callback is a number.');
  return Number(text);
}

function replay(id: number, options: ReplayOptions): Promise<void> {
  return runInSession(options, async (session, json) => {
    const to = options.to === undefined ? 'store' : { url: options.to };
    const replayed = await session.client.reports.replay({ id, to });
    if (!replayed.ok) {
      printProblem(replayed.problem, json);
      return wasSent.has(replayed.problem.code) ? exit.notReached : exit.couldNotTry;
    }
    const { status, tookMs, answer, kept, message } = replayed.value;
    if (json) {
      printJson({
        status,
        took_ms: tookMs,
        answer: answer.text,
        answer_base64: answer.base64,
        answer_cut: answer.cut,
        callback_id: kept?.id ?? null,
        outcome: kept?.outcome ?? null,
        message_id: message?.id ?? null,
        changed: message?.changed ?? null,
      });
    } else {
      printLine(sentenceOf(replayed.value, options.to === undefined));
      if (options.to !== undefined && answer.text !== null && answer.text !== '') printLine(answer.text);
    }
    return status >= 200 && status < 400 ? exit.reached : exit.notReached;
  });
}

function sentenceOf({ status, tookMs, kept, message }: Replayed, intoConsole: boolean): string {
  const answered = `Answered ${status} after ${tookMs} ms.`;
  if (!intoConsole) return answered;
  const became =
    kept === null ? 'It was not kept.' : `Callback ${kept.id}: ${kept.verdict}, ${kept.outcome}.`;
  const changed = message === null ? '' : ` The message has ${message.changed ? '' : 'not '}changed.`;
  return `${answered} ${became}${changed}`;
}
