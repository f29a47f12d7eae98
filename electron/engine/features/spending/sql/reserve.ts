/** Reserves the highest possible cost of a message in the transaction that begins its attempt, or holds the message. */
import type { DraftChain } from '../../../../../shared/messaging/compose.ts';
import { costOfChain, type KnownPrices } from '../../../../../shared/messaging/cost.ts';
import { addDecimals, isMoreThan } from '../../../../../shared/messaging/money.ts';
import type { Problem } from '../../../../../shared/messaging/problem.ts';
import { stepParts } from '../../../../../shared/messaging/sms-length.ts';
import {
  dayAt,
  dayEndsAt,
  isCapped,
  monthEndsAt,
  type SpendCaps,
  withEnteredPrices,
} from '../../../../../shared/messaging/spend-caps.ts';
import { ownZone, type ZoneClock, zoneClock } from '../../../../../shared/messaging/time-zones.ts';
import type { DecimalString } from '../../../../../shared/messaging/types.ts';
import { messagesProblem } from '../../../../../shared/problems/messages.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { readPrices } from '../../accounts/sql/index.ts';
import { chargedPrices } from '../../compose/sql/index.ts';
import { addToDay, spentInMonth, spentOn } from './spent-days.ts';
import { storedCaps } from './stored-caps.ts';

/** A price list older than this is read again before anything is reserved against a cap. */
const pricesForMs = 24 * 60 * 60_000;
/** When a message without a known price is looked at again, if nothing happens before. */
const priceRetryMs = 60 * 60_000;

type Message = {
  readonly seq: number;
  readonly accountId: string;
  readonly country: string | null;
  readonly draft: DraftChain;
};

type Hold = { readonly by: 'cap' | 'price'; readonly problem: Problem; readonly untilAt: number };

/** Reserves for the messages of one call; reads the caps and the prices of a country once. */
export type Reserver = {
  /** @returns why the message must wait; null if its cost was reserved */
  reserve(message: Message): Hold | null;
};

/** @param now UTC epoch ms, the time of the attempts */
export function createReserver(context: WriteContext, now: number): Reserver {
  const caps = storedCaps(context);
  const clock = zoneClock(caps.zone ?? ownZone());
  const day = dayAt(clock, now);
  const known = new Map<string, KnownPrices>();

  function pricesOf({ accountId, country, draft }: Message): KnownPrices {
    const isSmsOnly = draft.steps.every(({ channel }) => channel === 'sms');
    const key = `${accountId} ${country} ${isSmsOnly}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const prices = withEnteredPrices(
      country === null ? null : readKnown(context, { accountId, country, isSmsOnly, caps, now }),
      caps.prices,
      country,
    );
    known.set(key, prices);
    return prices;
  }

  return {
    reserve(message) {
      const steps = message.draft.steps.map((step) => {
        const parts = stepParts(step);
        return { channel: step.channel, parts: { least: parts, most: parts } };
      });
      const cost = costOfChain(steps, pricesOf(message));
      const most = cost.total?.high ?? null;
      const hold = isCapped(caps) ? holdOf(context, { caps, clock, now, day, most }) : null;
      if (hold === 'price') {
        const about = { channels: cost.unknown.join(', '), country: message.country ?? '–' };
        return { by: 'price', problem: messagesProblem('price-unknown', about), untilAt: now + priceRetryMs };
      }
      if (hold !== null) return hold;
      const amount = most ?? cost.knownMost ?? '0';
      context.run(
        'UPDATE omnimessage SET booked_on = ?, reserved = ?, booked = ?, held_by = NULL WHERE seq = ?',
        day,
        most,
        amount,
        message.seq,
      );
      addToDay(context, day, amount as DecimalString);
      return null;
    },
  };
}

/** Reads the prices of a country; a list that is too old to be reserved against a cap is not known. */
function readKnown(
  context: WriteContext,
  about: {
    readonly accountId: string;
    readonly country: string;
    readonly isSmsOnly: boolean;
    readonly caps: SpendCaps;
    readonly now: number;
  },
): KnownPrices {
  const list = readPrices(context, about);
  const isFresh = list !== null && (!isCapped(about.caps) || about.now - list.fetchedAt <= pricesForMs);
  const { networks } = isFresh
    ? (JSON.parse(list.prices) as Pick<KnownPrices, 'networks'>)
    : { networks: [] };
  // An SMS has a listed price; what was charged is looked for in many messages.
  return { networks, charged: about.isSmsOnly ? [] : chargedPrices(context, about) };
}

/** Returns which cap a cost does not fit into; null if it fits. @param about.most null: not known */
function holdOf(
  context: WriteContext,
  about: {
    readonly caps: SpendCaps;
    readonly clock: ZoneClock;
    readonly now: number;
    readonly day: string;
    readonly most: DecimalString | null;
  },
): Hold | 'price' | null {
  const { caps, clock, now, day, most } = about;
  if (most === null) return 'price';
  const { daily, monthly } = caps;
  const least = [daily, monthly].filter((cap) => cap !== null).find((cap) => isMoreThan(most, cap));
  if (least !== undefined)
    return {
      by: 'cap',
      problem: messagesProblem('spend-cap-reached/alone', { cost: most, cap: least }),
      untilAt: monthEndsAt(clock, now),
    };
  if (monthly !== null && isMoreThan(addDecimals(spentInMonth(context, day), most), monthly))
    return {
      by: 'cap',
      problem: messagesProblem('spend-cap-reached/month', { cap: monthly }),
      untilAt: monthEndsAt(clock, now),
    };
  if (daily !== null && isMoreThan(addDecimals(spentOn(context, day), most), daily))
    return {
      by: 'cap',
      problem: messagesProblem('spend-cap-reached', { cap: daily }),
      untilAt: dayEndsAt(clock, now),
    };
  return null;
}
