/**
 * The form for editing a plan, with all values as typed. writePlan creates the file; formOfPlan reads a file
 * into the form if the form can represent everything in it.
 */
import { stringify } from 'yaml';
import { type Channel, channels } from '../messaging/types.ts';
import { type ExpectationName, expectationNames, splitExpectation } from './expectations.ts';
import { parseYaml } from './parse-yaml.ts';
import { longestPlan } from './plan.ts';

export type FormNumber = {
  readonly name: string;
  readonly number: string;
  readonly country: string;
  readonly operator: string;
  /** The name of a group of the plan. */
  readonly group: string;
  /** Expectations of this number only. */
  readonly expect: readonly FormExpectation[];
};
/** Numbers with the same expectations. */
export type FormGroup = { readonly name: string; readonly expect: readonly FormExpectation[] };
export type FormStep = {
  readonly channel: Channel;
  readonly text: string;
  readonly sender: string;
  /** A duration: "10 s", "2 min". */
  readonly wait: string;
};
export type FormExpectation = { readonly name: ExpectationName; readonly value: string };
export type FormChain = {
  readonly name: string;
  readonly steps: readonly FormStep[];
  /** Expectations of this chain only. */
  readonly expect: readonly FormExpectation[];
};

export type PlanForm = {
  readonly name: string;
  readonly description: string;
  readonly purpose: string;
  readonly groups: readonly FormGroup[];
  readonly numbers: readonly FormNumber[];
  readonly chains: readonly FormChain[];
  readonly expect: readonly FormExpectation[];
  readonly repeat: string;
  readonly pace: string;
  readonly budget: string;
  readonly timeout: string;
  readonly confirm: string;
  readonly seed: string;
  readonly live: boolean;
  readonly agreed: string;
};

export const emptyNumber: FormNumber = {
  ...{ name: '', number: '', country: '', operator: '', group: '' },
  expect: [],
};
export const emptyStep: FormStep = { channel: 'sms', text: '', sender: '', wait: '' };

const simpleKeys = [
  'description',
  'purpose',
  'repeat',
  'pace',
  'budget',
  'timeout',
  'confirm',
  'seed',
  'agreed',
] as const;

/** Removes empty values. Required fields stay, so that a missing value is reported at its field. */
function given<Key extends string>(values: Readonly<Record<Key, string>>, ...needed: readonly Key[]) {
  return Object.fromEntries(
    Object.entries<string>(values).filter(
      ([key, value]) => value !== '' || needed.some((one) => one === key),
    ),
  );
}

function writeExpectations(list: readonly FormExpectation[]) {
  return list.length === 0 ? {} : { expect: list.map(({ name, value }) => ({ [name]: value })) };
}

/** Writes the plan's file (YAML). readPlan reports problems at paths such as `chains[0].steps[1].sms`. */
export function writePlan(form: PlanForm): string {
  const { name, groups, numbers, chains, expect, live } = form;
  const simple = given(
    Object.fromEntries(simpleKeys.map((key) => [key, form[key]])) as Record<
      (typeof simpleKeys)[number],
      string
    >,
  );
  return stringify(
    {
      name,
      ...simple,
      ...(live ? { live: 'yes' } : {}),
      ...(groups.length === 0
        ? {}
        : { groups: groups.map((group) => ({ name: group.name, ...writeExpectations(group.expect) })) }),
      numbers: numbers.map(({ expect: own, ...number }) => ({
        ...given(number, 'number'),
        ...writeExpectations(own),
      })),
      chains: chains.map((chain) => ({
        ...given({ name: chain.name }),
        steps: chain.steps.map(({ channel, text, sender, wait }) => ({
          [channel]: text,
          ...given({ sender, wait }),
        })),
        ...writeExpectations(chain.expect),
      })),
      ...writeExpectations(expect),
    },
    { lineWidth: 0 },
  );
}

type Entries = Readonly<Record<string, unknown>>;

/** Returns the mapping if it has only these keys. */
function mappingOf(value: unknown, keys: readonly string[]): Entries | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.keys(value).every((key) => keys.includes(key)) ? (value as Entries) : null;
}

const isText = (value: unknown): value is string | undefined =>
  value === undefined || typeof value === 'string';

function textsOf<Key extends string>(
  value: unknown,
  keys: readonly Key[],
): Readonly<Record<Key, string>> | null {
  const mapping = mappingOf(value, keys);
  if (mapping === null || !keys.every((key) => isText(mapping[key]))) return null;
  return Object.fromEntries(keys.map((key) => [key, mapping[key] ?? ''])) as Record<Key, string>;
}

