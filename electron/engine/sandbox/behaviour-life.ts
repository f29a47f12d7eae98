/**
 * Simulates recipients whose last two digits select no fixed outcome. Each channel and country has a success
 * ratio and a distribution of delivery times. The figures are invented but plausible: SMS reaches nearly
 * everybody, sometimes slowly; a chat app reaches only its users and reports when the message was read.
 */
import { assertNever, type Channel } from '../../../shared/messaging/types.ts';
import { countryOfNumber } from './price-list.ts';
import { drawLogNormal, type Random } from './random.ts';
import type { PlannedEvent, StepPlan } from './step-plan.ts';

type Life = {
  /** The share of people whom a message reaches, if the country has no figure of its own. */
  readonly reach: number;
  readonly reachIn: Readonly<Record<string, number>>;
  readonly medianMs: number;
  readonly sigma: number;
  /** The share of delivered messages that are read within a day. */
  readonly seen: number;
};

const lives: Readonly<Record<Channel, Life>> = {
  sms: {
    reach: 0.94,
    reachIn: {
      EE: 0.98,
      LV: 0.97,
      LT: 0.97,
      FI: 0.98,
      SE: 0.98,
      GB: 0.97,
      IN: 0.89,
      NG: 0.84,
      BR: 0.91,
      RU: 0.86,
    },
    medianMs: 3_200,
    sigma: 0.8,
    seen: 0,
  },
  viber: {
    reach: 0.35,
    reachIn: {
      UA: 0.93,
      BG: 0.9,
      RS: 0.89,
      GR: 0.86,
      BY: 0.9,
      EE: 0.55,
      LV: 0.5,
      LT: 0.72,
      HU: 0.7,
      PH: 0.65,
      US: 0.12,
    },
    medianMs: 1_400,
    sigma: 0.7,
    seen: 0.72,
  },
  whatsapp: {
    reach: 0.75,
    reachIn: {
      BR: 0.96,
      IN: 0.95,
      ES: 0.94,
      IT: 0.94,
      DE: 0.92,
      NL: 0.93,
      GB: 0.88,
      EE: 0.78,
      US: 0.42,
      UA: 0.4,
    },
    medianMs: 1_100,
    sigma: 0.7,
    seen: 0.81,
  },
  rcs: {
    reach: 0.45,
    reachIn: { US: 0.72, GB: 0.66, DE: 0.64, FR: 0.67, ES: 0.65, MX: 0.62, BR: 0.6, IN: 0.55, EE: 0.3 },
    medianMs: 1_700,
    sigma: 0.6,
    seen: 0.58,
  },
  telegram: {
    reach: 0.4,
    reachIn: { UA: 0.82, RU: 0.8, KZ: 0.75, EE: 0.45, DE: 0.3, US: 0.15 },
    medianMs: 900,
    sigma: 0.6,
    seen: 0.64,
  },
};

type Failure = 'no-such-user' | 'switched-off' | 'refused' | 'trouble';

/**
 * Draws the reason of a failure. For SMS it is mostly a phone that is switched off; for a chat app mostly a
 * recipient who does not use the app.
 */
function drawFailure(random: Random, channel: Channel): Failure {
  const draw = random();
  const [noSuchUser, switchedOff, refused] = channel === 'sms' ? [0.4, 0.75, 0.92] : [0.78, 0.92, 0.96];
  if (draw < noSuchUser) return 'no-such-user';
  if (draw < switchedOff) return 'switched-off';
  return draw < refused ? 'refused' : 'trouble';
}

/**
 * Plans one step for a recipient whose last two digits select no fixed outcome.
 *
 * @param to the recipient in E.164; the country affects the outcome
 * @param timeToLiveMs the step's ttl or validity; a delivery that would take longer expires
 * @returns the plan; times are milliseconds on the sandbox's clock
 */
export function planLife(
  to: string,
  step: number,
  channel: Channel,
  timeToLiveMs: number,
  random: Random,
): StepPlan {
  const life = lives[channel];
  const reach = life.reachIn[countryOfNumber(to)?.code ?? ''] ?? life.reach;
  const ackMs = Math.round(60 + 400 * random());
  const latencyMs = ackMs + Math.round(drawLogNormal(random, life.medianMs, life.sigma));
  const reached = random() < reach;
  const seen = random() < life.seen;
  const seenMs = latencyMs + Math.round(drawLogNormal(random, 45_000, 1.4));
  const failure = drawFailure(random, channel);

  const event = (afterMs: number, status: PlannedEvent['status'], err: number): PlannedEvent => ({
    afterMs,
    step,
    status,
    err,
    manner: 'normal',
  });
  const failed = (events: PlannedEvent[], charged: boolean): StepPlan => ({
    charged,
    events,
    fallsBackAfterMs: events.at(-1)?.afterMs ?? 0,
  });
  const ack = ackMs < timeToLiveMs ? [event(ackMs, 'ACK', 0)] : [];

  if (reached && latencyMs <= timeToLiveMs) {
    const events = [...ack, event(latencyMs, 'DELIVRD', 0)];
    if (seen && seenMs < 86_400_000) events.push(event(seenMs, 'SEEN', 10));
    return { charged: true, events, fallsBackAfterMs: null };
  }
  if (reached) return failed([...ack, event(timeToLiveMs, 'EXPIRED', 2)], true);
  switch (failure) {
    case 'no-such-user':
      return failed([...ack, event(Math.min(latencyMs, timeToLiveMs), 'UNDELIV', 1)], true);
    case 'switched-off':
      return failed([...ack, event(timeToLiveMs, 'EXPIRED', 2)], true);
    case 'refused':
      return failed([event(Math.min(ackMs, timeToLiveMs), 'REJECTD', 9)], false);
    case 'trouble':
      return failed([...ack, event(Math.min(latencyMs, timeToLiveMs), 'FAILED', 999)], true);
    default:
      return assertNever(failure);
  }
}
