/** Parses the numbers of a plan, their groups, and what is expected of them. */
import { parsePhone } from '../messaging/phone.ts';
import { plansProblem } from '../problems/plans.ts';
import type { PlanGroup, PlanNumber } from './plan.ts';
import { type PlacedExpectation, readExpectations } from './read-expectations.ts';
import { entriesOf, itemsOf, needed, type Place, type Reader, textOf } from './yaml-places.ts';

const numberKeys = ['name', 'number', 'country', 'operator', 'group', 'expect'] as const;
const groupKeys = ['name', 'expect'] as const;

type ReadNumbers = {
  readonly numbers: readonly PlanNumber[];
  readonly groups: readonly PlanGroup[];
  /** What is expected of single numbers and of groups. */
  readonly placed: readonly PlacedExpectation[];
};

/** Reads the numbers of a plan. @param groups the place of the groups, if the plan has any */
export function readNumbers(reader: Reader, place: Place, groups: Place | undefined): ReadNumbers {
  const placed: PlacedExpectation[] = [];
  const expected = (one: Place | undefined) => {
    const read = readExpectations(reader, one);
    placed.push(...read);
    return read.map(({ value }) => value);
  };
  const known = readGroups(reader, groups, expected);
  const isNew = { name: firstUse(), number: firstUse() };
  const numbers = (itemsOf(reader, place, '“numbers”') ?? []).flatMap((item): PlanNumber[] => {
    const entries = entriesOf(reader, item, numberKeys, 'A number');
    if (entries === null) return [];
    const numberPlace = needed(reader, item, entries, 'number', '“number: +37255550100”');
    const written = textOf(reader, numberPlace ?? undefined);
    if (numberPlace === null || written === null) return [];
    const phone = parsePhone(written);
    if (!phone.ok) {
      reader.reportAt(numberPlace, phone.problem);
      return [];
    }
    const { e164 } = phone.value;
    if (!isNew.number(e164)) reader.reportAt(numberPlace, plansProblem('number-twice'));
    const namePlace = entries.get('name');
    const name = textOf(reader, namePlace) ?? e164;
    if (!isNew.name(name)) reader.reportAt(namePlace ?? item, plansProblem('name-twice', { name }));
    const countryPlace = entries.get('country');
    const country = textOf(reader, countryPlace)?.toUpperCase() ?? phone.value.country;
    if (countryPlace !== undefined && country !== null && !/^[A-Z]{2}$/u.test(country)) {
      reader.reportAt(countryPlace, plansProblem('country', { country }));
    }
    const group = readGroupName(reader, entries.get('group'), known);
    const operator = textOf(reader, entries.get('operator'));
    return [{ name, number: e164, country, operator, group, expect: expected(entries.get('expect')) }];
  });
  return { numbers, groups: known, placed };
}

/** Returns a function that tells whether a text is given to it for the first time. */
function firstUse(): (text: string) => boolean {
  const used = new Set<string>();
  return (text) => {
    const isNew = !used.has(text);
    used.add(text);
    return isNew;
  };
}

function readGroups(
  reader: Reader,
  place: Place | undefined,
  expected: (place: Place | undefined) => PlanGroup['expect'],
): PlanGroup[] {
  if (place === undefined) return [];
  const isNew = firstUse();
  return (itemsOf(reader, place, '“groups”') ?? []).flatMap((item) => {
    const entries = entriesOf(reader, item, groupKeys, 'A group');
    if (entries === null) return [];
    const namePlace = needed(reader, item, entries, 'name', '“name: unreachable”');
    const expectPlace = needed(
      reader,
      item,
      entries,
      'expect',
      '“expect:” with “- reaches: nobody” below it',
    );
    const name = textOf(reader, namePlace ?? undefined);
    if (name === null) return [];
    if (!isNew(name)) reader.reportAt(namePlace ?? item, plansProblem('name-twice/groups', { name }));
    return [{ name, expect: expected(expectPlace ?? undefined) }];
  });
}

function readGroupName(
  reader: Reader,
  place: Place | undefined,
  groups: readonly PlanGroup[],
): string | null {
  const name = textOf(reader, place);
  if (place === undefined || name === null || groups.some((group) => group.name === name)) return name;
  const all = groups.map((group) => group.name).join(', ');
  return reader.reportAt(
    place,
    all === ''
      ? plansProblem('unknown-group/none', { name })
      : plansProblem('unknown-group', { name, groups: all }),
  );
}
