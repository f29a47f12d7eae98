/** Parses the chains of a plan and their expectations. */

import { isMap } from 'yaml';
import { checkChain, senderMissing } from '../messaging/check-chain.ts';
import { type DraftChain, type DraftStep, tidySender } from '../messaging/compose.ts';
import type { ChannelContent } from '../messaging/content.ts';
import { type Problem, term } from '../messaging/problem.ts';
import { type Channel, channels } from '../messaging/types.ts';
import { plansProblem } from '../problems/plans.ts';
import { fits, withChain } from './combine-expectations.ts';
import type { PlanChain } from './plan.ts';
import { checkAgainst, type PlacedExpectation, readExpectations } from './read-expectations.ts';
import { durationOf, entriesOf, itemsOf, needed, type Place, type Reader, textOf } from './yaml-places.ts';

const chainKeys = ['name', 'steps', 'expect', 'priority', 'text store'] as const;
const stepKeys = [...channels, 'sender', 'wait', 'autoconvert', 'udh'] as const;

/**
 * Returns the value of the node at a path with YAML's types, which are needed for Messente's JSON inside a
 * step.
 */
export type TypedAt = (path: readonly (string | number)[]) => unknown;

export function readChains(
  reader: Reader,
  place: Place,
  common: readonly PlacedExpectation[],
  /** The expectations of single numbers and of groups. */
  ofNumbers: readonly PlacedExpectation[],
  typedAt: TypedAt,
  nowAt: number | null,
): PlanChain[] {
  const names = new Set<string>();
  const used = new Set<Channel>();
  const chains = (itemsOf(reader, place, '“chains”') ?? []).flatMap((item, index): PlanChain[] => {
    const entries = entriesOf(reader, item, chainKeys, 'A chain');
    if (entries === null) return [];
    const stepsPlace = needed(reader, item, entries, 'steps', '“steps:” with “- viber: Hello” below it');
    const namePlace = entries.get('name');
    const name = textOf(reader, namePlace) ?? `chain ${index + 1}`;
    if (names.has(name)) reader.reportAt(namePlace ?? item, plansProblem('name-twice/chains', { name }));
    names.add(name);
    const own = readExpectations(reader, entries.get('expect'));
    if (stepsPlace === null) return [];
    const chain = readSteps(reader, stepsPlace, index, typedAt);
    if (chain === null) return [];
    const priority = textOf(reader, entries.get('priority'));
    const textStore = textOf(reader, entries.get('text store'));
    const full: DraftChain = {
      ...chain.chain,
      ...(priority === 'low' || priority === 'regular' || priority === 'high' ? { priority } : {}),
      ...(textStore === 'nostore' || textStore === 'plaintext' || textStore === 'sha256'
        ? { textStore }
        : {}),
    };
    if (priority !== null && full.priority === undefined)
      reader.reportAt(entries.get('priority') ?? item, plansProblem('priority', { text: priority }));
    if (textStore !== null && full.textStore === undefined)
      reader.reportAt(entries.get('text store') ?? item, plansProblem('text-store', { text: textStore }));
    for (const why of wrongIn(full, nowAt)) {
      const step = /^steps\[(\d+)\]/u.exec(why.field ?? '')?.[1];
      const where = step === undefined ? item : (chain.places[Number(step)] ?? item);
      reader.reportAt({ node: where.node, path: `${item.path}.${why.field ?? ''}` }, why);
    }
    const channelsHere = full.steps.map((step) => step.channel);
    for (const channel of channelsHere) used.add(channel);
    for (const expectation of own) checkAgainst(reader, expectation, channelsHere, name);
    // An expectation of the whole plan about a channel applies to the chains that have this channel.
    const fitting = common.map(({ value }) => value).filter((value) => fits(value, channelsHere));
    const expect = withChain(
      fitting,
      own.map(({ value }) => value),
    );
    return [{ name, chain: full, expect }];
  });
  if (chains.length > 0)
    for (const expectation of [...common, ...ofNumbers]) checkAgainst(reader, expectation, [...used], null);
  return chains;
}

/**
 * Checks a chain. A run that has started keeps its plan, even if the plan is older than the rule that an RCS
 * step needs a sender.
 */
function wrongIn(chain: DraftChain, nowAt: number | null): Problem[] {
  const found = checkChain(chain, nowAt ?? 0);
  return nowAt === null ? found.filter(({ code }) => code !== senderMissing) : found;
}

function readSteps(
  reader: Reader,
  place: Place,
  chainIndex: number,
  typedAt: TypedAt,
): { chain: DraftChain; places: Place[] } | null {
  const items = itemsOf(reader, place, `“${place.path}”`);
  if (items === null) return null;
  const steps: DraftStep[] = [];
  const places: Place[] = [];
  let whole = true;
  for (const [index, item] of items.entries()) {
    const step = readStep(reader, item, (channel) =>
      typedAt(['chains', chainIndex, 'steps', index, channel]),
    );
    if (step === null) whole = false;
    else {
      steps.push(step);
      places.push(item);
    }
  }
  return whole ? { chain: { steps }, places } : null;
}

function readStep(reader: Reader, item: Place, contentOf: (channel: Channel) => unknown): DraftStep | null {
  const entries = entriesOf(reader, item, stepKeys, 'A step');
  if (entries === null) return null;
  const given = channels.filter((channel) => entries.has(channel));
  const [channel] = given;
  if (channel === undefined || given.length > 1) {
    const all = channels.join(', ');
    return reader.reportAt(
      item,
      channel === undefined
        ? plansProblem('step-channel', { channels: all })
        : plansProblem('step-channel/several', { given: term(given.join(' and ')), channels: all }),
    );
  }
  const body = entries.get(channel);
  if (body === undefined) return null;
  const sender = textOf(reader, entries.get('sender'));
  const udh = textOf(reader, entries.get('udh'));
  const autoconvertPlace = entries.get('autoconvert');
  const autoconvert = textOf(reader, autoconvertPlace);
  const converts =
    autoconvert === 'on' || autoconvert === 'off' || autoconvert === 'full' ? autoconvert : null;
  if (autoconvertPlace !== undefined && autoconvert !== null && converts === null) {
    reader.reportAt(autoconvertPlace, plansProblem('autoconvert', { text: autoconvert }));
  }
  const wait = readWait(reader, entries.get('wait'), channel);
  const common: Omit<DraftStep, 'text' | 'content'> = {
    channel,
    ...(sender === null ? {} : { sender: tidySender(sender) }),
    ...wait,
    ...(converts === null ? {} : { autoconvert: converts }),
    ...(udh === null ? {} : { udh }),
  };
  if (!isMap(body.node)) {
    const text = textOf(reader, body);
    return text === null ? null : { ...common, text };
  }
  const content = contentOf(channel);
  const json: unknown =
    typeof content === 'object' &&
    content !== null &&
    'toJSON' in content &&
    typeof content.toJSON === 'function'
      ? content.toJSON()
      : content;
  return { ...common, text: '', content: json as ChannelContent };
}

function readWait(
  reader: Reader,
  place: Place | undefined,
  channel: Channel,
): { ttlSeconds?: number; validityMinutes?: number } {
  if (place === undefined) return {};
  const ms = durationOf(reader, place, 0);
  if (ms === 0) return {};
  const seconds = Math.ceil(ms / 1000);
  if (channel !== 'telegram') return { ttlSeconds: seconds };
  if (seconds % 60 === 0) return { validityMinutes: seconds / 60 };
  reader.reportAt(place, plansProblem('whole-minutes'));
  return {};
}
