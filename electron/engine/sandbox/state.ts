/**
 * The sandbox's state. Every change applies a record, both live and when the journal is read, so that both
 * give the same state.
 */
import { addDecimals, isDecimal, subtractDecimals } from '../../../shared/messaging/money.ts';
import { assertNever, type DecimalString } from '../../../shared/messaging/types.ts';
import { createRandom } from './random.ts';
import {
  type Callback,
  type JournalRecord,
  nobody,
  type Opening,
  type People,
  type SandboxInbound,
  type SandboxMessage,
} from './records.ts';
import { changeWeather, fairWeather, type Weather } from './weather.ts';
import { demoTemplates, type SandboxTemplate } from './whatsapp-template-data.ts';

export type SandboxState = {
  opening: Opening;
  readonly messages: Map<string, SandboxMessage>;
  /** The ids of the messages to each number, in order. */
  readonly byRecipient: Map<string, Set<string>>;
  readonly inbound: Map<string, SandboxInbound>;
  /** How often each request was planned, by fingerprint. */
  readonly occurrences: Map<string, number>;
  /** Numbers (ending in 42 or 45) that have had their one refusal. */
  readonly turnedAway: Set<string>;
  /** Numbers (E.164) on the account's blacklist, in the order in which they were added. */
  readonly blacklist: Set<string>;
  /** WhatsApp templates in the order in which they were created. */
  templates: readonly SandboxTemplate[];
  balance: DecimalString;
  weather: Weather;
  people: People;
  /** The name of the last scenario; null if something was changed since. */
  scenario: string | null;
  /** A seed that was set at run time; null means the seed that the sandbox was started with. */
  seed: number | null;
};

/** The initial balance of an account, EUR. */
export const startingBalance = '100.00' as DecimalString;

const ownOpening: Opening = { credit: startingBalance, seed: null, weather: fairWeather, people: nobody };

export function emptyState(): SandboxState {
  return {
    opening: ownOpening,
    messages: new Map(),
    byRecipient: new Map(),
    inbound: new Map(),
    occurrences: new Map(),
    turnedAway: new Set(),
    blacklist: new Set(),
    templates: demoTemplates,
    balance: startingBalance,
    weather: fairWeather,
    people: nobody,
    scenario: null,
    seed: null,
  };
}

/** Applies a record to the state. A record about a message that does not exist (any more) changes nothing. */
export function apply(state: SandboxState, record: JournalRecord): void {
  switch (record.type) {
    case 'accepted':
      addMessage(state, record.message);
      return;
    case 'withdrawn':
      removeMessage(state, record.id);
      return;
    case 'step-started':
      startStep(state, record);
      return;
    case 'happened':
      fireNext(state, record);
      return;
    case 'callback-tried': {
      const message = state.messages.get(record.id);
      const callback = message?.callbacks[record.callback];
      if (message === undefined || callback === undefined) return;
      const tries = [...callback.tries, record.tried];
      message.callbacks[record.callback] = { ...callback, tries, outcome: record.outcome };
      return;
    }
    case 'cancelled': {
      const message = state.messages.get(record.id);
      if (message !== undefined) message.cancelledAt = record.at;
      return;
    }
    case 'turned-away':
      state.turnedAway.add(record.to);
      return;
    case 'weather':
      state.weather = changeWeather(record.fromFair ? fairWeather : state.weather, record.change);
      state.scenario = null;
      if (isDecimal(record.change.credit)) state.balance = record.change.credit;
      return;
    case 'inbound':
      state.inbound.set(record.inbound.id, { ...record.inbound });
      return;
    case 'inbound-tried': {
      const inbound = state.inbound.get(record.id);
      if (inbound === undefined) return;
      inbound.tries = [...inbound.tries, record.tried];
      inbound.outcome = record.outcome;
      return;
    }
    case 'people':
      state.people = record.people;
      state.scenario = null;
      return;
    case 'scenario':
      state.scenario = record.name;
      return;
    case 'templates':
      state.templates = record.templates;
      return;
    case 'blacklist':
      for (const number of record.add) state.blacklist.add(number);
      for (const number of record.remove) state.blacklist.delete(number);
      return;
    case 'opened':
      state.opening = record.opening;
      clear(state);
      return;
    case 'reset':
      clear(state);
      return;
    case 'seeded':
      // A new seed restarts the random draws of each request; messages that are already under way are not
      // affected.
      state.seed = record.seed;
      state.scenario = null;
      state.occurrences.clear();
      state.turnedAway.clear();
      return;
    case 'account':
      state.balance = record.balance;
      // Weather settings that an older version did not store are fair.
      state.weather = { ...fairWeather, ...record.weather };
      state.people = record.people ?? nobody;
      state.scenario = record.scenario ?? null;
      for (const to of record.turnedAway) state.turnedAway.add(to);
      for (const [fingerprint, count] of record.occurrences) state.occurrences.set(fingerprint, count);
      state.seed = record.seed ?? null;
      return;
    default:
      assertNever(record);
  }
}

/** Yields records that rebuild this state from an empty one. */
export function* recordsOf(state: SandboxState): Generator<JournalRecord> {
  if (state.opening !== ownOpening) yield { type: 'opened', opening: state.opening };
  for (const message of state.messages.values()) yield { type: 'accepted', message };
  for (const inbound of state.inbound.values()) yield { type: 'inbound', inbound };
  if (state.templates !== demoTemplates) yield { type: 'templates', templates: state.templates };
  if (state.blacklist.size > 0) yield { type: 'blacklist', add: [...state.blacklist], remove: [] };
  // This record comes after the messages, because it sets the final count of plans for each request.
  yield {
    type: 'account',
    balance: state.balance,
    weather: state.weather,
    turnedAway: [...state.turnedAway],
    occurrences: [...state.occurrences],
    seed: state.seed,
    people: state.people,
    scenario: state.scenario,
  };
}

