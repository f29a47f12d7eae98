/** What happens to an omnimessage, from its acceptance to its last callback. */
import { createHash, randomUUID } from 'node:crypto';
import { compareDecimals, isDecimal, multiplyDecimal, zero } from '../../../shared/messaging/money.ts';
import type { PriceInfo } from '../../../shared/messaging/types.ts';
import type { Scenario } from '../../../shared/sandbox/scenario.ts';
import { planChain, planWithoutCredit } from './behaviour.ts';
import type { CallbackLanes } from './callback-lanes.ts';
import type { EventQueue } from './event-queue.ts';
import { inboundMessage } from './inbound.ts';
import type { ChannelMessage, Omnimessage } from './omnimessage-schema.ts';
import { partPrice } from './price-list.ts';
import { createRandom } from './random.ts';
import type { JournalRecord, SandboxInbound, SandboxMessage } from './records.ts';
import { reportBody, signatureOf } from './report.ts';
import { smsParts } from './sms-parts.ts';
import { apply, type SandboxState } from './state.ts';

export type Engine = {
  /**
   * Takes an omnimessage; resolves once it can't be lost any more.
   * @throws where it can't be written down; it is not accepted then
   */
  accept(omnimessage: Omnimessage): Promise<SandboxMessage>;
  /** @returns false where there is no such message, or it has been sent already */
  cancel(id: string): Promise<boolean>;
  /** Notes that a number has had its one refusal. */
  turnAway(to: string): Promise<void>;
  /** Sends an inbound message. */
  receive(inbound: Omit<SandboxInbound, 'tries' | 'outcome' | 'at'>): Promise<void>;
  changeState(record: StateRecord): Promise<void>;
  /** Sets all that a scenario names, and the rest to fair weather; the inbound URL stays. */
  setScenario(scenario: Scenario): Promise<void>;
  /** Takes up what was still to come when the journal was closed. */
  resume(): void;
};

type StateRecord = Extract<
  JournalRecord,
  { type: 'weather' | 'people' | 'opened' | 'reset' | 'seeded' | 'templates' }
>;

export type EngineParts = {
  readonly state: SandboxState;
  /** Writes down a record of this account. */
  readonly append: (record: JournalRecord) => Promise<void>;
  readonly queue: EventQueue;
  readonly lanes: CallbackLanes;
  readonly now: () => number;
  readonly seed: number;
  readonly speed: number;
  /** The API key's password, which signs delivery reports. */
  readonly password: string;
  readonly log: (line: string) => void;
};

/** The sender where a message names none: an API key's default one. */
const defaultSender = 'Messente';
/** Messente documents no default; its samples have 360 minutes, the default of its older SMS API. */
const defaultLifetimeMs = 360 * 60_000;

function lifetimeMs(message: ChannelMessage): number {
  if ('ttl' in message && message.ttl !== undefined) return message.ttl * 1_000;
  return message.validity === undefined ? defaultLifetimeMs : message.validity * 60_000;
}

/** JSON with its keys in order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
}

/** The same for requests that differ in nothing but where their reports go. */
function fingerprintOf(body: unknown): string {
  const compared = typeof body === 'object' && body !== null ? { ...body, dlr_url: undefined } : body;
  return createHash('sha256').update(canonical(compared)).digest('base64url');
}

function partsOf(message: ChannelMessage | undefined): number {
  return message?.channel === 'sms' ? smsParts(message) : 1;
}

