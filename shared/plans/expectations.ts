/** Parses the expectations of a plan, one at a time. */

import { isDecimal } from '../messaging/money.ts';
import { fail, ok, type Result } from '../messaging/problem.ts';
import { channels, isChannel, knownStatuses } from '../messaging/types.ts';
import { plansProblem } from '../problems/plans.ts';
import { parseDuration } from './duration.ts';
import type { Expectation } from './plan.ts';

export const expectationExamples = [
  'reaches: sms within 30 s',
  'first channel: viber',
  'never: FAILED',
  'cost at most: 0.05',
  'segments: 1',
  'callbacks: verified',
  'seen within: 60 s',
  'refused: 105',
  'delivered: once',
] as const;

export const expectationNames = [
  'reaches',
  'first channel',
  'never',
  'cost at most',
  'segments',
  'callbacks',
  'seen within',
  'refused',
  'delivered',
] as const;
export type ExpectationName = (typeof expectationNames)[number];

/**
 * Splits an expectation into name and value; "cost at most 0.05" and "cost at most: 0.05" are the same.
 * @returns null if the text does not begin with a known name
 */
export function splitExpectation(text: string): { name: ExpectationName; value: string } | null {
  const plain = text.trim().replace(/\s+/gu, ' ');
  const name = expectationNames.find(
    (one) => plain === one || plain.startsWith(`${one} `) || plain.startsWith(`${one}:`),
  );
  if (name === undefined) return null;
  return { name, value: plain.slice(name.length).replace(/^:/u, '').trim() };
}

/** Returns the time limits of written expectations, ms: those that the time of a cell is compared with. */
export function limitsIn(judgements: readonly { readonly written: string }[]): number[] {
  return judgements.flatMap(({ written }) => {
    const read = readExpectation(written);
    return read.ok && 'withinMs' in read.value ? (read.value.withinMs ?? []) : [];
  });
}

/**
 * Parses one expectation, such as "reaches: sms within 30 s".
 * @returns problem `expectation-unknown` or `expectation-value`; the caller sets its field
 */
export function readExpectation(text: string): Result<Expectation> {
  const split = splitExpectation(text);
  if (split === null) {
    return fail(plansProblem('expectation-unknown', { text, examples: expectationExamples.join('; ') }));
  }
  const { name, value } = split;
  const written = `${name}: ${value}`;
  const empty = value === '';
  switch (name) {
    case 'reaches': {
      if (value === 'nobody') return ok({ kind: 'reaches-nobody', written });
      const [, channel = '', within = null] = /^(\w+)(?: within (.+))?$/u.exec(value) ?? [];
      const withinMs = within === null ? null : parseDuration(within);
      if ((channel !== 'any' && !isChannel(channel)) || (within !== null && withinMs === null)) {
        const all = channels.join(', ');
        return fail(
          empty
            ? plansProblem('expectation-value/reaches-empty', { name, channels: all })
            : plansProblem('expectation-value/reaches', { name, value, channels: all }),
        );
      }
      return ok({ kind: 'reaches', channel, withinMs, written });
    }
    case 'first channel':
      return isChannel(value)
        ? ok({ kind: 'first-channel', channel: value, written })
        : fail(
            empty
              ? plansProblem('expectation-value/first-channel-empty', { name, channels: channels.join(', ') })
              : plansProblem('expectation-value/first-channel', {
                  name,
                  value,
                  channels: channels.join(', '),
                }),
          );
    case 'never': {
      const statuses = value.split(/[\s,]+/u).filter((status) => status !== '');
      const strange = statuses.find((status) => !knownStatuses.some((known) => known === status));
      if (statuses.length === 0 || strange !== undefined) {
        return fail(
          empty
            ? plansProblem('expectation-value/never-empty', { name, statuses: knownStatuses.join(', ') })
            : plansProblem('expectation-value/never', { name, value, statuses: knownStatuses.join(', ') }),
        );
      }
      return ok({ kind: 'never', statuses, written });
    }
    case 'cost at most': {
      const amount = value.replace(/ ?(?:EUR|€)$/u, '');
      return isDecimal(amount) && !amount.startsWith('-')
        ? ok({ kind: 'cost', atMost: amount, written })
        : fail(
            empty
              ? plansProblem('expectation-value/cost-empty', { name })
              : plansProblem('expectation-value/cost', { name, value }),
          );
    }
    case 'segments':
      return /^[1-9]\d{0,2}$/u.test(value)
        ? ok({ kind: 'segments', count: Number(value), written })
        : fail(
            empty
              ? plansProblem('expectation-value/segments-empty', { name })
              : plansProblem('expectation-value/segments', { name, value }),
          );
    case 'callbacks':
      return value === 'verified'
        ? ok({ kind: 'callbacks-verified', written })
        : fail(
            empty
              ? plansProblem('expectation-value/callbacks-empty', { name })
              : plansProblem('expectation-value/callbacks', { name, value }),
          );
    case 'refused':
      return readRefused(value, written);
    case 'delivered':
      return readDelivered(value, written);
    case 'seen within': {
      const withinMs = parseDuration(value);
      return withinMs === null
        ? fail(
            empty
              ? plansProblem('expectation-value/seen-empty', { name })
              : plansProblem('expectation-value/seen', { name, value }),
          )
        : ok({ kind: 'seen', withinMs, written });
    }
  }
}

/** Reads Messente's error codes (105) or HTTP statuses (400), of which the answer must have one; `any` is any. */
function readRefused(value: string, written: string): Result<Expectation> {
  const codes = value === 'any' ? [] : value.split(/[\s,]+/u).filter((code) => code !== '');
  if (value === '') return fail(plansProblem('expectation-value/refused-empty', { name: 'refused' }));
  return codes.every((code) => /^[1-5]\d\d$/u.test(code))
    ? ok({ kind: 'refused', codes, written })
    : fail(plansProblem('expectation-value/refused', { name: 'refused', value }));
}

function readDelivered(value: string, written: string): Result<Expectation> {
  const name = 'delivered';
  if (value === 'once' || value === 'at most once') return ok({ kind: name, times: value, written });
  return fail(
    value === ''
      ? plansProblem('expectation-value/delivered-empty', { name })
      : plansProblem('expectation-value/delivered', { name, value }),
  );
}
