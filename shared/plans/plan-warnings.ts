/** Finds what a valid plan probably does not mean: texts that are cut off, line breaks that cost, times that cannot be met. */
import { isCollection, isMap, isPair, isScalar, isSeq, type Node, type ParsedNode } from 'yaml';
import { expectedStepSeconds } from '../messaging/compose.ts';
import { smsPartsOf } from '../messaging/sms-length.ts';
import { channels } from '../messaging/types.ts';
import { plansProblem } from '../problems/plans.ts';
import { exactDuration } from './duration.ts';
import type { Plan } from './plan.ts';
import { readExpectations } from './read-expectations.ts';
import { join, type Place, type Reader } from './yaml-places.ts';

/** Keys of what is sent or asked: “#” is likely to belong to the text. */
const sentKeys: readonly string[] = [...channels, 'confirm'];
/** Keys of other texts: only “#” directly before a word is likely to belong to the text. */
const textKeys: readonly string[] = ['name', 'description', 'agreed', 'operator', 'group', 'sender'];

/** Adds the warnings about a valid plan to its reader. @param plain the file as parsed */
export function warnOf(reader: Reader, plain: string, contents: ParsedNode | null, plan: Plan): void {
  warnOfCuts(reader, plain, { node: contents, path: '' }, 'other');
  const at = (...path: (string | number)[]): Place => ({
    node: isCollection(contents) ? ((contents.getIn(path, true) as Node | undefined) ?? null) : null,
    path: path
      .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
      .join('')
      .slice(1),
  });
  warnOfLineBreaks(reader, plan, at);
  warnOfTimes(reader, plan, at);
  for (const [index, { name }] of plan.groups.entries()) {
    if (!plan.numbers.some(({ group }) => group === name))
      reader.warnAt(at('groups', index), plansProblem('group-unused', { name }));
  }
}

/** Looks for unquoted texts behind which a comment begins on the same line. */
function warnOfCuts(
  reader: Reader,
  plain: string,
  { node, path }: Place,
  kind: 'sent' | 'text' | 'other',
): void {
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const own = sentKeys.includes(name) ? 'sent' : textKeys.includes(name) ? 'text' : 'other';
      const inner = { node: value as Node | null, path: join(path, name) };
      warnOfCuts(reader, plain, inner, kind === 'sent' ? 'sent' : own);
    }
  } else if (isSeq(node)) {
    for (const [index, item] of node.items.entries())
      if (!isPair(item)) warnOfCuts(reader, plain, { node: item as Node, path: `${path}[${index}]` }, kind);
  } else if (isScalar(node) && node.type === 'PLAIN' && kind !== 'other') {
    const end = node.range?.[1] ?? 0;
    const rest = plain.slice(end, end + 200).split('\n', 1)[0] ?? '';
    const isCut = kind === 'sent' ? /^[ \t]+#/u.test(rest) : /^[ \t]+#\S/u.test(rest);
    const text = String(node.value).slice(-40);
    if (isCut) reader.warnAt({ node, path }, plansProblem('text-cut', { text }));
  }
}

type PlaceAt = (...path: (string | number)[]) => Place;

function warnOfLineBreaks(reader: Reader, plan: Plan, at: PlaceAt): void {
  for (const [index, { chain }] of plan.chains.entries()) {
    for (const [step, { channel, text, ...form }] of chain.steps.entries()) {
      if (channel !== 'sms' || !text.includes('\n')) continue;
      const parts = smsPartsOf(text, form);
      const without = smsPartsOf(text.trim().replace(/\s*\n\s*/gu, ' '), form);
      if (without < parts)
        reader.warnAt(
          at('chains', index, 'steps', step, channel),
          plansProblem('line-break-part', { parts, without }),
        );
    }
  }
}

function warnOfTimes(reader: Reader, plan: Plan, at: PlaceAt): void {
  const timeout = exactDuration(plan.timeoutMs);
  const places = [
    at('expect'),
    ...['chains', 'groups', 'numbers'].flatMap((key) => {
      const list = at(key).node;
      return isSeq(list) ? list.items.map((_, index) => at(key, index, 'expect')) : [];
    }),
  ];
  for (const { value, place } of places.flatMap((one) =>
    readExpectations(reader, one.node === null ? undefined : one),
  )) {
    const withinMs = 'withinMs' in value ? value.withinMs : null;
    if (withinMs === null || withinMs <= plan.timeoutMs) continue;
    const within = exactDuration(withinMs);
    reader.warnAt(place, plansProblem('timeout-before-within', { written: value.written, within, timeout }));
  }
  for (const [index, { name, chain }] of plan.chains.entries()) {
    const waits = chain.steps.slice(0, -1).map((step) => expectedStepSeconds(step) ?? 0);
    const ms = waits.reduce((sum, seconds) => sum + seconds * 1000, 0);
    if (ms > plan.timeoutMs)
      reader.warnAt(
        at('chains', index),
        plansProblem('timeout-before-step', { chain: name, waits: exactDuration(ms), timeout }),
      );
  }
}