export function createEngine(parts: EngineParts): Engine {
  const { state, append, queue, lanes, now, seed, speed, password, log } = parts;

  let failing = false;

  /** Applies the record at once, so that the journal's order is the order of what happened. */
  function commit(record: JournalRecord): Promise<void> {
    const written = append(record);
    apply(state, record);
    return written;
  }

  /** For what may happen again after a crash: nobody waits for it. */
  function note(record: JournalRecord): void {
    commit(record).then(
      () => {
        failing = false;
      },
      (error: unknown) => {
        // Said once, not for each of thousands.
        if (!failing) log(`the journal can't be written: ${String(error)}`);
        failing = true;
      },
    );
  }

  function dueAt(since: number, afterMs: number): number {
    return since + afterMs / speed;
  }

  function priceOf(message: SandboxMessage, step: number): PriceInfo | null {
    const planned = message.steps[step];
    if (planned === undefined || !planned.plan.charged) return null;
    const price = partPrice(message.to, planned.channel, state.weather.prices);
    if (!isDecimal(price)) throw new Error(`the price list says ${price}`);
    const partsCount = planned.parts;
    return { partPrice: price, partsCount, totalPrice: multiplyDecimal(price, partsCount) };
  }

  function startStep(message: SandboxMessage, step: number, at: number): JournalRecord {
    const price = priceOf(message, step);
    const spent = compareDecimals(state.balance, zero) <= 0;
    const covered = !spent && (price === null || compareDecimals(state.balance, price.totalPrice) >= 0);
    return {
      type: 'step-started',
      id: message.id,
      step,
      at,
      price: covered ? price : null,
      plan: covered ? null : planWithoutCredit(message.to, step),
    };
  }

  /** Queues what the plan of a step that has begun has still to come. */
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
    note(startStep(message, step, at));
    scheduleStep(message, step);
  }

  function happen(message: SandboxMessage, step: number, at: number): void {
    if (message.cancelledAt !== null) return;
    const before = message.callbacks.length;
    note({ type: 'happened', id: message.id, step, at });
    for (let index = before; index < message.callbacks.length; index++) deliver(message, index);
    if (message.events.at(-1)?.status === 'DELIVRD') answer(message, at);
  }

  /** Who has it now may answer; written down at once, so that it comes after a restart, too, and once. */
  function answer(message: SandboxMessage, at: number): void {
    const { inbound, answers } = state.people;
    if (inbound === null || message.events.filter(({ status }) => status === 'DELIVRD').length > 1) return;
    const step = message.steps[message.events.at(-1)?.step ?? 0];
    if (step === undefined) return;
    for (const { ending, text, afterMs } of answers) {
      if (!message.to.endsWith(ending)) continue;
      const writtenAt = dueAt(at, afterMs);
      const record: SandboxInbound = {
        ...inboundMessage({ from: message.to, to: step.sender, text, channel: step.channel, at: writtenAt }),
        ...inbound,
        at: writtenAt,
        tries: [],
        outcome: 'waiting',
      };
      note({ type: 'inbound', inbound: record });
      deliverInbound(record);
    }
  }

  function deliver(message: SandboxMessage, index: number): void {
    const callback = message.callbacks[index];
    const event = callback === undefined ? undefined : message.events[callback.event];
    if (callback === undefined || event === undefined || message.dlrUrl === null) return;
    if (callback.outcome !== 'waiting') return;
    const body = reportBody(message, event, callback.forged);
    lanes.add(message.id, {
      url: message.dlrUrl,
      body,
      signature: signatureOf(callback.forged ? `not ${password}` : password, body),
      notBefore: callback.delayMs === 0 ? 0 : dueAt(event.at, callback.delayMs),
      cuts: callback.cuts,
      once: callback.forged,
      onTried: (tried, outcome) =>
        note({ type: 'callback-tried', id: message.id, callback: index, tried, outcome }),
    });
  }

  function deliverInbound({ id, url, secret, body, at }: SandboxInbound): void {
    lanes.add(id, {
      url,
      body,
      signature: signatureOf(secret, body),
      notBefore: at,
      cuts: 0,
      once: false,
      onTried: (tried, outcome) => note({ type: 'inbound-tried', id, tried, outcome }),
    });
  }

  /** Epoch ms when a message's first step begins: the wait, too, is on the sandbox's clock. */
  function beginsAt({ acceptedAt, timeToSendAt }: SandboxMessage): number {
    // A time in the past: not documented. The older SMS API sends at once.
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

  function plan(omnimessage: Omnimessage): SandboxMessage {
    const { to, messages, dlrUrl, timeToSendAt, body } = omnimessage;
    const fingerprint = fingerprintOf(body);
    const occurrence = state.occurrences.get(fingerprint) ?? 0;
    const random = createRandom(state.seed ?? seed, `${fingerprint}/${occurrence}`);
    const steps = messages.map((message) => ({
      channel: message.channel,
      timeToLiveMs: lifetimeMs(message),
    }));
    const plans = planChain(to, steps, random);
    return {
      id: randomUUID(),
      to,
      dlrUrl,
      body,
      fingerprint,
      reportSeed: Math.floor(
        createRandom(state.seed ?? seed, `${fingerprint}/${occurrence}/reports`)() * 2 ** 32,
      ),
      acceptedAt: now(),
      timeToSendAt,
      cancelledAt: null,
      steps: messages.map((message, index) => ({
        messageId: randomUUID(),
        channel: message.channel,
        sender: message.sender ?? defaultSender,
        parts: partsOf(message),
        plan: plans[index] ?? planWithoutCredit(to, index),
        startedAt: null,
        fired: 0,
        price: null,
      })),
      events: [],
      callbacks: [],
      held: [],
    };
  }

  return {
    async accept(omnimessage) {
      const message = plan(omnimessage);
      let written = commit({ type: 'accepted', message });
      if (beginsAt(message) <= message.acceptedAt) {
        written = Promise.all([written, commit(startStep(message, 0, message.acceptedAt))]).then(() => {});
      }
      schedule(message);
      try {
        await written;
      } catch (error) {
        message.cancelledAt = now();
        note({ type: 'withdrawn', id: message.id });
        throw error;
      }
      return message;
    },

    async cancel(id) {
      const message = state.messages.get(id);
      if (message === undefined || message.cancelledAt !== null) return false;
      if (message.steps[0]?.startedAt !== null) return false;
      await commit({ type: 'cancelled', id, at: now() });
      return true;
    },

    turnAway: (to) => commit({ type: 'turned-away', to }),

    async receive(inbound) {
      const record: SandboxInbound = { ...inbound, at: now(), tries: [], outcome: 'waiting' };
      await commit({ type: 'inbound', inbound: record });
      deliverInbound(record);
    },

    async changeState(record) {
      if (record.type === 'reset') {
        queue.clear();
        lanes.clear();
      }
      await commit(record);
    },

    async setScenario(scenario) {
      const { name, description: _, seed: again, credit, answers, ...weather } = scenario;
      const records: JournalRecord[] = [
        {
          type: 'weather',
          change: { ...weather, ...(credit === null ? {} : { credit }) },
          fromFair: true,
        },
        { type: 'people', people: { inbound: state.people.inbound, answers } },
        ...(again === null ? [] : [{ type: 'seeded', seed: again } as const]),
        { type: 'scenario', name },
      ];
      await Promise.all(records.map(commit));
    },

    resume() {
      for (const message of state.messages.values()) {
        schedule(message);
        for (const index of message.callbacks.keys()) deliver(message, index);
      }
      for (const inbound of state.inbound.values()) {
        if (inbound.outcome === 'waiting') deliverInbound(inbound);
      }
    },
  };
}
