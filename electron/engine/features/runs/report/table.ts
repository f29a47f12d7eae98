import type { Separator } from '../../../../../shared/contract/common.ts';
import type { Run, RunCell } from '../../../../../shared/contract/runs.ts';
import { answerLine, meaningOf, stepIds, stepLines } from '../../../../../shared/plans/cell-lines.ts';
import { latencyJson, runJson } from '../../../../../shared/plans/run-json.ts';
import { summarise } from '../../../../../shared/plans/summarise.ts';
import { englishPhrase } from '../../../../../shared/problems/english-text.ts';
import { errorJson } from '../../../../../shared/problems/error-json.ts';
import { byteOrderMark, csvLine } from '../../../files/csv.ts';

const columns = [
  'chain',
  'number',
  'country',
  'operator',
  'round',
  'attempt',
  'verdict',
  'reached_by',
  'reached_after_ms',
  'cost_eur',
  'state',
  'sent_at',
  'handset',
  'failed_expectations',
  'steps',
  'answer',
  'waited_ms',
  'message_id',
  'omnimessage_id',
  'step_message_ids',
  'sandbox_account',
  'sandbox_credit_eur',
  'sandbox_seed',
  'sandbox_weather',
  'plan_sha256',
  'sandbox_speed',
] as const;

/**
 * Returns a run as CSV: a line per cell, including earlier attempts. Numbers appear under their names in the
 * plan.
 * @param separator with a semicolon, amounts have a decimal comma, as spreadsheets expect it
 */
export function csvOf(run: Run, separator: Separator = ','): string {
  const cells = [...run.list, ...run.earlier].sort(
    (a, b) => a.position - b.position || a.attempt - b.attempt,
  );
  const { account = '', credit = '', seed = '', weather = '', speed = '' } = run.sandbox ?? {};
  const written = (text: string, index: number): string =>
    separator === ';' && columns[index]?.endsWith('_eur') ? text.replace('.', ',') : text;
  const conditions = [account, credit, String(seed), weather, run.planHash ?? '', String(speed)];
  return (
    byteOrderMark +
    csvLine(columns, separator) +
    cells.map((cell) => csvLine([...cellOf(cell), ...conditions].map(written), separator)).join('')
  );
}

/** `open`: not judged yet. `not judged`: the account could not pay for it. */
function verdictOf({ result }: RunCell): string {
  if (result === null) return 'open';
  return result.verdict === 'open' ? 'not judged' : result.verdict;
}

function cellOf(cell: RunCell): string[] {
  const { result } = cell;
  const failed = result?.judgements.filter(({ verdict }) => verdict === 'failed') ?? [];
  return [
    cell.chain,
    cell.number,
    cell.country ?? '',
    cell.operator ?? '',
    String(cell.round),
    String(cell.attempt),
    verdictOf(cell),
    result?.deliveredBy ?? '',
    result?.reachedAfterMs === null || result === null ? '' : String(result.reachedAfterMs),
    result?.cost ?? '',
    result?.state ?? '',
    cell.sentAt === null ? '' : new Date(cell.sentAt).toISOString(),
    cell.handset ?? '',
    failed.map(({ written, found }) => `${written}: ${englishPhrase(found)}`).join('; '),
    ...messageCells(cell),
  ];
}

function messageCells({ messageId, result }: RunCell): string[] {
  const message = result?.message ?? null;
  const own = messageId ?? '';
  if (result === null || message === null) return ['', '', '', own, '', ''];
  return [
    message.answer === null ? stepLines(message).join('; ') : '',
    answerLine(result) ?? '',
    String(message.waitedMs),
    own,
    message.omnimessageId ?? '',
    stepIds(message).join('; '),
  ];
}

/** Returns the names of a cell about its message. */
function messageJson({ messageId, result }: RunCell) {
  const message = result?.message ?? null;
  const answer = message?.answer ?? null;
  return {
    message_id: messageId,
    omnimessage_id: message?.omnimessageId ?? null,
    waited_ms: message?.waitedMs ?? null,
    answer:
      answer === null
        ? null
        : {
            http_status: answer.httpStatus,
            codes: answer.codes,
            error: answer.problem === null ? null : errorJson(answer.problem),
          },
    steps: (message?.steps ?? []).map((step) => ({
      channel: step.channel,
      message_id: step.messageId,
      state: step.state,
      status: step.status,
      err: step.err,
      meaning: meaningOf(step),
    })),
  };
}

/**
 * Returns a run as one JSON object for programs. It contains no number and no text; docs/plans.md lists the
 * fields.
 */
export function jsonOf(run: Run) {
  const { operators, channels, flaky, contradicted } = summarise(run.list);
  const groups = (some: typeof operators) =>
    some.map(({ sample: _sample, latency, ...group }) => ({ ...group, latency: latencyJson(latency) }));
  return {
    ...runJson(run),
    plan_sha256: run.planHash,
    operators: groups(operators),
    reached_by: groups(channels),
    // The name of earlier versions.
    channels: groups(channels),
    flaky,
    contradicted,
    list: run.list.map((cell) => ({
      chain: cell.chain,
      number: cell.number,
      country: cell.country,
      operator: cell.operator,
      round: cell.round,
      attempt: cell.attempt,
      verdict: verdictOf(cell),
      reached_by: cell.result?.deliveredBy ?? null,
      reached_after_ms: cell.result?.reachedAfterMs ?? null,
      cost: cell.result?.cost ?? null,
      state: cell.result?.state ?? null,
      handset: cell.handset,
      ...messageJson(cell),
      expectations: (cell.result?.judgements ?? []).map(({ found, ...expected }) => ({
        ...expected,
        found: englishPhrase(found),
      })),
    })),
  };
}
