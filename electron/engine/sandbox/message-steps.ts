/** Starts a message's steps when their time comes, and runs the events of each step's plan. */
import { compareDecimals, isDecimal, multiplyDecimal, zero } from '../../../shared/messaging/money.ts';
import type { PriceInfo } from '../../../shared/messaging/types.ts';
import { replies } from '../../../shared/sandbox/endings.ts';
import { planWithoutCredit } from './behaviour.ts';
import type { EventQueue } from './event-queue.ts';
import { inboundMessage } from './inbound.ts';
import type { Deliveries } from './message-deliveries.ts';
import { partPrice } from './price-list.ts';
import type { JournalRecord, SandboxInbound, SandboxMessage } from './records.ts';
import type { SandboxState } from './state.ts';

export type MessageSteps = {
  /** Schedules everything that is still to happen to the message. */
  schedule(message: SandboxMessage): void;
  /** Returns when the message's first step starts, UTC epoch ms. */
  beginsAt(message: SandboxMessage): number;
};

export type StepParts = {
  readonly state: SandboxState;
  readonly queue: EventQueue;
  readonly deliveries: Deliveries;
  readonly note: (record: JournalRecord) => void;
  readonly dueAt: (since: number, afterMs: number) => number;
};

function priceOf(state: SandboxState, message: SandboxMessage, step: number): PriceInfo | null {
  const planned = message.steps[step];
  if (planned === undefined || !planned.plan.charged) return null;
  const price = partPrice(message.to, planned.channel, state.weather.prices);
  if (!isDecimal(price)) throw new Error(`the price list says ${price}`);
  const partsCount = planned.parts;
  return { partPrice: price, partsCount, totalPrice: multiplyDecimal(price, partsCount) };
}

/** Returns the record of a step that starts: with its price, or rejected because the credit is too low. */
export function startStep(
  state: SandboxState,
  message: SandboxMessage,
  step: number,
  at: number,
): JournalRecord {
  const price = priceOf(state, message, step);
  const outOfCredit = compareDecimals(state.balance, zero) <= 0;
  const covered = !outOfCredit && (price === null || compareDecimals(state.balance, price.totalPrice) >= 0);
  return {
    type: 'step-started',
    id: message.id,
    step,
    at,
    price: covered ? price : null,
    plan: covered ? null : planWithoutCredit(message.to, step),
  };
}

export function createSteps({ state, queue, deliveries, note, dueAt }: StepParts): MessageSteps {
  /** Schedules the remaining events of a step that has started. */
  function scheduleStep(message: SandboxMessage, index: number): void {
    const step = message.steps[index];
    if (step === undefined || step.startedAt === null) return;
    const { startedAt, plan } = step;
    for (const planned of plan.events.slice(step.fired)) {
      const at = dueAt(startedAt, planned.afterMs);
      queue.add(at, () => happen(message, index, at));
    }
    const next = message.steps[index + 1];
    if (plan.fallsBackAfterMs !== null && next !== undefined && next.startedAt === null) {
      const at = dueAt(startedAt, plan.fallsBackAfterMs);
      queue.add(at, () => begin(message, index + 1, at));
    }
  }

  function begin(message: SandboxMessage, step: number, at: number): void {
    if (message.cancelledAt !== null) return;
    note(startStep(state, message, step, at));
    scheduleStep(message, step);
  }

  function happen(message: SandboxMessage, step: number, at: number): void {
    if (message.cancelledAt !== null) return;
    const before = message.callbacks.length;
    note({ type: 'happened', id: message.id, step, at });
    for (let index = before; index < message.callbacks.length; index++) deliveries.report(message, index);
    if (message.events.at(-1)?.status === 'DELIVRD') answer(message, at);
  }

  /**
   * Lets a person who received the message reply. The reply is recorded at once, so that it is sent exactly
   * once, even after a restart.
   */
  function answer(message: SandboxMessage, at: number): void {
    const { inbound, answers } = state.people;
    if (inbound === null || message.events.filter(({ status }) => status === 'DELIVRD').length > 1) return;
    const step = message.steps[message.events.at(-1)?.step ?? 0];
    if (step === undefined) return;
    const isOfPerson = ({ ending }: { readonly ending: string }): boolean => message.to.endsWith(ending);
    const given = answers.filter(isOfPerson);
    for (const { text, afterMs } of given.length > 0 ? given : replies.filter(isOfPerson)) {
      const writtenAt = dueAt(at, afterMs);
      const record: SandboxInbound = {
        ...inboundMessage({ from: message.to, to: step.sender, text, channel: step.channel, at: writtenAt }),
        ...inbound,
        at: writtenAt,
        tries: [],
        outcome: 'waiting',
      };
      note({ type: 'inbound', inbound: record });
      deliveries.inbound(record);
    }
  }

  /**
   * Returns when a message's first step starts, epoch ms. The wait until then also runs on the sandbox's
   * clock.
   */
  function beginsAt({ acceptedAt, timeToSendAt }: SandboxMessage): number {
    // Messente does not document a time in the past. Its older SMS API sends such messages at once.
    return timeToSendAt === null ? acceptedAt : dueAt(acceptedAt, Math.max(0, timeToSendAt - acceptedAt));
  }

  function schedule(message: SandboxMessage): void {
    if (message.cancelledAt !== null) return;
    const [first] = message.steps;
    if (first !== undefined && first.startedAt === null) {
      const at = beginsAt(message);
      queue.add(at, () => begin(message, 0, at));
      return;
    }
    for (const index of message.steps.keys()) scheduleStep(message, index);
  }

  return { schedule, beginsAt };
}
