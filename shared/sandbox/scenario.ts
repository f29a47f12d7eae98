/**
 * Scenarios of the sandbox as files (YAML): its weather, its seed, its people who answer. Every fault is said with its
 * line and what to do; docs/scenario.schema.json has the same rules for editors.
 */

import { isMap, isScalar, type ParsedNode, stringify } from 'yaml';
import { isDecimal } from '../messaging/money.ts';
import { type Channel, channels } from '../messaging/types.ts';
import { exactDuration, formatDuration, parseDuration } from '../plans/duration.ts';
import {
  entriesOf,
  inOrder,
  itemsOf,
  needed,
  openYaml,
  type Place,
  type PlanProblem,
  type Reader,
  textOf,
  untilEnough,
  wholeNumber,
} from '../plans/yaml-places.ts';
import { sandboxProblem } from '../problems/sandbox.ts';
import { mostSeed } from './seed.ts';

type ScenarioProblem = PlanProblem;

/** Prices per part in EUR that differ from the list, by country and channel. */
export type PriceChanges = Readonly<Record<string, Partial<Readonly<Record<Channel, string>>>>>;

/** The conditions that a user can change while the sandbox runs. */
export type Weather = {
  /** Every call of Messente's API is answered with 503. */
  readonly outage: boolean;
  /** The time that each answer takes, in real milliseconds. */
  readonly latencyMs: number;
  readonly callbacks: 'normal' | 'dropped' | 'delayed';
  /** The delay of callbacks on the sandbox's clock; only used if `callbacks` is `delayed`. */
  readonly delayMs: number;
  /**
   * Percentages of reports that are lost, sent twice, or sent after the next report. The seed decides which.
   */
  readonly droppedPercent: number;
  readonly doubledPercent: number;
  readonly disorderedPercent: number;
  readonly prices: PriceChanges;
};

export type ScenarioAnswer = {
  /** The last two digits of the people who reply. */
  readonly ending: string;
  readonly text: string;
  /** Milliseconds on the sandbox's clock between delivery and the reply. */
  readonly afterMs: number;
};

export type Scenario = Weather & {
  readonly name: string;
  readonly description: string | null;
  /** null keeps the current seed. */
  readonly seed: number | null;
  /** EUR; null keeps the current balance. */
  readonly credit: string | null;
  readonly answers: readonly ScenarioAnswer[];
};

export type ReadScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly name: string | null; readonly problems: readonly ScenarioProblem[] };

const longestScenario = 100_000;
export const mostAnswers = 100;
export const longestAnswerText = 1_000;
const longestLatencyMs = 3_600_000;
const longestDelayMs = 86_400_000;

const keys = [
  'name',
  'description',
  'seed',
  'credit',
  'outage',
  'latency',
  'callbacks',
  'prices',
  'answers',
] as const;
const callbackKeys = ['dropped', 'doubled', 'disordered', 'delayed'] as const;
const answerKeys = ['ending', 'after', 'text'] as const;

/**
 * Reads a scenario file.
 *
 * @param text the content of the file
 * @param knowsCountry returns whether the price list has a country (ISO 3166, two capitals)
 * @returns the scenario, or its problems in the order of the file; reading ends at the hundredth
 */
export function readScenario(text: string, knowsCountry: (code: string) => boolean): ReadScenario {
  const { reader, contents } = openYaml(text, longestScenario, () =>
    sandboxProblem('scenario-too-long', { longest: longestScenario }),
  );
  const read = reader.problems.length > 0 ? null : untilEnough(() => readTop(reader, contents, knowsCountry));
  if (read !== null && reader.problems.length === 0) return { ok: true, scenario: read };
  return { ok: false, name: read?.name || null, problems: inOrder(reader.problems) };
}

