/** Runs the life of an omnimessage, from its acceptance to its last callback. */
import type { Scenario } from '../../../shared/sandbox/scenario.ts';
import type { CallbackLanes } from './callback-lanes.ts';
import type { EventQueue } from './event-queue.ts';
import { createDeliveries } from './message-deliveries.ts';
import { createSteps, startStep } from './message-steps.ts';
import type { Omnimessage } from './omnimessage-schema.ts';
import { planMessage } from './plan-message.ts';
import type { JournalRecord, SandboxInbound, SandboxMessage } from './records.ts';
import { apply, type SandboxState } from './state.ts';

export type Engine = {
  /**
   * Accepts an omnimessage; resolves once the message is stored.
   * @throws if the message cannot be stored; the message is not accepted then
   */
  accept(omnimessage: Omnimessage): Promise<SandboxMessage>;
  /** Cancels a message. @returns false if the message does not exist or was already sent */
  cancel(id: string): Promise<boolean>;
  /** Records that this number has had its one refusal. */
  turnAway(to: string): Promise<void>;
  /** Sends an inbound message. */
  receive(inbound: Omit<SandboxInbound, 'tries' | 'outcome' | 'at'>): Promise<void>;
  changeState(record: StateRecord): Promise<void>;
  /** Sets everything that a scenario defines and resets the rest to fair weather. The inbound URL stays. */
  setScenario(scenario: Scenario): Promise<void>;
  /** Continues the work that was unfinished when the journal was closed. */
  resume(): void;
};

type StateRecord = Extract<
  JournalRecord,
  { type: 'weather' | 'people' | 'opened' | 'reset' | 'seeded' | 'templates' | 'blacklist' }
>;

export type EngineParts = {
  readonly state: SandboxState;
  /** Stores a record of this account. */
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

export function createEngine(parts: EngineParts): Engine {
  const { state, append, queue, lanes, now, seed, speed, password, log } = parts;

  let failing = false;

  /**
   * Applies a record immediately, so that the journal has the order in which things happened, and stores it.
   */
  function commit(record: JournalRecord): Promise<void> {
    const written = append(record);
    apply(state, record);
    return written;
  }

  /** Stores a record without waiting. Used for events that may be repeated after a crash. */
  function note(record: JournalRecord): void {
    commit(record).then(
      () => {
        failing = false;
      },
      (error: unknown) => {
        // Log the failure once, not for each of thousands of records.
        if (!failing) log(`the journal can't be written: ${String(error)}`);
        failing = true;
      },
    );
  }

  function dueAt(since: number, afterMs: number): number {
    return since + afterMs / speed;
  }

  const deliveries = createDeliveries({ lanes, password, note, dueAt });
  const { schedule, beginsAt } = createSteps({ state, queue, deliveries, note, dueAt });

  return {
    async accept(omnimessage) {
      const message = planMessage(omnimessage, state, seed, now());
      let written = commit({ type: 'accepted', message });
      if (beginsAt(message) <= message.acceptedAt) {
        written = Promise.all([written, commit(startStep(state, message, 0, message.acceptedAt))]).then(
          () => {},
        );
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
      deliveries.inbound(record);
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
        for (const index of message.callbacks.keys()) deliveries.report(message, index);
      }
      for (const inbound of state.inbound.values()) {
        if (inbound.outcome === 'waiting') deliveries.inbound(inbound);
      }
    },
  };
}
