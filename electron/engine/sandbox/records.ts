/** What is written down: messages and what became of them, and the records that change them. */
import type { Channel, DecimalString, PriceInfo } from '../../../shared/messaging/types.ts';
import type { ScenarioAnswer } from '../../../shared/sandbox/scenario.ts';
import type { PlannedEvent, StepPlan } from './step-plan.ts';
import type { Weather, WeatherChange } from './weather.ts';
import type { SandboxTemplate } from './whatsapp-template-data.ts';

export type CallbackTry = {
  readonly at: number;
  /** The receiver's HTTP status; null where none came. */
  readonly status: number | null;
  /** What went wrong where no status came. */
  readonly error: string | null;
};

/** `waiting`: still to be sent (again). `dropped`: the weather took it. */
export type CallbackOutcome = 'waiting' | 'received' | 'given-up' | 'dropped';

/** One delivery report that is to be sent. */
export type Callback = {
  /** Index of the event that it reports. */
  readonly event: number;
  /** Says FAILED, with a wrong signature. */
  readonly forged: boolean;
  /** How many of the first attempts are cut off in the middle of the body. */
  readonly cuts: number;
  /** Milliseconds on the sandbox's clock that it is held up. */
  readonly delayMs: number;
  readonly tries: readonly CallbackTry[];
  readonly outcome: CallbackOutcome;
};

export type FiredEvent = Omit<PlannedEvent, 'afterMs'> & {
  /** When it happened, epoch ms with fractions. */
  readonly at: number;
};

export type SandboxStep = {
  readonly messageId: string;
  readonly channel: Channel;
  readonly sender: string;
  /** How many messages it is charged as: the parts of an SMS, else 1. */
  readonly parts: number;
  readonly plan: StepPlan;
  /** When its turn came, epoch ms; null before. */
  readonly startedAt: number | null;
  /** How many events of its plan have happened. */
  readonly fired: number;
  /** What it cost; null before its turn, and where the operator didn't take it. */
  readonly price: PriceInfo | null;
};

export type SandboxMessage = {
  readonly id: string;
  readonly to: string;
  readonly dlrUrl: string | null;
  /** The omnimessage as it was sent to us. */
  readonly body: unknown;
  /** Same for the same request, whatever its dlr_url. */
  readonly fingerprint: string;
  /** Decides which of its reports the weather takes; left out by versions that had no such weather. */
  readonly reportSeed?: number;
  readonly acceptedAt: number;
  /** The time that was asked for; null: at once. */
  readonly timeToSendAt: number | null;
  cancelledAt: number | null;
  readonly steps: SandboxStep[];
  readonly events: FiredEvent[];
  readonly callbacks: Callback[];
  /** Events whose reports are kept back until the next one's has gone out. */
  readonly held: number[];
};

/** A message that a person sent to one of our numbers, on its way to the inbound URL. */
export type SandboxInbound = {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  /** The raw JSON that is posted. */
  readonly body: string;
  /** When the person writes it, epoch ms: it isn't sent before. */
  readonly at: number;
  tries: readonly CallbackTry[];
  outcome: CallbackOutcome;
};

/** People who write to us. */
export type People = {
  /** Where their messages go, and the number's shared secret; null: nowhere. */
  readonly inbound: { readonly url: string; readonly secret: string } | null;
  readonly answers: readonly ScenarioAnswer[];
};

export const nobody: People = { inbound: null, answers: [] };

/** What an account begins with, and has again after a reset. */
export type Opening = {
  readonly credit: DecimalString;
  /** null: the one that the sandbox was started with. */
  readonly seed: number | null;
  readonly weather: Weather;
  readonly people: People;
};

export type JournalRecord =
  | { readonly type: 'accepted'; readonly message: SandboxMessage }
  | { readonly type: 'withdrawn'; readonly id: string }
  | {
      readonly type: 'step-started';
      readonly id: string;
      readonly step: number;
      readonly at: number;
      readonly price: PriceInfo | null;
      /** Takes the place of the plan where the credit didn't cover it. */
      readonly plan: StepPlan | null;
    }
  | { readonly type: 'happened'; readonly id: string; readonly step: number; readonly at: number }
  | {
      readonly type: 'callback-tried';
      readonly id: string;
      readonly callback: number;
      readonly tried: CallbackTry;
      readonly outcome: CallbackOutcome;
    }
  | { readonly type: 'cancelled'; readonly id: string; readonly at: number }
  | { readonly type: 'turned-away'; readonly to: string }
  | {
      readonly type: 'weather';
      readonly change: WeatherChange;
      /** From fair weather on, not from what there was. */
      readonly fromFair?: true;
    }
  | { readonly type: 'inbound'; readonly inbound: SandboxInbound }
  | {
      readonly type: 'inbound-tried';
      readonly id: string;
      readonly tried: CallbackTry;
      readonly outcome: CallbackOutcome;
    }
  /** All that there are now. */
  | { readonly type: 'templates'; readonly templates: readonly SandboxTemplate[] }
  | { readonly type: 'people'; readonly people: People }
  /** A scenario was set, whose records stand before. */
  | { readonly type: 'scenario'; readonly name: string }
  /** An account besides the sandbox's own one: its first record. */
  | { readonly type: 'opened'; readonly opening: Opening }
  | { readonly type: 'reset' }
  | { readonly type: 'seeded'; readonly seed: number }
  | {
      readonly type: 'account';
      readonly balance: DecimalString;
      readonly weather: Weather;
      readonly turnedAway: readonly string[];
      readonly occurrences: readonly (readonly [fingerprint: string, count: number])[];
      /** Left out by versions that had none. */
      readonly seed?: number | null;
      readonly people?: People;
      readonly scenario?: string | null;
    };
