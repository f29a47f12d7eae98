/**
 * Draws a plausible history, oldest message first. The same seed and time give the same history. Writes
 * nothing to disk.
 */
import type { DraftChain } from '../../shared/messaging/compose.ts';
import { addDecimals, compareDecimals } from '../../shared/messaging/money.ts';
import type { Channel, DecimalString, E164 } from '../../shared/messaging/types.ts';
import {
  between,
  chains,
  countries,
  names,
  notes,
  type Outcome,
  outcomes,
  pick,
  pickWeighted,
  prices,
  purposes,
  randomHex,
  seededRandom,
  senders,
  tagSets,
  texts,
} from './seed-data.ts';

export type SeedEvent = {
  readonly channel: Channel;
  readonly status: string;
  readonly err: number;
  readonly at: number;
  readonly receivedAt: number;
  readonly source: 'callback' | 'poll';
  /** How many times the same report was received. */
  readonly times: number;
};

export type SeedMessage = {
  readonly id: string;
  readonly batchId: string;
  readonly to: E164;
  readonly country: string;
  readonly draft: DraftChain;
  readonly createdAt: number;
  readonly kind: Outcome | 'scheduled';
  readonly tags: readonly string[];
  readonly note: string | null;
  readonly purpose: string | null;
  readonly overridden: readonly string[];
  readonly estimate: { readonly low: DecimalString; readonly high: DecimalString };
  readonly resendOf: string | null;
  /** null if Messente never accepted the message, as far as is known. */
  readonly accepted: {
    readonly at: number;
    readonly omnimessageId: string;
    readonly messageIds: readonly string[];
    readonly senders: readonly string[];
    readonly prices: readonly DecimalString[];
  } | null;
  /** In the order in which they were received. */
  readonly events: readonly SeedEvent[];
};

const day = 24 * 3600 * 1000;
const oldestDays = 60;
const digits = '0123456789abcdefghjkmnpqrstvwxyz';

type Batch = {
  readonly id: string;
  readonly age: number;
  readonly size: number;
};

type Failed = { readonly id: string; readonly person: number };

type Person = {
  readonly to: E164;
  readonly name: string;
  readonly place: (typeof countries)[number];
};

/**
 * Yields the messages of a history. @param now epoch ms; the newest message is a moment older, the oldest 60
 * days older
 */
export function* drawHistory(options: {
  readonly messages: number;
  readonly seed: number;
  readonly now: number;
}): Generator<SeedMessage> {
  const random = seededRandom(options.seed);
  const people = Math.max(40, Math.round(options.messages / 4));
  const personOf = createPeople(people, options.seed);
  let lastFailed: Failed | null = null;
  for (const batch of drawBatches(options.messages, random)) {
    const createdAt = Math.round(options.now - batch.age);
    const template = pick(texts, random);
    const { channels } = pickWeighted(chains, random);
    const sender = pickWeighted(senders, random);
    const { tags } = pickWeighted(tagSets, random);
    const { purpose } = pickWeighted(purposes, random);
    const scheduled = batch.size === 1 && random() < 0.0005;
    const again: Failed | null =
      batch.size === 1 && lastFailed !== null && random() < 0.03 ? lastFailed : null;
    if (again) lastFailed = null;
    const first: number = again?.person ?? Math.floor(random() * people);
    for (let index = 0; index < batch.size; index += 1) {
      const personIndex: number = (first + index) % people;
      const person = personOf(personIndex);
      const message = drawMessage({
        batch,
        person,
        template,
        channels,
        sender,
        tags,
        purpose,
        createdAt,
        sendAt: scheduled ? options.now + between(1, 20, random) * day : null,
        resendOf: again?.id ?? null,
        random,
      });
      if (message.kind === 'failed') lastFailed = { id: message.id, person: personIndex };
      yield message;
    }
  }
}

/** Draws batches, ordered by time: most messages have one recipient, some have a few, few have many. */
function drawBatches(messages: number, random: () => number): Batch[] {
  const most = Math.max(1, Math.min(300, Math.floor(messages / 40)));
  const sizes: number[] = [];
  for (let left = messages; left > 0; ) {
    const kind = random();
    const wanted = kind < 0.75 ? 1 : kind < 0.95 ? between(2, 20, random) : between(21, 300, random);
    const size = Math.min(left, wanted, most);
    sizes.push(size);
    left -= size;
  }
  const ages = sizes.map(() => random() ** 2 * oldestDays * day + 20_000).sort((a, b) => b - a);
  return sizes.map((size, index) => ({
    id: randomDigits(16, random),
    size,
    age: Math.max(20_000, (ages[index] ?? 0) - index / sizes.length),
  }));
}

/**
 * Returns a function that gives each person one number, country and name; no two people have the same number.
 */
function createPeople(count: number, seed: number): (index: number) => Person {
  return (index) => {
    const random = seededRandom(seed * 1_000_003 + index);
    random();
    const place = pickWeighted(countries, random);
    // The multiplier is odd and not a multiple of five, so it permutes all numbers of that length.
    const within = 10 ** place.digits;
    const number = (index * 7_654_321 + seed * 17) % within;
    if (count > within) throw new Error('more people than numbers');
    return {
      to: `${place.prefix}${String(number).padStart(place.digits, '0')}` as E164,
      name: pick(names, random),
      place,
    };
  };
}

type MessagePlan = {
  readonly batch: Batch;
  readonly person: Person;
  readonly template: string;
  readonly channels: readonly Channel[];
  readonly sender: (typeof senders)[number];
  readonly tags: readonly string[];
  readonly purpose: string | null;
  readonly createdAt: number;
  readonly sendAt: number | null;
  readonly resendOf: string | null;
  readonly random: () => number;
};

