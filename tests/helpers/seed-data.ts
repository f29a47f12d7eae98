import type { Channel } from '../../shared/messaging/types.ts';

/** Texts of a small business in the languages of its customers; values in braces differ for each person. */
export const texts = [
  'Your parcel is at the Telliskivi locker. Door code {code}, until Fri 18:00.',
  'Thanks! Your booking for two on Saturday at {time} is confirmed.',
  'Invoice {number} is due tomorrow. Pay at northwind.example/i/{number}',
  'Jūsu sūtījums {number} ir saņemts un gaida pakomātā līdz piektdienai.',
  'Jūsų siunta laukia paštomate. Kodas {code}.',
  'Pakettisi on noudettavissa Kampin automaatista, koodi {code}.',
  'Teie aeg hambaarsti juurde on homme kell {time}. Kui see ei sobi, vastake EI.',
  'Your code is {code}. It is good for ten minutes.',
  'Reminder: dentist tomorrow at {time}, Rävala 5. Reply NO to cancel.',
  'We have moved your delivery to Thursday, {time}–18:00.',
  'Summer sale starts on Monday: 20 % off with the code SUVI.',
  'Your table for two is held until {time}. See you soon, {name}!',
  'Ваша посылка {number} ждёт вас в пункте выдачи до пятницы.',
  'Tere, {name}! Teie tellimus on teel 🚚 ja jõuab täna kella 18-ks.',
  'The water will be off on Tuesday from 9 to 12 in Kopli 76. Sorry for the trouble.',
  'Hello {name}, order {number} has left our warehouse in Jüri.',
  'Hei {name}! Ajanvarauksesi on vahvistettu: klo {time}.',
  'Ihr Termin morgen um {time} Uhr: bitte bringen Sie den Ausweis mit.',
  'Hej {name}, din beställning {number} är klar för avhämtning.',
  'Twoja przesyłka {number} czeka w paczkomacie. Kod odbioru: {code}.',
  'Lugupeetud {name}, arve {number} on tasumata. Maksetähtaeg oli eile.',
  'Labdien, {name}! Vizīte pie ārsta rīt plkst. {time}.',
  'Sveiki, {name}! Jūsų užsakymas {number} išsiųstas.',
  'Väike meeldetuletus: õhtusöök Noa restoranis algab kell {time}.',
  'Your car ({number}) passed its inspection and can be picked up from {time}.',
  'Kogume tagasisidet: kui rahul te olite? Vastake 1 kuni 5.',
] as const;

export const names =
  'Kadri Mari Jaan Tõnu Liis Anneli Märt Ülle Õie Priit Anna Jānis Ilze Kārlis Līga Jonas Rūta Eglė Mantas Aino Väinö Kaisa Pekka Åsa Björn Sofia Oliver Emma Jürgen Zoë Łukasz Agnieszka Иван Ольга'.split(
    ' ',
  );

/**
 * Mobile prefixes with the number of digits that follow, weighted as for a small Baltic shop, and the price
 * of an SMS.
 */
export const countries = [
  { country: 'EE', prefix: '+3725', digits: 7, weight: 54, sms: '0.06', viber: '0.02' },
  { country: 'LV', prefix: '+3712', digits: 7, weight: 17, sms: '0.058', viber: '0.02' },
  { country: 'LT', prefix: '+3706', digits: 7, weight: 12, sms: '0.042', viber: '0.02' },
  { country: 'FI', prefix: '+35840', digits: 7, weight: 8, sms: '0.075', viber: '0.031' },
  { country: 'SE', prefix: '+4670', digits: 7, weight: 3.5, sms: '0.054', viber: '0.031' },
  { country: 'GB', prefix: '+4477', digits: 8, weight: 2, sms: '0.038', viber: '0.034' },
  { country: 'DE', prefix: '+49151', digits: 8, weight: 1.4, sms: '0.082', viber: '0.044' },
  { country: 'PL', prefix: '+4850', digits: 7, weight: 1, sms: '0.026', viber: '0.022' },
  { country: 'NO', prefix: '+479', digits: 7, weight: 0.6, sms: '0.061', viber: '0.031' },
  { country: 'NL', prefix: '+316', digits: 8, weight: 0.3, sms: '0.088', viber: '0.044' },
  { country: 'ES', prefix: '+346', digits: 8, weight: 0.15, sms: '0.049', viber: '0.034' },
  { country: 'IS', prefix: '+3546', digits: 6, weight: 0.05, sms: '0.052', viber: '0.031' },
] as const;

