/** The draft that a user is writing, and its conversion to a chain of the contract. */
import {
  type DraftChain,
  type DraftStep,
  type Priority,
  type TextStore,
  tidySender,
} from '../../../shared/messaging/compose.ts';
import { type Channel, channels } from '../../../shared/messaging/types.ts';
import { holdsSomething, type JsonObject } from './forms/json-tree.ts';
import { chainContent, writtenOf } from './forms/step-content.ts';

export type Autoconvert = 'on' | 'off' | 'full';

export type StepDraft = {
  readonly key: string;
  readonly channel: Channel;
  readonly text: string;
  /** '' means the API key's default. */
  readonly sender: string;
  /** null means Messente's default. */
  readonly waitSeconds: number | null;
  readonly autoconvert: Autoconvert;
  /** SMS only: the user data header as typed; '' means none. */
  readonly udh: string;
  /**
   * The values typed into the channel's other forms, of every kind; see
   * renderer/features/compose/forms/shape.ts. {} means a plain text.
   */
  readonly content: JsonObject;
};

/** A recipient as typed or pasted; it is interpreted where it is shown. */
export type RecipientDraft = {
  readonly key: string;
  readonly written: string;
  /** The values of placeholders, by column name. */
  readonly values?: Readonly<Record<string, string>>;
  /** The row of the spreadsheet that it came from. */
  readonly row?: number;
};

export type Draft = {
  readonly recipients: readonly RecipientDraft[];
  /** The names of recipients' values, in the order of the table. */
  readonly columns: readonly string[];
  /** Text in the To field that is not a recipient yet. */
  readonly typed: string;
  readonly steps: readonly StepDraft[];
  /** The key of the step that is being edited. */
  readonly selected: string;
  /** UTC epoch ms; null means now. */
  readonly sendAt: number | null;
  /** "2026-11-25T09:00" in each recipient's time zone, instead of sendAt; see schedule.ts. */
  readonly sendAtTheirs?: string | null;
  /** null means Messente's default. */
  readonly priority?: Priority | null;
  /** null means the account's default. */
  readonly textStore?: TextStore | null;
  /** Why these recipients may be contacted; '' if not given. */
  readonly purpose: string;
  readonly tags: readonly string[];
};

export function newStep(key: string, channel: Channel): StepDraft {
  return {
    key,
    channel,
    text: '',
    sender: '',
    waitSeconds: channel === 'sms' ? null : 300,
    autoconvert: 'on',
    udh: '',
    content: {},
  };
}

export function emptyDraft(newKey: () => string): Draft {
  const step = newStep(newKey(), 'sms');
  return {
    recipients: [],
    columns: [],
    typed: '',
    steps: [step],
    selected: step.key,
    sendAt: null,
    purpose: '',
    tags: [],
  };
}

/** Returns the channels that the chain does not use yet; each may be used once. */
export function unusedChannels(draft: Draft): readonly Channel[] {
  const used = new Set(draft.steps.map((step) => step.channel));
  return channels.filter((channel) => !used.has(channel));
}

/** Moves a step up (-1) or down (1); does nothing at the ends. */
export function moveStep(draft: Draft, key: string, by: -1 | 1): Draft {
  const from = draft.steps.findIndex((step) => step.key === key);
  const moving = draft.steps[from];
  const to = from + by;
  if (!moving || to < 0 || to >= draft.steps.length) return draft;
  return { ...draft, steps: draft.steps.toSpliced(from, 1).toSpliced(to, 0, moving) };
}

function chainStep(step: StepDraft): DraftStep {
  const { channel, waitSeconds } = step;
  const wait =
    waitSeconds === null
      ? {}
      : channel === 'telegram' || waitSeconds % 60 === 0
        ? /* Telegram accepts only minutes. */
          { validityMinutes: Math.max(1, Math.round(waitSeconds / 60)) }
        : { ttlSeconds: waitSeconds };
  return {
    channel,
    ...chainContent(step),
    ...(tidySender(step.sender) === '' ? {} : { sender: tidySender(step.sender) }),
    ...wait,
    ...(channel === 'sms' && step.autoconvert !== 'on' ? { autoconvert: step.autoconvert } : {}),
    ...(channel === 'sms' && step.udh.trim() !== '' ? { udh: step.udh.trim() } : {}),
  };
}

/**
 * Converts a chain to a draft.
 * @param chain its texts may contain placeholders
 * @param to numbers as displayed
 */
export function draftFrom(chain: DraftChain, to: readonly string[], newKey: () => string): Draft {
  const empty = emptyDraft(newKey);
  const steps = chain.steps.map((step): StepDraft => {
    const { channel, sender, ttlSeconds, validityMinutes, autoconvert, udh } = step;
    return {
      key: newKey(),
      channel,
      ...writtenOf(step),
      sender: sender ?? '',
      waitSeconds: ttlSeconds ?? (validityMinutes === undefined ? null : validityMinutes * 60),
      autoconvert: autoconvert ?? 'on',
      udh: udh ?? '',
    };
  });
  const [first] = steps;
  return {
    ...empty,
    ...(first === undefined ? {} : { steps, selected: first.key }),
    ...(chain.priority === undefined ? {} : { priority: chain.priority }),
    ...(chain.textStore === undefined ? {} : { textStore: chain.textStore }),
    recipients: to.map((written) => ({ key: newKey(), written })),
  };
}

/** Converts a draft to a chain of the contract. */
export function chainOf(draft: Draft): DraftChain {
  return {
    steps: draft.steps.map(chainStep),
    ...(draft.sendAt === null || draft.sendAtTheirs ? {} : { timeToSend: draft.sendAt }),
    ...(draft.priority ? { priority: draft.priority } : {}),
    ...(draft.textStore ? { textStore: draft.textStore } : {}),
  };
}

/** Returns whether no step has content yet. */
export function holdsNoWords(draft: Draft): boolean {
  return draft.steps.every((step) => step.text === '' && !holdsSomething(step.content));
}

/** Returns whether nothing has been written that the user would miss. */
export function isBlank(draft: Draft): boolean {
  return (
    draft.recipients.length === 0 &&
    draft.typed.trim() === '' &&
    draft.purpose.trim() === '' &&
    draft.tags.length === 0 &&
    holdsNoWords(draft)
  );
}
