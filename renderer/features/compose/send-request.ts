/** The request that sends a draft, and the notice that confirms it. */
import type { Listed } from '../../../shared/contract/compose.ts';
import type { DraftChain } from '../../../shared/messaging/compose.ts';
import { createMergedCounter } from '../../../shared/messaging/merged-segments.ts';
import type { Values } from '../../../shared/messaging/placeholders.ts';
import type { Purpose } from '../../../shared/messaging/purposes.ts';
import type { E164 } from '../../../shared/messaging/types.ts';
import type { Language } from '../../lib/language.tsx';
import { listedLines } from '../../lib/listed-lines.ts';
import { type Answers, type Asked, answered, mostOf, timesOf } from './before-asking.ts';
import type { SendMore } from './compose-state.ts';
import { chainOf, type Draft } from './draft.ts';
import { noPurposes, purposeOf } from './draft-purpose.ts';
import type { Recipients } from './recipients.ts';
import type { Schedule } from './schedule.ts';
import { type DraftCost, estimatesOf } from './sending-cost.ts';

export type SendRequest = {
  readonly to: readonly E164[];
  readonly chain: DraftChain;
  readonly more: SendMore;
  /** How many messages are held until the quiet hours end. */
  readonly held: number;
  /** The recipients of the draft on the do-not-send list. */
  readonly listed: readonly Listed[];
};

/** A draft with its calculated data. */
export type Message = {
  readonly draft: Draft;
  readonly recipients: Recipients;
  readonly schedule: Schedule;
  readonly cost: DraftCost;
  /** The purposes of the settings; missing until they are loaded. */
  readonly purposes?: readonly Purpose[] | undefined;
};

/** The values of each recipient, by E.164. */
export function valuesOf({ people }: Recipients): Readonly<Record<string, Values>> {
  return Object.fromEntries(people.map((one) => [one.to, one.values]));
}

/** The sending time of each message, if they differ; otherwise {}. */
export function sendTimesOf({ recipients, schedule }: Pick<Message, 'recipients' | 'schedule'>) {
  const people = recipients.all.flatMap(({ phone, repeat, listed }) =>
    phone === null || repeat || listed !== null ? [] : [{ to: phone.e164, country: phone.country }],
  );
  return timesOf(schedule, people);
}

/** Returns the request for the questions and the user's answers. */
export function sendRequestOf(
  message: Message,
  { found, costly }: Pick<Asked, 'found' | 'costly'>,
  answers: Answers,
): SendRequest {
  const { draft, recipients, cost } = message;
  const { to, held, ...more } = answered(recipients.to, sendTimesOf(message), found, answers);
  const sentTo = new Set<string>(to);
  const estimates = Object.entries(estimatesOf(cost, recipients, draft.steps, createMergedCounter()));
  const estimateOf = Object.fromEntries(estimates.filter(([one]) => sentTo.has(one)));
  const approved = costly ? mostOf(cost) : null;
  return {
    to,
    chain: chainOf(draft),
    held,
    listed: [...recipients.listed, ...(found?.doNotSend ?? [])],
    more: {
      ...more,
      ...(approved === null ? {} : { approvedCost: approved }),
      ...purposeOf(draft.purpose, message.purposes ?? noPurposes),
      estimateOf,
      values: valuesOf(recipients),
    },
  };
}

/**
 * The notice after a send: how many messages are sent, scheduled, held or waiting, and which recipients are
 * left out.
 */
export function sentNotice(
  { words, format }: Pick<Language, 'words' | 'format'>,
  { held, listed }: Pick<SendRequest, 'held' | 'listed'>,
  { count, paused, scheduled }: { count: number; paused: boolean; scheduled: boolean },
): string {
  const { before } = words.sending;
  const lines = listedLines(listed, before, format.phone);
  const leftOut = lines.length === 0 ? [] : [before.doNotSend(listed.length), lines.join('; ')];
  const outcome = () => {
    if (paused) return words.compose.written(count);
    if (scheduled) return words.compose.scheduled(count);
    return held > 0 ? before.held(held) : words.compose.sent(count);
  };
  return [outcome(), ...leftOut].join(' ');
}
