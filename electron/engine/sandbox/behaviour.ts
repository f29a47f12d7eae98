/**
 * Decides how each recipient behaves. The last two digits of the number select the behaviour (docs/sandbox.md
 * has the table), so that a test or a person can choose an outcome. All times here are milliseconds on the
 * sandbox's clock.
 */
import type { Channel, KnownStatus } from '../../../shared/messaging/types.ts';
import { isInEndings } from '../../../shared/sandbox/endings.ts';
import { planLife } from './behaviour-life.ts';
import type { Random } from './random.ts';
import type { ReportManner, StepPlan } from './step-plan.ts';

export type PlannedStep = { readonly channel: Channel; readonly timeToLiveMs: number };

/** How the sandbox answers a request to this recipient. */
export type AnswerManner =
  | 'normal'
  | 'refuse-recipient'
  | 'refuse-credentials'
  | 'fail-once'
  | 'cut'
  | 'slow'
  | 'throttle-once';

/** The time in real milliseconds that the answer takes for a recipient that ends in 44. */
export const slowAnswerMs = 40_000;

const ackAfterMs = 200;
const endAfterMs = 1_000;
const rejectedAfterMs = 500;
const lateAfterMs = 2_000;

function ending(to: string): string {
  return to.slice(-2);
}

/**
 * Returns how the sandbox answers a request to this recipient.
 *
 * @param to the recipient in E.164
 */
export function answerManner(to: string): AnswerManner {
  switch (ending(to)) {
    case '40':
      return 'refuse-recipient';
    case '41':
      return 'refuse-credentials';
    case '42':
      return 'fail-once';
    case '43':
      return 'cut';
    case '44':
      return 'slow';
    case '45':
      return 'throttle-once';
    default:
      return 'normal';
  }
}

/** Returns how all delivery reports for this recipient are sent, unless a single event says otherwise. */
function mannerOf(to: string): ReportManner {
  switch (ending(to)) {
    case '31':
      return 'thrice';
    case '32':
      return 'never';
    case '34':
      return 'cut-twice';
    default:
      return 'normal';
  }
}

type Moment = readonly [
  afterMs: number,
  status: KnownStatus,
  err?: number,
  manner?: ReportManner,
  step?: number,
];

function plan(
  step: number,
  manner: ReportManner,
  moments: readonly Moment[],
  rest: { readonly charged: boolean; readonly fallsBackAfterMs: number | null },
): StepPlan {
  return {
    ...rest,
    events: moments.map(([afterMs, status, err = 0, own = manner, about = step]) => ({
      afterMs,
      step: about,
      status,
      err,
      manner: own,
    })),
  };
}

/**
 * Plans a step that the account's credit does not cover: FAILED with err 4. Messente does not document this
 * case; the sandbox chose this outcome.
 */
export function planWithoutCredit(to: string, step: number): StepPlan {
  return plan(step, mannerOf(to), [[ackAfterMs, 'FAILED', 4]], {
    charged: false,
    fallsBackAfterMs: ackAfterMs,
  });
}

/**
 * Plans a step to a number on a blacklist: REJECTD with err 8. Messente does not document this case; the
 * sandbox chose this outcome.
 */
export function planBlacklisted(to: string, step: number): StepPlan {
  return plan(step, mannerOf(to), [[rejectedAfterMs, 'REJECTD', 8]], {
    charged: false,
    fallsBackAfterMs: rejectedAfterMs,
  });
}

/**
 * Plans what each step of a chain does when its turn comes.
 *
 * @param to the recipient in E.164; its last two digits select the behaviour
 * @param steps the chain in the order to try; `timeToLiveMs` is the step's ttl or validity
 * @param random the random source for numbers that select no fixed outcome
 */
export function planChain(to: string, steps: readonly PlannedStep[], random: Random): StepPlan[] {
  const manner = mannerOf(to);
  const reached = { charged: true, fallsBackAfterMs: null };
  const failed = (fallsBackAfterMs: number, charged = true) => ({ charged, fallsBackAfterMs });
  const delivers = (step: number): StepPlan =>
    plan(
      step,
      manner,
      [
        [ackAfterMs, 'ACK'],
        [endAfterMs, 'DELIVRD'],
      ],
      reached,
    );

  return steps.map(({ channel, timeToLiveMs }, step): StepPlan => {
    const first = step === 0;
    const of = (moments: readonly Moment[], rest: typeof reached | ReturnType<typeof failed>): StepPlan =>
      plan(step, manner, moments, rest);
    switch (ending(to)) {
      case '12':
        return of([[endAfterMs, 'UNDELIV', 1]], failed(endAfterMs));
      case '14':
        return of([[rejectedAfterMs, 'NACK', 3]], failed(rejectedAfterMs, false));
      case '50':
        return planBlacklisted(to, step);
      case '20':
        return planLateDelivery(step, steps.length);
      default:
        break;
    }
    if (!isInEndings(to)) return planLife(to, step, channel, timeToLiveMs, random);
    if (!first) return delivers(step);
    switch (ending(to)) {
      case '01':
        // An SMS cannot be SEEN: operators do not report it.
        return channel === 'sms'
          ? of([[endAfterMs, 'DELIVRD']], reached)
          : of(
              [
                [endAfterMs, 'DELIVRD'],
                [3_000, 'SEEN', 10],
              ],
              reached,
            );
      case '02':
        return of(
          [
            [300, 'ACCEPTD'],
            [600, 'ACK'],
            [900, 'DELIVRD'],
          ],
          reached,
        );
      case '10':
        return of([[endAfterMs, 'UNDELIV', 1]], failed(endAfterMs));
      case '11':
        return of([[timeToLiveMs, 'EXPIRED', 2]], failed(timeToLiveMs));
      case '13':
        return of([[rejectedAfterMs, 'REJECTD', 7]], failed(rejectedAfterMs, false));
      case '15':
        return of([[endAfterMs, 'FAILED', 999]], failed(endAfterMs));
      case '16':
        return of(
          [
            [endAfterMs, 'UNKNOWN'],
            [10_000, 'DELIVRD'],
          ],
          reached,
        );
      case '30':
        return of(
          [
            [ackAfterMs, 'ACK', 0, 'held'],
            [endAfterMs, 'DELIVRD'],
          ],
          reached,
        );
      case '33':
        return of([[endAfterMs, 'DELIVRD', 0, 'forged-first']], reached);
      default:
        return delivers(step);
    }
  });
}

/**
 * Plans ending 20: step 1 expires, step 2 is delivered, and 2 s later a late report says that step 1 was
 * delivered after all.
 */
function planLateDelivery(step: number, stepCount: number): StepPlan {
  if (step === 0) {
    const moments: Moment[] = [[endAfterMs, 'EXPIRED', 2]];
    if (stepCount === 1) moments.push([endAfterMs + lateAfterMs, 'DELIVRD']);
    return plan(step, 'normal', moments, { charged: true, fallsBackAfterMs: endAfterMs });
  }
  const moments: Moment[] = [
    [ackAfterMs, 'ACK'],
    [endAfterMs, 'DELIVRD'],
  ];
  if (step === 1) moments.push([endAfterMs + lateAfterMs, 'DELIVRD', 0, 'normal', 0]);
  return plan(step, 'normal', moments, { charged: true, fallsBackAfterMs: null });
}
