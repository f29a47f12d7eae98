/**
 * When callbacks go out: those of one message one after the other, each until it is received or given up; those of
 * different messages beside each other, so many at a time to one origin that a slow receiver holds up nobody else.
 */
import type { CallbackRequest, CallbackTransport } from './callback-transport.ts';
import type { EventQueue } from './event-queue.ts';
import type { CallbackTry } from './records.ts';

/** Milliseconds on the sandbox's clock before the second, third and fourth attempt. Messente documents none. */
const retryAfterMs = [1_000, 5_000, 25_000] as const;
const attemptsAtMost = 1 + retryAfterMs.length;

type Delivery = CallbackRequest & {
  /** Epoch ms before which it isn't sent. */
  readonly notBefore: number;
  /** How many of the first attempts are cut off in the middle of the body. */
  readonly cuts: number;
  /** Never tried again, whatever comes of it. */
  readonly once: boolean;
  /** Told of each attempt, and whether it was the last. */
  readonly onTried: (tried: CallbackTry, outcome: 'waiting' | 'received' | 'given-up') => void;
};

export type CallbackLanes = {
  /** @param lane what is delivered in order, e.g. an omnimessage's id */
  add(lane: string, delivery: Delivery): void;
  /** Forgets all that waits. */
  clear(): void;
};

/** Any answer of 200 to 399 means received (Messente's delivery-report page); so a redirect is not followed. */
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
      // A reset in between: nobody asks for this any more.
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