function drawMessage(plan: MessagePlan): SeedMessage {
  const { random, channels, sender, person, createdAt } = plan;
  const text = plan.template
    .replaceAll('{name}', person.name)
    .replaceAll('{number}', String(between(10_000, 99_999, random)))
    .replaceAll('{code}', `${between(100, 999, random)} ${between(100, 999, random)}`)
    .replaceAll('{time}', `${between(8, 21, random)}:${pick(['00', '15', '30', '45'], random)}`);
  const draft: DraftChain = {
    steps: channels.map((channel, index) => {
      const from = channel === 'sms' ? sender.sms : sender.other;
      return {
        channel,
        text,
        ...(from === null ? {} : { sender: from }),
        ...(index < channels.length - 1 ? { ttlSeconds: 60 } : {}),
      };
    }),
    textStore: 'nostore',
    ...(plan.sendAt === null ? {} : { timeToSend: plan.sendAt }),
  };
  const kind = plan.sendAt === null ? pickWeighted(outcomes, random).kind : 'scheduled';
  const parts = text.length > 70 ? 2 : 1;
  const stepPrices = channels.map((channel) => priceOf(channel, person.place, parts));
  const id = randomDigits(16, random);
  const at = createdAt + 180;
  const omnimessageId = uuid(random);
  const accepted =
    kind === 'refused' || kind === 'unknown' || kind === 'cancelled'
      ? null
      : {
          at,
          omnimessageId,
          messageIds: channels.map(
            (_channel, index) => `${omnimessageId.slice(0, 24)}${String(index + 1).padStart(12, '0')}`,
          ),
          senders: channels.map((channel) => (channel === 'sms' ? sender.sms : sender.other) ?? 'Messente'),
          prices: stepPrices,
        };
  return {
    id,
    batchId: plan.batch.id,
    to: person.to,
    country: person.place.country,
    draft,
    createdAt,
    kind,
    tags: plan.tags,
    note: random() < 0.004 ? pick(notes, random) : null,
    purpose: plan.purpose,
    overridden: random() < 0.003 ? ['quiet-hours'] : [],
    estimate: {
      low: stepPrices.reduce((least, price) => (compareDecimals(price, least) < 0 ? price : least)),
      high: stepPrices.reduce(addDecimals),
    },
    resendOf: plan.resendOf,
    accepted,
    events: accepted === null ? [] : drawEvents(kind, channels, at, random),
  };
}

function priceOf(channel: Channel, place: Person['place'], parts: number): DecimalString {
  if (channel === 'sms') {
    const one = place.sms as DecimalString;
    return parts === 1 ? one : addDecimals(one, one);
  }
  return (channel === 'viber' ? place.viber : prices[channel]) as DecimalString;
}

type Happening = Pick<SeedEvent, 'channel' | 'status' | 'err' | 'at'>;

function drawEvents(
  kind: SeedMessage['kind'],
  channels: readonly Channel[],
  at: number,
  random: () => number,
): SeedEvent[] {
  const polled = random() < 0.01;
  const happenings = happeningsOf(kind, channels, at, random);
  return happenings
    .map((happening, index): SeedEvent => {
      const last = index === happenings.length - 1;
      return {
        ...happening,
        receivedAt: happening.at + (polled && last ? 32_000 : between(200, 400, random)),
        source: polled && last ? 'poll' : 'callback',
        times: random() < 0.01 && !(polled && last) ? 2 : 1,
      };
    })
    .sort((a, b) => a.receivedAt - b.receivedAt);
}

function happeningsOf(
  kind: SeedMessage['kind'],
  channels: readonly Channel[],
  at: number,
  random: () => number,
): Happening[] {
  const [first, next] = channels;
  if (first === undefined || kind === 'scheduled') return [];
  const soon = 700 + Math.round(random() * 3_000);
  const begun = (channel: Channel, from: number): Happening[] => [
    ...(channel === 'sms' && random() < 0.7
      ? [{ channel, status: 'ACCEPTD', err: 0, at: from + 120 } as const]
      : []),
    { channel, status: 'ACK', err: 0, at: from + 250 },
  ];
  const done = (channel: Channel, from: number): Happening => ({
    channel,
    status: 'DELIVRD',
    err: 0,
    at: from + soon,
  });
  const delivered = [...begun(first, at), done(first, at)];
  switch (kind) {
    case 'seen':
      return first === 'sms'
        ? delivered
        : [...delivered, { channel: first, status: 'SEEN', err: 10, at: at + soon + 9_000 }];
    case 'fallback':
      if (next === undefined) return delivered;
      return [
        ...begun(first, at),
        { channel: first, status: 'EXPIRED', err: 2, at: at + 60_000 },
        ...begun(next, at + 60_200),
        done(next, at + 60_200),
      ];
    case 'twice':
      if (next === undefined) return delivered;
      return [
        ...begun(first, at),
        { channel: first, status: 'EXPIRED', err: 2, at: at + 60_000 },
        done(next, at + 60_200),
        { channel: first, status: 'DELIVRD', err: 0, at: at + 71_000 },
      ];
    case 'rejected':
      return channels.map((channel, index) => ({
        channel,
        status: 'REJECTD',
        err: 7,
        at: at + 900 * (index + 1),
      }));
    case 'failed':
      return channels.flatMap((channel, index) => [
        ...begun(channel, at + 1_500 * index),
        { channel, status: 'UNDELIV', err: 1, at: at + 1_500 * index + 1_200 },
      ]);
    default:
      return delivered;
  }
}

function randomDigits(count: number, random: () => number): string {
  let text = '';
  for (let index = 0; index < count; index += 1) text += digits[Math.floor(random() * 32)];
  return text;
}

function uuid(random: () => number): string {
  const hex = randomHex(32, random);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