export const chains: readonly { readonly channels: readonly Channel[]; readonly weight: number }[] = [
  { channels: ['viber', 'sms'], weight: 45 },
  { channels: ['sms'], weight: 30 },
  { channels: ['viber', 'whatsapp', 'sms'], weight: 9 },
  { channels: ['whatsapp', 'sms'], weight: 10 },
  { channels: ['rcs', 'sms'], weight: 5 },
  { channels: ['telegram', 'sms'], weight: 1 },
];

/** Senders; `null` is the account's default sender, which Messente's answer names. */
export const senders = [
  { sms: 'NORTHWIND', other: 'Northwind', weight: 62 },
  { sms: 'Harbour', other: 'Harbour Café', weight: 14 },
  { sms: 'Hambaravi', other: 'Kopli Hambaravi', weight: 12 },
  { sms: 'Pakiabi', other: 'Pakiabi', weight: 8 },
  { sms: null, other: null, weight: 3 },
  { sms: '+37255500111', other: 'Northwind', weight: 0.95 },
  { sms: 'OldName', other: 'OldName', weight: 0.05 },
] as const;

export const tagSets = [
  { tags: [], weight: 82 },
  { tags: ['order'], weight: 7 },
  { tags: ['reminder'], weight: 4 },
  { tags: ['invoice'], weight: 2.5 },
  { tags: ['invoice', 'second notice'], weight: 0.8 },
  { tags: ['sügiskampaania'], weight: 2.5 },
  { tags: ['VIP'], weight: 0.6 },
  { tags: ['order', 'VIP'], weight: 0.5 },
  { tags: ['lost parcel'], weight: 0.1 },
] as const;

export const notes = [
  'Called back, wants e-mail instead.',
  'Number belongs to the son.',
  'Kontrollida aadressi enne järgmist saatmist.',
  'Asked twice about the locker code.',
] as const;

export const purposes = [
  { purpose: null, weight: 80 },
  { purpose: 'appointments', weight: 12 },
  { purpose: 'marketing', weight: 8 },
] as const;

export const outcomes = [
  { kind: 'first', weight: 38.4 },
  { kind: 'fallback', weight: 32.1 },
  { kind: 'seen', weight: 21.1 },
  { kind: 'failed', weight: 4 },
  { kind: 'rejected', weight: 1.5 },
  { kind: 'twice', weight: 0.7 },
  { kind: 'unknown', weight: 0.6 },
  { kind: 'refused', weight: 1 },
  { kind: 'cancelled', weight: 0.6 },
] as const;
export type Outcome = (typeof outcomes)[number]['kind'];

/** Prices in EUR on channels whose price does not depend on the country. */
export const prices: Readonly<Record<Exclude<Channel, 'sms' | 'viber'>, string>> = {
  whatsapp: '0.055',
  rcs: '0.048',
  telegram: '0.015',
};

/** Returns a seeded random source (mulberry32: small, and good enough to draw a history). */
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

export function pick<T>(items: readonly T[], random: () => number): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

/** Returns a whole number between `least` and `most`, both included. */
export function between(least: number, most: number, random: () => number): number {
  return least + Math.floor(random() * (most - least + 1));
}

export function randomHex(digits: number, random: () => number): string {
  let text = '';
  while (text.length < digits) {
    text += Math.floor(random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0');
  }
  return text.slice(0, digits);
}
