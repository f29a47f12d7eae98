/** Parses the expectations of a part of a plan, and checks whether its chains can meet them. */
import { isMap, isScalar, type ParsedNode } from 'yaml';
import type { Problem } from '../messaging/problem.ts';
import type { Channel } from '../messaging/types.ts';
import { plansProblem } from '../problems/plans.ts';
import { channelOf, fits } from './combine-expectations.ts';
import { readExpectation } from './expectations.ts';
import type { Expectation } from './plan.ts';
import { itemsOf, join, type Place, type Reader } from './yaml-places.ts';

export type PlacedExpectation = { readonly value: Expectation; readonly place: Place };

export function readExpectations(reader: Reader, place: Place | undefined): PlacedExpectation[] {
  if (place === undefined) return [];
  const one = (item: Place, text: string): PlacedExpectation[] => {
    const read = readExpectation(text);
    if (read.ok) return [{ value: read.value, place: item }];
    reader.reportAt(item, read.problem);
    return [];
  };
  /** YAML reads `reaches: sms within 30 s` as a mapping and “callbacks verified” as a text. */
  const pairs = (item: Place): PlacedExpectation[] => {
    if (isScalar(item.node)) return one(item, String(item.node.value));
    if (!isMap<ParsedNode, ParsedNode | null>(item.node)) {
      reader.reportAt(item, plansProblem('not-a-text/expectation'));
      return [];
    }
    return item.node.items.flatMap(({ key, value }) => {
      const name = isScalar(key) ? String(key.value) : '';
      const text = isScalar(value) ? String(value.value ?? '') : '';
      return one({ node: key, path: join(item.path, name) }, `${name}: ${text}`);
    });
  };
  if (isMap(place.node)) return pairs(place);
  return (itemsOf(reader, place, '“expect”') ?? []).flatMap(pairs);
}

/** Reports an expectation that no message of these channels can meet. */
export function checkAgainst(
  reader: Reader,
  { value, place }: PlacedExpectation,
  chain: readonly Channel[],
  /** The chain's name; null means all chains of the plan. */
  name: string | null,
): void {
  if (!fits(value, chain)) reader.reportAt(place, impossible(value, name));
}

function impossible(value: Expectation, chain: string | null): Problem {
  const { kind, written } = value;
  const channel = channelOf(value) ?? '';
  if (chain === null) {
    return kind === 'seen'
      ? plansProblem('expectation-impossible/any-chain-seen', { written })
      : plansProblem('expectation-impossible/any-chain', { written, channel });
  }
  return kind === 'seen'
    ? plansProblem('expectation-impossible/seen', { written, chain })
    : plansProblem('expectation-impossible', { written, chain, channel });
}
