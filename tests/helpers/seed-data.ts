import type { Channel } from '../../shared/messaging/types.ts';

/** What a small business writes, in the languages of its customers. */
export const texts = [
  'Your parcel is at the Telliskivi locker. Door code 4471, until Fri 18:00.',
  'Thanks! Your booking for two on Saturday at 19:30 is confirmed.',
  'Invoice 20418 is due tomorrow. Pay at northwind.example/i/20418',
  'Jūsu sūtījums ir saņemts un gaida pakomātā līdz piektdienai.',
  'Jūsų siunta laukia paštomate. Kodas 118 276.',
  'Pakettisi on noudettavissa Kampin automaatista.',
  'Teie aeg hambaarsti juurde on homme kell 10:15. Kui see ei sobi, vastake EI.',
  'Your code is 330 914. It is good for ten minutes.',
  'Reminder: dentist tomorrow at 9:00, Rävala 5. Reply NO to cancel.',
  'We have moved your delivery to Thursday, 14:00–18:00.',
  'Summer sale starts on Monday: 20 % off with the code SUVI.',
  'Your table for two is held until 20:15. See you soon!',
  'Ваша посылка ждёт вас в пункте выдачи до пятницы.',
  'Tere, Kadri! Teie tellimus on teel 🚚 ja jõuab täna kella 18-ks.',
  'The water will be off on Tuesday from 9 to 12 in Kopli 76. Sorry for the trouble.',
] as const;

/** Country prefixes with the length of what follows, weighted as a small Baltic shop would have them. */
export const countries = [
  { country: 'EE', prefix: '+3725', digits: 7, weight: 55 },
  { country: 'LV', prefix: '+3712', digits: 7, weight: 18 },
  { country: 'LT', prefix: '+3706', digits: 7, weight: 12 },
  { country: 'FI', prefix: '+35840', digits: 7, weight: 9 },
  { country: 'SE', prefix: '+4670', digits: 7, weight: 4 },
  { country: 'GB', prefix: '+4477', digits: 8, weight: 2 },
] as const;

export const chains: readonly { readonly channels: readonly Channel[]; readonly weight: number }[] = [
  { channels: ['viber', 'sms'], weight: 45 },
  { channels: ['sms'], weight: 30 },
  { channels: ['viber', 'whatsapp', 'sms'], weight: 10 },
  { channels: ['whatsapp', 'sms'], weight: 10 },
  { channels: ['rcs', 'sms'], weight: 5 },
];

export const outcomes = [
  { kind: 'first', weight: 62 },
  { kind: 'fallback', weight: 18 },
  { kind: 'seen', weight: 10 },
  { kind: 'failed', weight: 4 },
  { kind: 'rejected', weight: 1.5 },
  { kind: 'twice', weight: 0.7 },
  { kind: 'unknown', weight: 0.6 },
  { kind: 'refused', weight: 0.6 },
  { kind: 'cancelled', weight: 0.6 },
] as const;
export type Outcome = (typeof outcomes)[number]['kind'];

export const prices: Readonly<Record<Channel, string>> = {
  sms: '0.055',
  viber: '0.021',
  whatsapp: '0.038',
  rcs: '0.03',
  telegram: '0.01',
};

/** Mulberry32: small, seeded, good enough to draw a history with. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pickWeighted<T extends { readonly weight: number }>(
  items: readonly T[],
  random: () => number,
): T {
  const total = items.reduce((sum, item) => sum + item.weight, 0);
  let at = random() * total;
  for (const item of items) {
    at -= item.weight;
    if (at <= 0) return item;
  }
  const [first] = items;
  if (!first) throw new Error('nothing to pick from');
  return first;
}