/** Returns null if the file is not a mapping; what is wrong is in the reader. */
function readTop(
  reader: Reader,
  contents: ParsedNode | null,
  knowsCountry: (code: string) => boolean,
): Scenario | null {
  const top: Place = { node: contents, path: '' };
  if (contents === null) {
    return reader.reportAt(top, sandboxProblem('empty'));
  }
  const entries = entriesOf(reader, top, keys, 'A scenario');
  if (entries === null) return null;
  const named = needed(reader, top, entries, 'name', '“name: Reports are lost”');
  const name = textOf(reader, named ?? undefined);
  if (named !== null && name !== null && name.length > 80) {
    reader.reportAt(named, sandboxProblem('name-long'));
  }
  return {
    name: name ?? '',
    description: textOf(reader, entries.get('description')),
    seed: entries.has('seed') ? wholeNumber(reader, entries.get('seed'), 1, 0, mostSeed) : null,
    credit: entries.has('credit') ? moneyOf(reader, entries.get('credit')) : null,
    outage: yesOrNo(reader, entries.get('outage')),
    latencyMs: timeOf(reader, entries.get('latency'), longestLatencyMs) ?? 0,
    ...readCallbacks(reader, entries.get('callbacks')),
    prices: readPrices(reader, entries.get('prices'), knowsCountry),
    answers: readAnswers(reader, entries.get('answers')),
  };
}

function yesOrNo(reader: Reader, place: Place | undefined): boolean {
  const text = textOf(reader, place);
  if (place === undefined || text === null || /^(?:no|false|off)$/iu.test(text)) return false;
  if (/^(?:yes|true|on)$/iu.test(text)) return true;
  reader.reportAt(place, sandboxProblem('not-yes-or-no', { text }));
  return false;
}

function moneyOf(reader: Reader, place: Place | undefined): string | null {
  const text = textOf(reader, place);
  if (place === undefined || text === null) return null;
  if (isDecimal(text) && !text.startsWith('-')) return text;
  return reader.reportAt(place, sandboxProblem('not-money', { text }));
}

function timeOf(reader: Reader, place: Place | undefined, mostMs: number): number | null {
  const text = textOf(reader, place);
  if (place === undefined || text === null) return null;
  const ms = parseDuration(text);
  if (ms !== null && ms <= mostMs) return ms;
  return reader.reportAt(place, sandboxProblem('not-a-time', { text, most: formatDuration(mostMs) }));
}

function percentOf(reader: Reader, place: Place | undefined): number {
  const text = textOf(reader, place);
  if (place === undefined || text === null) return 0;
  const [, amount = ''] = /^(\d{1,3}(?:\.\d{1,2})?) ?%$/u.exec(text) ?? [];
  if (amount !== '' && Number(amount) <= 100) return Number(amount);
  reader.reportAt(place, sandboxProblem('not-a-share', { text }));
  return 0;
}

function readCallbacks(
  reader: Reader,
  place: Place | undefined,
): Pick<Scenario, 'callbacks' | 'delayMs' | 'droppedPercent' | 'doubledPercent' | 'disorderedPercent'> {
  const none = {
    callbacks: 'normal',
    delayMs: 10_000,
    droppedPercent: 0,
    doubledPercent: 0,
    disorderedPercent: 0,
  } as const;
  if (place === undefined) return none;
  const entries = entriesOf(reader, place, callbackKeys, '“callbacks”');
  if (entries === null) return none;
  const dropped = entries.get('dropped');
  const all = isScalar(dropped?.node) && /^all$/iu.test(String(dropped.node.value));
  const delayed = entries.get('delayed');
  if (all && delayed !== undefined) {
    reader.reportAt(delayed, sandboxProblem('delayed-and-dropped'));
  }
  const delayMs = timeOf(reader, delayed, longestDelayMs);
  return {
    callbacks: all ? 'dropped' : delayMs === null ? 'normal' : 'delayed',
    delayMs: delayMs ?? none.delayMs,
    droppedPercent: all ? 0 : percentOf(reader, dropped),
    doubledPercent: percentOf(reader, entries.get('doubled')),
    disorderedPercent: percentOf(reader, entries.get('disordered')),
  };
}