function listOf<T>(value: unknown, read: (item: unknown) => T | null): T[] | null {
  if (!Array.isArray(value)) return null;
  const items = value.map(read);
  return items.every((item) => item !== null) ? (items as T[]) : null;
}

function readStep(value: unknown): FormStep | null {
  const texts = textsOf(value, [...channels, 'sender', 'wait']);
  if (texts === null || typeof value !== 'object' || value === null) return null;
  const named = channels.filter((channel) => channel in value);
  const [channel] = named;
  if (channel === undefined || named.length > 1) return null;
  return { channel, text: texts[channel], sender: texts.sender, wait: texts.wait };
}

function readChain(value: unknown): FormChain | null {
  const chain = mappingOf(value, ['name', 'steps', 'expect']);
  const steps = listOf(chain?.steps, readStep);
  const expect = readExpectations(chain?.expect);
  if (chain === null || steps === null || expect === null || !isText(chain.name)) return null;
  return { name: chain.name ?? '', steps, expect };
}

const numberKeys = ['name', 'number', 'country', 'operator', 'group'] as const;

function readNumber(value: unknown): FormNumber | null {
  const number = mappingOf(value, [...numberKeys, 'expect']);
  if (number === null) return null;
  const texts = textsOf(Object.fromEntries(numberKeys.map((key) => [key, number[key]])), numberKeys);
  const expect = readExpectations(number.expect);
  return texts === null || expect === null ? null : { ...texts, expect };
}

function readGroup(value: unknown): FormGroup | null {
  const group = mappingOf(value, ['name', 'expect']);
  const expect = readExpectations(group?.expect);
  if (group === null || expect === null || !isText(group.name)) return null;
  return { name: group.name ?? '', expect };
}

function readExpectations(value: unknown): FormExpectation[] | null {
  return value === undefined ? [] : listOf(value, readExpectation);
}

function readExpectation(value: unknown): FormExpectation | null {
  if (typeof value === 'string') return splitExpectation(value);
  const mapping = mappingOf(value, expectationNames);
  const [entry, more] = Object.entries(mapping ?? {});
  if (entry === undefined || more !== undefined || typeof entry[1] !== 'string') return null;
  const name = expectationNames.find((one) => one === entry[0]);
  return name === undefined ? null : { name, value: entry[1] };
}

/**
 * Reads a plan's file into the form.
 *
 * @param text a plan's file
 * @returns the equivalent form, or null if the form cannot represent the file or the file is not YAML.
 * Comments are lost
 */
export function formOfPlan(text: string): PlanForm | null {
  if (text.length > longestPlan) return null;
  // Keep scalars as written: a number stays a text.
  const value = parseYaml(text, 'failsafe').toJS();
  const plan = mappingOf(value, ['name', 'groups', 'numbers', 'chains', 'expect', 'live', ...simpleKeys]);
  if (plan === null || !isText(plan.name) || !isText(plan.live)) return null;
  const simple = textsOf(Object.fromEntries(simpleKeys.map((key) => [key, plan[key]])), simpleKeys);
  const numbers = listOf(plan.numbers, readNumber);
  const groups = plan.groups === undefined ? [] : listOf(plan.groups, readGroup);
  const chains = listOf(plan.chains, readChain);
  const expect = readExpectations(plan.expect);
  if (simple === null || groups === null || numbers === null || chains === null || expect === null)
    return null;
  const live = /^(?:yes|true|on)$/iu.test(plan.live ?? '');
  return { name: plan.name ?? '', ...simple, groups, numbers, chains, expect, live };
}

const columns = /\t|;|,/u;

/**
 * Reads rows pasted from a spreadsheet: name, number, country and operator, in any order that is unambiguous.
 * @returns null if the text has only one line
 */
export function pastedNumbers(text: string): FormNumber[] | null {
  const lines = text.split(/\r?\n/u).filter((line) => line.trim() !== '');
  if (lines.length < 2) return null;
  return lines.map((line) => {
    const cells = line.split(columns).map((cell) => cell.trim());
    const at = cells.findIndex((cell) => /^\+?[\d ()-]{5,}$/u.test(cell));
    const number = cells[at] ?? '';
    const rest = cells.filter((cell, index) => index !== at && cell !== '');
    const country = rest.find((cell, index) => index > 0 && /^[A-Za-z]{2}$/u.test(cell)) ?? '';
    const [name = '', operator = ''] = rest.filter((cell) => cell !== country || country === '');
    return { ...emptyNumber, name, number, country, operator };
  });
}
