import type { Run, RunCell } from '../../../../../shared/contract/runs.ts';
import { escapeMarkup } from '../../../../../shared/markup.ts';
import { sumDecimals } from '../../../../../shared/messaging/money.ts';
import type { DecimalString } from '../../../../../shared/messaging/types.ts';
import { cellLines } from '../../../../../shared/plans/cell-lines.ts';
import { conditionsOf } from '../../../../../shared/plans/conditions.ts';
import { splitExpectation } from '../../../../../shared/plans/expectations.ts';
import { englishPhrase, englishText } from '../../../../../shared/problems/english-text.ts';

/**
 * Returns a run as JUnit XML in the format of Jenkins' schema (junit-10.xsd), which most CI systems accept: a
 * suite per chain, a case per cell, its time the seconds until the person was reached, or how long was waited. A
 * message that could not be sent is an error, and any other that failed is a failure. Characters that XML 1.0 does not
 * allow are removed.
 */
export function junitOf(run: Run): string {
  const chains = [...new Set(run.list.map(({ chain }) => chain))];
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${quoted(run.name)}" ${countsOf(run.list)} time="${seconds(totalMs(run.list))}">`,
    ...chains.flatMap((chain) => suite(run, chain)),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

function suite(run: Run, chain: string): string[] {
  const cells = run.list.filter((cell) => cell.chain === chain);
  const skipped = cells.filter(isSkipped).length;
  return [
    `  <testsuite name="${quoted(chain)}" ${countsOf(cells)} skipped="${skipped}" time="${seconds(totalMs(cells))}" timestamp="${new Date(run.createdAt).toISOString().slice(0, 19)}">`,
    '    <properties>',
    `      <property name="run" value="${quoted(run.id)}"/>`,
    `      <property name="account" value="${run.live ? 'live' : 'sandbox'}"/>`,
    ...conditionsOf(run, conditionNames).map(
      ({ name, value }) => `      <property name="${name}" value="${quoted(value)}"/>`,
    ),
    `      <property name="cost EUR" value="${costOf(run, chain)}"/>`,
    '    </properties>',
    ...cells.flatMap((cell) => testcase(run, cell)),
    '  </testsuite>',
  ];
}

function testcase(run: Run, cell: RunCell): string[] {
  const place = cell.operator === null ? '' : ` (${cell.operator})`;
  const open = `    <testcase classname="${quoted(`${run.name}.${cell.chain}`)}" name="${quoted(`${cell.number}${place}, round ${cell.round}`)}" time="${seconds(timeOf(cell))}">`;
  const inside = isSkipped(cell)
    ? [`      <skipped message="${skippedWords(run, cell)}"/>`]
    : failuresOf(cell);
  // A failure has the lines about its message in its own text.
  const about = cell.result?.verdict === 'failed' ? [] : cellLines(cell);
  const lines = [...about, handsetWords(cell)].filter((line) => line !== null);
  const out = lines.length === 0 ? [] : [`      <system-out>${escaped(lines.join('\n'))}</system-out>`];
  return [open, ...inside, ...out, '    </testcase>'];
}

const conditionNames = {
  plan: 'plan sha256',
  account: 'sandbox account',
  credit: 'sandbox credit EUR',
  seed: 'sandbox seed',
  speed: 'sandbox speed',
  weather: 'sandbox weather',
} as const;

/** States of a message that was not sent, or is not known to be. */
const notSent: ReadonlySet<string> = new Set(['refused', 'cancelled', 'unknown']);

/** Returns whether a failed cell shows only that its message could not be sent. A plan may expect a refusal. */
function isError({ result }: RunCell): boolean {
  if (result?.verdict !== 'failed' || !notSent.has(result.state)) return false;
  return result.judgements.every(({ written }) => splitExpectation(written)?.name !== 'refused');
}

/** Returns what the messages of a chain cost, EUR, including earlier attempts, as far as known. */
function costOf({ list, earlier }: Run, chain: string): DecimalString {
  const costs = [...list, ...earlier]
    .filter((cell) => cell.chain === chain)
    .flatMap(({ result }) => result?.cost ?? []);
  return sumDecimals(costs as DecimalString[]);
}

function isSkipped(cell: RunCell): boolean {
  return cell.result === null || cell.result.verdict === 'open';
}

function skippedWords(run: Run, cell: RunCell): string {
  if (cell.result !== null) {
    const [first] = cell.result.judgements;
    return quoted(`not judged: ${first === undefined ? '' : englishPhrase(first.found)}`);
  }
  if (cell.messageId !== null) return 'not judged yet';
  return quoted(run.problem === null ? 'not sent' : englishText(run.problem).message);
}

function failuresOf(cell: RunCell): string[] {
  const { result } = cell;
  if (result === null || result.verdict !== 'failed') return [];
  const failed = result.judgements.filter(({ verdict }) => verdict === 'failed');
  const message =
    failed.map(({ written, found }) => `${written}: ${englishPhrase(found)}`).join('; ') ||
    'the person was not reached';
  const all = result.judgements.map(
    ({ written, verdict, found }) => `${verdict}  ${written}  (${englishPhrase(found)})`,
  );
  const why = cellLines(cell);
  const [tag, type] = isError(cell) ? ['error', 'not-sent'] : ['failure', 'expectation'];
  return [
    `      <${tag} type="${type}" message="${quoted([message, ...why.slice(0, -1)].join('; '))}">${escaped([...all, ...why].join('\n'))}</${tag}>`,
  ];
}

/** The delivery report and the handset are separate facts; see the HTML report. */
function handsetWords(cell: RunCell): string | null {
  if (cell.handset === null) return null;
  return cell.handset === 'arrived'
    ? 'The person with the handset says that it arrived.'
    : 'The person with the handset says that it did not arrive.';
}

function countsOf(cells: readonly RunCell[]): string {
  const failed = cells.filter(({ result }) => result?.verdict === 'failed').length;
  const errors = cells.filter(isError).length;
  return `tests="${cells.length}" failures="${failed - errors}" errors="${errors}"`;
}

function timeOf({ result }: RunCell): number {
  return result?.reachedAfterMs ?? result?.message?.waitedMs ?? 0;
}

function totalMs(cells: readonly RunCell[]): number {
  return cells.reduce((sum, cell) => sum + timeOf(cell), 0);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

const notXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/**
 * Escapes text; in an attribute line breaks would be read as spaces (XML 1.0, 3.3.3), so they are written as
 * character references.
 */
function quoted(text: string): string {
  return escaped(text).replaceAll('\n', '&#10;');
}

function escaped(text: string): string {
  return escapeMarkup(text.toWellFormed().replace(notXml, ''));
}
