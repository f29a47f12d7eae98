/** What the control side reads and answers as JSON: names in snake_case, times in ISO 8601. docs/sandbox.md describes it. */
import { z } from 'zod';
import type { PriceInfo } from '../../../shared/messaging/types.ts';
import { mostAnswers, type ScenarioAnswer } from '../../../shared/sandbox/scenario.ts';
import { formatTimestamp } from './iso-time.ts';
import { type PeopleChange, peopleChange } from './people.ts';
import type { CallbackTry, SandboxMessage } from './records.ts';
import { latestEvent } from './report.ts';
import { type Weather, type WeatherChange, weatherChange } from './weather.ts';

const weatherFields = weatherChange.shape;

/** The body of `PUT /sandbox/weather`. */
export const weatherRequest = z.strictObject({
  outage: weatherFields.outage,
  latency_ms: weatherFields.latencyMs,
  callbacks: weatherFields.callbacks,
  delay_ms: weatherFields.delayMs,
  dropped_percent: weatherFields.droppedPercent,
  doubled_percent: weatherFields.doubledPercent,
  disordered_percent: weatherFields.disorderedPercent,
  credit: weatherFields.credit,
  prices: weatherFields.prices,
});

export function weatherChangeOf(request: z.infer<typeof weatherRequest>): WeatherChange {
  return {
    outage: request.outage,
    latencyMs: request.latency_ms,
    callbacks: request.callbacks,
    delayMs: request.delay_ms,
    droppedPercent: request.dropped_percent,
    doubledPercent: request.doubled_percent,
    disorderedPercent: request.disordered_percent,
    credit: request.credit,
    prices: request.prices,
  };
}

export function weatherJson(weather: Weather) {
  return {
    outage: weather.outage,
    latency_ms: weather.latencyMs,
    callbacks: weather.callbacks,
    delay_ms: weather.delayMs,
    dropped_percent: weather.droppedPercent,
    doubled_percent: weather.doubledPercent,
    disordered_percent: weather.disorderedPercent,
    prices: weather.prices,
  };
}

const { ending, text, afterMs } = peopleChange.shape.answers.unwrap().element.shape;

/** The body of `PUT /sandbox/people`. */
export const peopleRequest = peopleChange.extend({
  answers: z
    .array(z.strictObject({ ending, text, after_ms: afterMs }))
    .max(mostAnswers)
    .optional(),
});

export function peopleChangeOf({ answers, ...others }: z.infer<typeof peopleRequest>): PeopleChange {
  return {
    ...others,
    answers: answers?.map(({ after_ms, ...answer }) => ({ ...answer, afterMs: after_ms })),
  };
}

export function answersJson(answers: readonly ScenarioAnswer[]) {
  return answers.map(({ afterMs: after_ms, ...answer }) => ({ ...answer, after_ms }));
}

/** @param at epoch ms with fractions; microseconds are kept, since an accelerated clock needs them */
export const isoTime = (at: number): string => `${formatTimestamp(at)}Z`;
const isoOrNull = (at: number | null): string | null => (at === null ? null : isoTime(at));

export function triesJson(tries: readonly CallbackTry[]) {
  return tries.map(({ at, status, error }) => ({ at: isoTime(at), status, error }));
}

function priceJson(price: PriceInfo | null) {
  return price === null
    ? null
    : { part_price: price.partPrice, parts_count: price.partsCount, total_price: price.totalPrice };
}

/**
 * @param account the username that it was sent with
 * @param speed how much faster the sandbox's clock is than this computer's
 */
export function messageJson(message: SandboxMessage, account: string, speed: number) {
  const { id, to, dlrUrl, body, steps, events, callbacks } = message;
  return {
    omnimessage_id: id,
    account,
    to,
    dlr_url: dlrUrl,
    accepted_at: isoTime(message.acceptedAt),
    time_to_send: isoOrNull(message.timeToSendAt),
    cancelled_at: isoOrNull(message.cancelledAt),
    body,
    steps: steps.map(({ messageId, channel, sender, startedAt, plan, fired, price }, index) => {
      const latest = latestEvent(message, index);
      return {
        message_id: messageId,
        channel,
        sender,
        started_at: isoOrNull(startedAt),
        status: latest?.status ?? null,
        err: latest?.err ?? null,
        price: priceJson(price),
        /** `after_ms`: milliseconds on the sandbox's clock after the step's start. */
        planned: plan.events.slice(fired).map(({ afterMs: after_ms, ...event }) => ({ ...event, after_ms })),
      };
    }),
    events: events.map(({ step, status, err, at }, index) => ({
      step,
      channel: steps[step]?.channel ?? null,
      status,
      err,
      at: isoTime(at),
      /** Milliseconds on the sandbox's clock after the acceptance: with the same seed the same in each run. */
      after_ms: Math.round((at - message.acceptedAt) * speed),
      callbacks: callbacks
        .filter(({ event }) => event === index)
        .map(({ forged, outcome, tries }) => ({ forged, outcome, tries: triesJson(tries) })),
    })),
  };
}