function readPrices(
  reader: Reader,
  place: Place | undefined,
  knowsCountry: (code: string) => boolean,
): PriceChanges {
  if (place === undefined) return {};
  const prices: Record<string, Partial<Record<Channel, string>>> = {};
  for (const [country, list] of anyEntriesOf(reader, place)) {
    const code = country.toUpperCase();
    if (!knowsCountry(code)) {
      reader.reportAt(list, sandboxProblem('country', { country }));
      continue;
    }
    const of = entriesOf(reader, list, channels, `“prices.${country}”`) ?? new Map<string, Place>();
    const changed: Partial<Record<Channel, string>> = {};
    for (const channel of channels) {
      const price = moneyOf(reader, of.get(channel));
      if (price !== null) changed[channel] = price;
    }
    prices[code] = changed;
  }
  return prices;
}

/** Returns the entries of a mapping that may have any keys. */
function anyEntriesOf(reader: Reader, place: Place): Map<string, Place> {
  const { node } = place;
  const known = isMap(node)
    ? node.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : []))
    : ['EE'];
  return entriesOf(reader, place, known, '“prices”') ?? new Map<string, Place>();
}

function readAnswers(reader: Reader, place: Place | undefined): ScenarioAnswer[] {
  if (place === undefined) return [];
  const items = itemsOf(reader, place, '“answers”') ?? [];
  if (items.length > mostAnswers) {
    reader.reportAt(place, sandboxProblem('too-many-answers', { most: mostAnswers }));
    return [];
  }
  return items.flatMap((item) => {
    const entries = entriesOf(reader, item, answerKeys, 'An answer');
    if (entries === null) return [];
    const endingPlace = needed(reader, item, entries, 'ending', '“ending: "01"”');
    const textPlace = needed(reader, item, entries, 'text', '“text: Yes”');
    const ending = textOf(reader, endingPlace ?? undefined);
    const text = textOf(reader, textPlace ?? undefined);
    if (endingPlace !== null && ending !== null && !/^\d\d$/u.test(ending)) {
      reader.reportAt(endingPlace, sandboxProblem('ending', { text: ending }));
    }
    if (textPlace !== null && text !== null && text.length > longestAnswerText) {
      reader.reportAt(textPlace, sandboxProblem('answer-long', { longest: longestAnswerText }));
    }
    const afterMs = timeOf(reader, entries.get('after'), longestDelayMs) ?? 3_000;
    return ending === null || text === null ? [] : [{ ending, text, afterMs }];
  });
}

/**
 * Writes a scenario as a file. @returns the file's text, which readScenario reads as the same scenario (times
 * to the millisecond)
 */
export function writeScenario(scenario: Scenario): string {
  const { name, description, seed, credit, outage, latencyMs, prices, answers } = scenario;
  const { callbacks, delayMs, droppedPercent, doubledPercent, disorderedPercent } = scenario;
  const reports = {
    ...(callbacks === 'dropped' ? { dropped: 'all' } : {}),
    ...(callbacks !== 'dropped' && droppedPercent > 0 ? { dropped: `${droppedPercent}%` } : {}),
    ...(doubledPercent > 0 ? { doubled: `${doubledPercent}%` } : {}),
    ...(disorderedPercent > 0 ? { disordered: `${disorderedPercent}%` } : {}),
    ...(callbacks === 'delayed' ? { delayed: exactDuration(delayMs) } : {}),
  };
  const changed = Object.fromEntries(
    Object.entries(prices).filter(([, list]) => Object.keys(list).length > 0),
  );
  return stringify(
    {
      name,
      ...(description === null ? {} : { description }),
      ...(seed === null ? {} : { seed }),
      ...(credit === null ? {} : { credit }),
      ...(outage ? { outage: 'yes' } : {}),
      ...(latencyMs > 0 ? { latency: exactDuration(latencyMs) } : {}),
      ...(Object.keys(reports).length > 0 ? { callbacks: reports } : {}),
      ...(Object.keys(changed).length > 0 ? { prices: changed } : {}),
      ...(answers.length > 0
        ? {
            answers: answers.map(({ ending, afterMs, text }) => ({
              ending,
              after: exactDuration(afterMs),
              text,
            })),
          }
        : {}),
    },
    { lineWidth: 0 },
  );
}
