import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldChain } from '../../../shared/messaging/fold.ts';
import type { ChainStep, StatusEvent } from '../../../shared/messaging/types.ts';
import { count } from '../../helpers/counts.ts';
import { anyChain, anyEvents, event, id, step } from './fold-helpers.ts';

/*
 * The rules of the fold written a second time, declaratively ("there is an event such that no other…"), with
 * a separate table. This model shares no code with the fold and sorts nothing.
 */
const further = ['*', 'ACCEPTD', 'ACK', 'UNKNOWN', 'failure', 'DELIVRD', 'SEEN'];
const failures = new Set(['UNDELIV', 'FAILED', 'REJECTD', 'EXPIRED', 'NACK', 'DELETED']);

function kindOf(status: string): string {
  if (failures.has(status)) return 'failure';
  return further.includes(status) ? status : '*';
}

function later(left: StatusEvent, right: StatusEvent): boolean {
  if (left.at !== right.at) return right.at === null || (left.at !== null && left.at > right.at);
  return further.indexOf(kindOf(left.status ?? '*')) > further.indexOf(kindOf(right.status ?? '*'));
}

function belongs(each: StatusEvent, to: ChainStep, steps: readonly ChainStep[]): boolean {
  if (each.messageId !== null && steps.some((any) => any.messageId === each.messageId)) {
    return each.messageId === to.messageId;
  }
  return (each.messageId === null || to.messageId === null) && each.channel === to.channel;
}

function model(steps: readonly ChainStep[], events: readonly StatusEvent[]) {
  const mine = steps.map((to) => events.filter((each) => each.status !== null && belongs(each, to, steps)));
  const has = (index: number, status: string) => mine[index]?.some((each) => each.status === status) ?? false;
  const reached = steps.map((_, index) => has(index, 'SEEN') || has(index, 'DELIVRD'));
  const states = steps.map((_, index) => {
    if (has(index, 'SEEN')) return 'seen';
    if (has(index, 'DELIVRD')) return 'delivered';
    const own = mine[index] ?? [];
    if (own.some((each) => failures.has(each.status ?? ''))) return 'failed';
    const last = own.find((each) => !own.some((other) => later(other, each)));
    if (!last) return reached.slice(0, index).includes(true) ? 'not-needed' : 'waiting';
    return kindOf(last.status ?? '*') === 'UNKNOWN' ? 'unknown' : 'pending';
  });
  const contradicted = steps.map(
    (_, index) =>
      reached[index] === true &&
      (mine[index] ?? []).some(
        (bad) =>
          failures.has(bad.status ?? '') &&
          // Not earlier than the first known time of delivery; without a known time every failure counts.
          ((mine[index] ?? []).some(
            (good) =>
              (good.status === 'DELIVRD' || good.status === 'SEEN') &&
              good.at !== null &&
              bad.at !== null &&
              bad.at >= good.at,
          ) ||
            !(mine[index] ?? []).some(
              (good) => (good.status === 'DELIVRD' || good.status === 'SEEN') && good.at !== null,
            )),
      ),
  );
  // A report that comes after every failure is shown beside the failure.
  const overtaken = steps.map((_, index) => {
    const own = mine[index] ?? [];
    const bad = own.filter((each) => failures.has(each.status ?? ''));
    return states[index] === 'failed' && own.some((each) => bad.every((failure) => later(each, failure)));
  });
  const failed = states.at(-1) === 'failed';
  return {
    state: states.includes('seen')
      ? 'seen'
      : states.includes('delivered')
        ? 'delivered'
        : failed
          ? 'failed'
          : 'pending',
    settled: reached.includes(true) || failed,
    deliveredTwice: reached.filter(Boolean).length > 1,
    states,
    contradicted: contradicted.map((is, index) => is || overtaken[index] === true),
  };
}

function folded(steps: readonly ChainStep[], events: readonly StatusEvent[]) {
  const fold = foldChain(steps, events);
  return {
    state: fold.state,
    settled: fold.settled,
    deliveredTwice: fold.deliveredTwice,
    states: fold.steps.map((one) => one.state),
    contradicted: fold.steps.map((one) => one.contradiction !== null),
  };
}

describe('the fold agrees with the rules written a second time', () => {
  it('for every set of up to three events of a two-step chain', () => {
    const steps = [step('viber', 'v'), step('sms', 's')];
    const universe = ['v', 's'].flatMap((to) =>
      [null, 'ACK', 'UNKNOWN', 'FAILED', 'DELIVRD', 'SEEN', 'BUFFERED'].flatMap((status) =>
        [null, 1, 2].map((at) => event({ messageId: id(to), status, at })),
      ),
    );
    let cases = 0;
    const check = (...events: StatusEvent[]) => {
      cases += 1;
      const [got, wanted] = [folded(steps, events), model(steps, events)];
      // Compare strings first: twelve thousand deep comparisons are slow.
      if (JSON.stringify(got) !== JSON.stringify(wanted))
        expect({ events, got }).toEqual({ events, got: wanted });
    };
    check();
    universe.forEach((one, first) => {
      check(one);
      universe.slice(first + 1).forEach((two, second) => {
        check(one, two);
        for (const three of universe.slice(first + second + 2)) check(one, two, three);
      });
    });
    expect(cases).toBe(1 + 42 + 861 + 11_480);
  });

  it('for random chains and reports', () => {
    fc.assert(
      fc.property(anyChain, anyEvents, (steps, events) => {
        expect(folded(steps, events)).toEqual(model(steps, events));
      }),
      { numRuns: count({ short: 1_000, long: 5_000 }) },
    );
  });
});
