/**
 * Parses a plan from YAML and reports every problem with its line and path. Scalars are kept as written (a
 * number such as +37255550100 stays a text, money a decimal string); only Messente's JSON inside a step has
 * YAML's types.
 */

import { isCollection, type ParsedNode } from 'yaml';
import { isDecimal } from '../messaging/money.ts';
import type { DecimalString } from '../messaging/types.ts';
import { plansProblem } from '../problems/plans.ts';
import { mostSeed } from '../sandbox/seed.ts';
import { parseYaml } from './parse-yaml.ts';
import { longestPlan, mostCells, type Plan } from './plan.ts';
import { warnOf } from './plan-warnings.ts';
import { readChains, type TypedAt } from './read-chains.ts';
import { readExpectations } from './read-expectations.ts';
import { readNumbers } from './read-numbers.ts';
import {
  durationOf,
  entriesOf,
  inOrder,
  needed,
  openYaml,
  type Place,
  type PlanProblem,
  type Reader,
  textOf,
  untilEnough,
  wholeNumber,
} from './yaml-places.ts';

export type { PlanProblem } from './yaml-places.ts';

export type ReadPlan =
  | {
      readonly ok: true;
      readonly plan: Plan;
      /** What the plan probably does not mean; none for a run that has started. */
      readonly warnings: readonly PlanProblem[];
    }
  | { readonly ok: false; readonly problems: readonly PlanProblem[] };

const planKeys = [
  'name',
  'description',
  'purpose',
  'live',
  'agreed',
  'groups',
  'numbers',
  'chains',
  'repeat',
  'pace',
  'budget',
  'timeout',
  'expect',
  'confirm',
  'seed',
] as const;

const defaults = { repeat: 1, pacePerSecond: 5, timeoutMs: 120_000, seed: 1 } as const;

/**
 * Parses a plan.
 *
 * @param text the content of the file
 * @param nowAt UTC epoch ms; null if a run has already started with this plan: the plan was valid then, so
 * only unreadable plans are refused
 * @returns the plan, or its problems in the order of the file; reading ends at the hundredth
 */
export function readPlan(text: string, nowAt: number | null): ReadPlan {
  const { reader, plain, contents } = openYaml(text, longestPlan, () => plansProblem('plan-too-long'));
  if (reader.problems.length > 0) return { ok: false, problems: reader.problems };
  let typed: ParsedNode | null | undefined;
  const typedAt: TypedAt = (path) => {
    typed ??= parseYaml(plain, 'core').contents;
    return isCollection(typed) ? typed.getIn(path, true) : undefined;
  };
  const plan = untilEnough(() => readTop(reader, contents, typedAt, nowAt));
  if (plan === null || reader.problems.length > 0) {
    return { ok: false, problems: inOrder(reader.problems) };
  }
  if (nowAt !== null) warnOf(reader, plain, contents, plan);
  return { ok: true, plan, warnings: inOrder(reader.warnings) };
}

function readTop(
  reader: Reader,
  contents: ParsedNode | null,
  typedAt: TypedAt,
  nowAt: number | null,
): Plan | null {
  const top: Place = { node: contents, path: '' };
  if (contents === null) {
    return reader.reportAt(top, plansProblem('empty/plan'));
  }
  const entries = entriesOf(reader, top, planKeys, 'A plan');
  if (entries === null) return null;
  const namePlace = needed(reader, top, entries, 'name', '“name: Viber in Estonia”');
  const numbersPlace = needed(
    reader,
    top,
    entries,
    'numbers',
    '“numbers:” with “- name: …” and “number: +372…” below it',
  );
  const chainsPlace = needed(
    reader,
    top,
    entries,
    'chains',
    '“chains:” with “- name: …” and “steps:” below it',
  );
  const common = readExpectations(reader, entries.get('expect'));
  const { numbers, groups, placed } =
    numbersPlace === null
      ? { numbers: [], groups: [], placed: [] }
      : readNumbers(reader, numbersPlace, entries.get('groups'));
  const chains = chainsPlace === null ? [] : readChains(reader, chainsPlace, common, placed, typedAt, nowAt);
  const live = readLive(reader, entries.get('live'));
  const agreed = textOf(reader, entries.get('agreed'));
  if (live && agreed === null && entries.get('agreed') === undefined) {
    reader.reportAt(entries.get('live') ?? top, plansProblem('not-agreed'));
  }
  const repeat = wholeNumber(reader, entries.get('repeat'), defaults.repeat, 1, mostCells);
  const cells = repeat * numbers.length * chains.length;
  if (cells > mostCells) {
    reader.reportAt(
      entries.get('repeat') ?? top,
      plansProblem('too-many-cells', {
        chains: chains.length,
        numbers: numbers.length,
        repeat,
        cells,
        most: mostCells,
      }),
    );
  }
  return {
    name: textOf(reader, namePlace ?? undefined) ?? '',
    description: textOf(reader, entries.get('description')),
    purpose: textOf(reader, entries.get('purpose')),
    live,
    agreed,
    numbers,
    groups,
    chains,
    repeat,
    pacePerSecond: readPace(reader, entries.get('pace')),
    budget: readBudget(reader, entries.get('budget')),
    timeoutMs: durationOf(reader, entries.get('timeout'), defaults.timeoutMs),
    confirm: textOf(reader, entries.get('confirm')),
    seed: wholeNumber(reader, entries.get('seed'), defaults.seed, 0, mostSeed),
  };
}

function readLive(reader: Reader, place: Place | undefined): boolean {
  const text = textOf(reader, place);
  if (place === undefined || text === null) return false;
  if (/^(?:yes|true|on)$/iu.test(text)) return true;
  if (!/^(?:no|false|off)$/iu.test(text)) reader.reportAt(place, plansProblem('not-yes-or-no', { text }));
  return false;
}

function readPace(reader: Reader, place: Place | undefined): number {
  const text = textOf(reader, place);
  if (place === undefined || text === null) return defaults.pacePerSecond;
  const [, amount = '', unit = ''] =
    /^(\d{1,4})(?: ?(?:\/|per|a) ?(s|second|min|minute))?$/u.exec(text) ?? [];
  const perSecond = Number(amount) / (unit.startsWith('min') ? 60 : 1);
  if (amount !== '' && perSecond > 0 && perSecond <= 50) return perSecond;
  reader.reportAt(place, plansProblem('pace', { text }));
  return defaults.pacePerSecond;
}

function readBudget(reader: Reader, place: Place | undefined): DecimalString | null {
  const text = textOf(reader, place);
  if (place === undefined || text === null) return null;
  const amount = text.replace(/ ?(?:EUR|€)$/u, '');
  if (isDecimal(amount) && Number(amount) > 0) return amount;
  return reader.reportAt(place, plansProblem('budget', { text }));
}
