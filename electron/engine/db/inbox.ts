/**
 * The calls on their way to the writer. A group is committed when every caller that is expected has joined it, because
 * two groups of half of the callers wait for the disk twice.
 */
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { Call, ToWorker } from './worker-messages.ts';

export type Inbox = {
  /**
   * Begins a group.
   * @returns its first calls and those that wait in the port, in an array that `joining` extends. The group is refused
   * as a whole if another program keeps the lock of the database, so its calls do not wait one after another.
   */
  begin(calls: readonly Call[]): Call[];
  /**
   * Returns the calls that arrived since, or that arrive within the time that a commit takes, if as many callers as
   * recently have not joined yet. Empty if the group should be committed now.
   * @param group gets these calls too
   */
  joining(group: Call[]): readonly Call[];
  /** Returns the message that ended a group, because it contains no calls; null if there is none. */
  keptBack(): ToWorker | null;
  /** Learns from a commit. @param size the group's calls @param ms how long the disk took */
  committed(size: number, ms: number): void;
};

/**
 * A group of this size is committed before more calls are added, so that no caller waits for an endless
 * stream of others.
 */
const largestGroup = 500;

/** With fewer callers a group is committed without waiting: some of them may not come again. */
const fewestExpected = 6;

/** The longest wait for callers, milliseconds, if the disk is slow. */
const longestWaitMs = 4;

/**
 * @param posted its first number counts the calls that were posted, and is notified of each message
 * @param mostMs the longest wait, milliseconds
 */
export function createInbox(port: MessagePort, posted: Int32Array, mostMs = longestWaitMs): Inbox {
  let taken = 0;
  let keptBack: ToWorker | null = null;
  let expected = 0;
  let commitMs = 0;
  let until = 0;

  const receive = (): readonly Call[] => {
    if (keptBack !== null) return [];
    const message = receiveMessageOnPort(port)?.message as ToWorker | undefined;
    if (message === undefined) return [];
    if (message.kind === 'calls') {
      taken = (taken + message.calls.length) | 0;
      return message.calls;
    }
    keptBack = message;
    return [];
  };
  /** Adds the next message's calls to a group. @returns these calls */
  const join = (group: Call[]): readonly Call[] => {
    const calls = receive();
    group.push(...calls);
    return calls;
  };
  const waiting = (): number => (Atomics.load(posted, 0) - taken) | 0;

  return {
    begin(calls) {
      taken = (taken + calls.length) | 0;
      until = performance.now() + commitMs;
      const group = [...calls];
      while (group.length < largestGroup && join(group).length > 0);
      return group;
    },
    joining(group) {
      while (group.length < largestGroup) {
        // Read before looking, so that a message that arrives in between ends the wait.
        const seen = Atomics.load(posted, 0);
        const calls = join(group);
        if (calls.length > 0) return calls;
        const left = until - performance.now();
        if (keptBack !== null || expected < fewestExpected || group.length >= expected || left <= 0) break;
        Atomics.wait(posted, 0, seen, left);
      }
      return [];
    },
    keptBack() {
      const message = keptBack;
      keptBack = null;
      return message;
    },
    committed(size, ms) {
      expected = size + waiting();
      commitMs = Math.min(mostMs, (commitMs + ms) / 2);
    },
  };
}
