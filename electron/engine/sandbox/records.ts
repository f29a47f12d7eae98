/** The stored data: messages with their outcomes, and the records that change them. */
import type { Channel, DecimalString, PriceInfo } from '../../../shared/messaging/types.ts';
import type { ScenarioAnswer } from '../../../shared/sandbox/scenario.ts';
import type { PlannedEvent, StepPlan } from './step-plan.ts';
import type { Weather, WeatherChange } from './weather.ts';
import type { SandboxTemplate } from './whatsapp-template-data.ts';

export type CallbackTry = {
  readonly at: number;
  /** The receiver's HTTP status; null if the receiver did not answer. */
  readonly status: number | null;
  /** The error if the receiver did not answer; otherwise null. */
  readonly error: string | null;
};

/** `waiting`: still to be sent (again). `dropped`: the weather discarded it. */
export type CallbackOutcome = 'waiting' | 'received' | 'given-up' | 'dropped';

/** One delivery report to be sent. */
export type Callback = {
  /** Index of the event that this callback reports. */
  readonly event: number;
  /** The callback says FAILED and has a wrong signature. */
  readonly forged: boolean;
  /** How many of the first attempts are cut off in the middle of the body. */
  readonly cuts: number;
  /** The delay before sending, milliseconds on the sandbox's clock. */
  readonly delayMs: number;
  readonly tries: readonly CallbackTry[];
  readonly outcome: CallbackOutcome;
};

export type FiredEvent = Omit<PlannedEvent, 'afterMs'> & {
  /** When the event happened, epoch ms with fractions. */
  readonly at: number;
};

export type SandboxStep = {
  readonly messageId: string;
  readonly channel: Channel;
  readonly sender: string;
  /** The number of charged units: the parts of an SMS; 1 on other channels. */
  readonly parts: number;
  readonly plan: StepPlan;
  /** When the step started, epoch ms; null before. */
  readonly startedAt: number | null;
  /** How many events of the plan have happened. */
  readonly fired: number;
  /** The price; null before the step starts, and if the operator did not accept the message. */
  readonly price: PriceInfo | null;
};

export type SandboxMessage = {
  readonly id: string;
  readonly to: string;
  readonly dlrUrl: string | null;
  /** The parsed omnimessage as it was received. */
  readonly body: unknown;
  /** Equal for equal requests, whatever their dlr_url. */
  readonly fingerprint: string;
  /**
   * The seed that decides which of its reports the weather affects. Missing in records by older versions
   * without this feature.
   */
  readonly reportSeed?: number;
  readonly acceptedAt: number;
  /** The requested time of sending; null means at once. */
  readonly timeToSendAt: number | null;
  cancelledAt: number | null;
  readonly steps: SandboxStep[];
  readonly events: FiredEvent[];
  readonly callbacks: Callback[];
  /** Indexes of events whose reports are held until the next event's report was sent. */
  readonly held: number[];
};

/** An inbound message from a simulated person to one of our numbers. */
export type SandboxInbound = {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  /** The raw JSON body that is posted. */
  readonly body: string;
  /** When the person writes, epoch ms. The message is not sent before. */
  readonly at: number;
  tries: readonly CallbackTry[];
  outcome: CallbackOutcome;
};

/** The simulated people who write to us. */
export type People = {
  /**
   * The URL for their messages, and the number's shared secret; null means that the messages are not sent
   * anywhere.
   */
  readonly inbound: { readonly url: string; readonly secret: string } | null;
  readonly answers: readonly ScenarioAnswer[];
};

export const nobody: People = { inbound: null, answers: [] };

/** An account's initial values, which a reset restores. */
export type Opening = {
  readonly credit: DecimalString;
  /** null means the seed that the sandbox was started with. */
  readonly seed: number | null;
  readonly weather: Weather;
  readonly people: People;
  /** How many times faster its clock runs; missing: as fast as the sandbox's. */
  readonly speed?: number;
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
      /** Replaces the step's plan if the credit did not cover its price; otherwise null. */
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
      /** The change starts from fair weather instead of the current weather. */
      readonly fromFair?: true;
    }
  | { readonly type: 'inbound'; readonly inbound: SandboxInbound }
  | {
      readonly type: 'inbound-tried';
      readonly id: string;
      readonly tried: CallbackTry;
      readonly outcome: CallbackOutcome;
    }
  /** The complete new list of templates. */
  | { readonly type: 'templates'; readonly templates: readonly SandboxTemplate[] }
  /** Numbers (E.164) that were put on the account's blacklist or taken off it. */
  | { readonly type: 'blacklist'; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly type: 'people'; readonly people: People }
  /** A scenario was set; its records come before this one. */
  | { readonly type: 'scenario'; readonly name: string }
  /** The first record of an account that is not the default account. */
  | { readonly type: 'opened'; readonly opening: Opening }
  | { readonly type: 'reset' }
  | { readonly type: 'seeded'; readonly seed: number }
  | {
      readonly type: 'account';
      readonly balance: DecimalString;
      readonly weather: Weather;
      readonly turnedAway: readonly string[];
      readonly occurrences: readonly (readonly [fingerprint: string, count: number])[];
      /** Missing in records by older versions. */
      readonly seed?: number | null;
      readonly people?: People;
      readonly scenario?: string | null;
    };
