import type { ProblemView } from '../../../shared/contract/common.ts';
import type { InboundMessage, InboundNumber } from '../../../shared/contract/inbound.ts';
import type { EngineClient } from '../../lib/transport.ts';

type Answer<Call extends keyof EngineClient['subscriptions']> = Awaited<
  ReturnType<EngineClient['subscriptions'][Call]>
>;

export type InboundState = {
  /** The id of the number whose messages are listed; null means all. */
  readonly numberId: string | null;
  /** Whether only answers are listed that need a decision. */
  readonly undecided: boolean;
  /** Who subscribed and waits to be confirmed, as far as it is shown; null until loaded. */
  readonly subscriptions: Answer<'list'> | null;
  readonly subscriptionAddresses: Answer<'addresses'>;
  /** Newest first. */
  readonly rows: readonly InboundMessage[];
  readonly next: number | null;
  readonly loading: 'first' | 'more' | null;
  readonly opened: boolean;
  readonly problem: ProblemView | null;
  /** null until loaded. */
  readonly numbers: readonly InboundNumber[] | null;
  readonly numbersProblem: ProblemView | null;
  readonly detail: {
    readonly id: number;
    /** null until loaded, and if there is no such message. */
    readonly value: InboundMessage | null;
    readonly isLoaded: boolean;
    /** Since when its sender is on the do-not-send list; null if not, or not known yet. */
    readonly listedAt: number | null;
    readonly problem: ProblemView | null;
  } | null;
};

export const initialInbound: InboundState = {
  numberId: null,
  undecided: false,
  subscriptions: null,
  subscriptionAddresses: [],
  rows: [],
  next: null,
  loading: 'first',
  opened: false,
  problem: null,
  numbers: null,
  numbersProblem: null,
  detail: null,
};

/** Reads and changes the state of the inbound messages. */
export type InboundAccess = {
  readonly get: () => InboundState;
  readonly set: (patch: Partial<InboundState>) => void;
};

/** Returns the phone number of a sender; null if a name, a short number or nothing was received. */
export function personOf(message: Pick<InboundMessage, 'from'>): string | null {
  return message.from?.startsWith('+') === true ? message.from : null;
}