function addMessage(state: SandboxState, message: SandboxMessage): void {
  const { id, to, fingerprint } = message;
  state.messages.set(id, message);
  const ids = state.byRecipient.get(to);
  if (ids === undefined) state.byRecipient.set(to, new Set([id]));
  else ids.add(id);
  state.occurrences.set(fingerprint, (state.occurrences.get(fingerprint) ?? 0) + 1);
}

function removeMessage(state: SandboxState, id: string): void {
  const message = state.messages.get(id);
  if (message === undefined) return;
  state.messages.delete(id);
  state.byRecipient.get(message.to)?.delete(id);
  for (const { price } of message.steps) {
    if (price !== null) state.balance = addDecimals(state.balance, price.totalPrice);
  }
}

function startStep(state: SandboxState, record: Extract<JournalRecord, { type: 'step-started' }>): void {
  const message = state.messages.get(record.id);
  const step = message?.steps[record.step];
  if (message === undefined || step === undefined || step.startedAt !== null) return;
  message.steps[record.step] = {
    ...step,
    startedAt: record.at,
    price: record.price,
    plan: record.plan ?? step.plan,
  };
  if (record.price !== null) state.balance = subtractDecimals(state.balance, record.price.totalPrice);
}

/** Applies the next event of the step's plan and creates its callbacks. */
function fireNext(state: SandboxState, record: Extract<JournalRecord, { type: 'happened' }>): void {
  const message = state.messages.get(record.id);
  const step = message?.steps[record.step];
  const planned = step?.plan.events[step.fired];
  if (message === undefined || step === undefined || planned === undefined) return;
  message.steps[record.step] = { ...step, fired: step.fired + 1 };
  const { afterMs: _, ...event } = planned;
  const index = message.events.push({ ...event, at: record.at }) - 1;
  if (
    event.manner === 'held' ||
    (drawOf(state, message, index).disordered && comesSoon(message, record.step, planned))
  ) {
    message.held.push(index);
    return;
  }
  message.callbacks.push(...callbacksFor(state, message, index));
  for (const held of message.held.splice(0)) message.callbacks.push(...callbacksFor(state, message, held));
}

const untouched = { dropped: false, doubled: false, disordered: false } as const;

/**
 * Returns what the weather does to the reports of an event: always the same for the same request and seed.
 */
function drawOf({ weather }: SandboxState, message: SandboxMessage, event: number) {
  const { droppedPercent, doubledPercent, disorderedPercent } = weather;
  // Draw nothing if no report can be affected, as in most sandboxes.
  if (droppedPercent + doubledPercent + disorderedPercent === 0) return untouched;
  const random = createRandom(message.reportSeed ?? 0, String(event));
  const hit = (percent: number): boolean => random() * 100 < percent;
  return {
    dropped: hit(droppedPercent),
    doubled: hit(doubledPercent),
    disordered: hit(disorderedPercent),
  };
}

function callbacksFor(state: SandboxState, message: SandboxMessage, index: number): Callback[] {
  const { callbacks: air, delayMs } = state.weather;
  const manner = message.events[index]?.manner ?? 'normal';
  const draw = drawOf(state, message, index);
  if (message.dlrUrl === null) return [];
  const callback: Callback = {
    event: index,
    forged: false,
    cuts: manner === 'cut-twice' ? 2 : 0,
    delayMs: air === 'delayed' ? delayMs : 0,
    tries: [],
    outcome: air === 'dropped' || draw.dropped ? 'dropped' : 'waiting',
  };
  switch (manner) {
    case 'never':
      return [];
    case 'thrice':
      return [callback, callback, callback];
    case 'forged-first':
      return [{ ...callback, forged: true }, callback];
    case 'normal':
    case 'held':
    case 'cut-twice':
      return draw.doubled ? [callback, callback] : [callback];
    default:
      return assertNever(manner);
  }
}

function clear(state: SandboxState): void {
  state.messages.clear();
  state.byRecipient.clear();
  state.inbound.clear();
  state.occurrences.clear();
  state.turnedAway.clear();
  state.blacklist.clear();
  state.templates = demoTemplates;
  state.balance = state.opening.credit;
  state.weather = state.opening.weather;
  state.people = state.opening.people;
  state.scenario = null;
  state.seed = state.opening.seed;
}

/** A report waits at most this long for the next event's report, ms on the sandbox's clock. */
const heldAtMostMs = 60_000;

/** Returns whether another event of the chain comes soon enough for this event's report to wait for it. */
function comesSoon(
  message: SandboxMessage,
  index: number,
  { afterMs }: { readonly afterMs: number },
): boolean {
  const step = message.steps[index];
  const next = step?.plan.events[step.fired]?.afterMs;
  if (next !== undefined) return next - afterMs <= heldAtMostMs;
  const fallsBack = step?.plan.fallsBackAfterMs ?? null;
  return fallsBack !== null && fallsBack - afterMs <= heldAtMostMs && hasMoreToCome(message);
}

/** Returns whether another event of the chain is still to come. */
function hasMoreToCome(message: SandboxMessage): boolean {
  return message.steps.some((step, index) => {
    if (step.startedAt !== null) return step.fired < step.plan.events.length;
    if (index === 0) return true;
    const before = message.steps[index - 1];
    return before !== undefined && before.startedAt !== null && before.plan.fallsBackAfterMs !== null;
  });
}

/** Returns whether something is still to happen: an event, a step or a callback. */
export function isUnsettled(message: SandboxMessage): boolean {
  if (message.cancelledAt !== null) return false;
  return message.callbacks.some(({ outcome }) => outcome === 'waiting') || hasMoreToCome(message);
}
