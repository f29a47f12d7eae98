/**
 * Schedules callbacks. The callbacks of one message are sent one after the other; each is retried until it is
 * received or its attempts are used up. Callbacks of different messages are sent in parallel, with a limit
 * for each origin, so that a slow receiver does not delay the others.
 */
import type { CallbackRequest, CallbackTransport } from './callback-transport.ts';
import type { EventQueue } from './event-queue.ts';
import type { CallbackTry } from './records.ts';

/**
 * Milliseconds on the sandbox's clock before the second, third and fourth attempt. Messente does not document
 * its delays.
 */
const retryAfterMs = [1_000, 5_000, 25_000] as const;
const attemptsAtMost = 1 + retryAfterMs.length;

type Delivery = CallbackRequest & {
  /** The callback is not sent before this time, epoch ms. */
  readonly notBefore: number;
  /** How many of the first attempts are cut off in the middle of the body. */
  readonly cuts: number;
  /** The callback is sent once and never retried. */
  readonly once: boolean;
  /** Called after each attempt with its result, and with whether it was the last attempt. */
  readonly onTried: (tried: CallbackTry, outcome: 'waiting' | 'received' | 'given-up') => void;
};

export type CallbackLanes = {
  /**
   * Adds a callback to a lane.
   *
   * @param lane callbacks of the same lane are delivered in order; e.g. the id of an omnimessage
   */
  add(lane: string, delivery: Delivery): void;
  /** Discards all waiting callbacks. */
  clear(): void;
};

/**
 * Every status from 200 to 399 means received (Messente's page about delivery reports), so redirects are not
 * followed.
 */
function isReceived({ status }: CallbackTry): boolean {
  return status !== null && status >= 200 && status <= 399;
}

export function createCallbackLanes(parts: {
  readonly queue: EventQueue;
  readonly transport: CallbackTransport;
  readonly now: () => number;
  readonly speed: number;
}): CallbackLanes {
  const { queue, transport, now, speed } = parts;
  let lanes = new Map<string, Delivery[]>();

  function begin(name: string, lane: Delivery[]): void {
    const [head] = lane;
    if (head === undefined) {
      lanes.delete(name);
      return;
    }
    if (head.notBefore > now()) queue.add(head.notBefore, () => attempt(name, lane, head, 0));
    else attempt(name, lane, head, 0);
  }

  function attempt(name: string, lane: Delivery[], head: Delivery, made: number): void {
    const sending = made < head.cuts ? transport.sendCut(head) : transport.send(head);
    void sending.then((result) => {
      // A reset happened in the meantime, so this delivery is obsolete.
      if (lanes.get(name) !== lane) return;
      const received = isReceived(result);
      const last = received || head.once || made + 1 >= attemptsAtMost;
      head.onTried(result, received ? 'received' : last ? 'given-up' : 'waiting');
      if (last) {
        lane.shift();
        begin(name, lane);
        return;
      }
      const waitMs = (retryAfterMs[made] ?? 0) / speed;
      queue.add(now() + waitMs, () => attempt(name, lane, head, made + 1));
    });
  }

  return {
    add(name, delivery) {
      const lane = lanes.get(name);
      if (lane !== undefined) {
        lane.push(delivery);
        return;
      }
      const fresh = [delivery];
      lanes.set(name, fresh);
      begin(name, fresh);
    },
    clear() {
      lanes = new Map();
    },
  };
}
