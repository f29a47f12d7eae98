/** English lines that say why a cell of a test run failed and which message it was: for reports and the terminal. */
import type { CellResult } from '../contract/runs.ts';
import { errMeaning, isRealError } from '../messaging/status.ts';
import { englishText } from '../problems/english-text.ts';

type CellMessage = NonNullable<CellResult['message']>;

/** Returns the meaning of a step's error number; null if it has no error. */
export function meaningOf({ err }: CellMessage['steps'][number]): string | null {
  return isRealError(err) ? errMeaning(err) : null;
}

/** Returns the last status of each step, such as "viber UNDELIV, err 1 (Delivery failure)". */
export function stepLines(message: CellMessage): string[] {
  return message.steps.map((step) => {
    const meaning = meaningOf(step);
    const error = meaning === null ? '' : `, err ${step.err} (${meaning})`;
    const nothing = step.state === 'not-needed' ? 'not needed' : 'without a status';
    return `${step.channel} ${step.status ?? nothing}${error}`;
  });
}

/**
 * Returns how the request was answered that Messente did not accept; null if a request was accepted, or none was made.
 * Why a message was refused is not repeated: its expectations name it.
 */
export function answerLine({ state, message }: CellResult): string | null {
  const answer = message?.answer ?? null;
  if (answer === null) return null;
  const { httpStatus, codes, problem } = answer;
  const why = problem === null || state === 'refused' ? '' : `: ${englishText(problem).message}`;
  if (httpStatus === null) return `request not answered${why}`;
  return `request answered HTTP ${httpStatus}${codes.length === 0 ? '' : `, code ${codes.join(', ')}`}${why}`;
}

/** Returns Messente's ids of the steps, such as "viber 42c08bdb-…". */
export function stepIds({ steps }: CellMessage): string[] {
  return steps.flatMap(({ channel, messageId }) => (messageId === null ? [] : `${channel} ${messageId}`));
}

/** Returns all lines about a cell: its steps, or the answer to its request, and the ids of its message. */
export function cellLines({
  messageId,
  result,
}: {
  readonly messageId: string | null;
  readonly result: CellResult | null;
}): string[] {
  if (messageId === null) return [];
  const message = result?.message ?? null;
  if (result === null || message === null) return [`message ${messageId}`];
  const answer = answerLine(result);
  const { omnimessageId } = message;
  const ids = [
    `message ${messageId}`,
    ...(omnimessageId === null ? [] : [`omnimessage ${omnimessageId}`]),
    ...stepIds(message),
  ];
  return [...(answer === null ? stepLines(message) : [answer]), ids.join(', ')];
}
