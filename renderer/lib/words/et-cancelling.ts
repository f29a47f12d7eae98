/** Messages that are to be cancelled at Messente, and may still go out. */
import type { PluralForms } from './plural.ts';
import type { Words } from './words.ts';

type Many = (count: number, forms: PluralForms) => string;

export const etCancelling = (many: Many): Words['cancelling'] => ({
  label: 'Sõnumid, mis võivad veel välja minna',
  goesOut: (when) => `Üks ajastatud sõnum võib veel välja minna: ${when}.`,
  reaches: (when) => `Üks sõnum võib veel saajani jõuda, hiljemalt: ${when}.`,
  more: (count) =>
    many(count, {
      one: 'Välja võib minna veel 1 sõnum, mis tuleb tühistada.',
      other: `Välja võib minna veel ${count} sõnumit, mis tuleb tühistada.`,
    }),
  why: {
    trying: 'Omnideck palub Messentel selle tühistada.',
    retrying: 'Messente ei ole seda veel tühistanud. Omnideck proovib edasi.',
    waiting: 'Messente ID ei ole teada. Omnideck tühistab sõnumi, kui saatmisraport selle nimetab.',
    'too-late': 'Messente on selle saatmist alustanud ja ei tühistanud seda.',
  },
  show: 'Näita sõnumit',
  message: {
    stillGoes: (when) => `Ei ole tühistatud: läheb ikka välja, ${when}`,
    stillReaches: (when) => `Võib selle inimeseni veel jõuda, hiljemalt: ${when}`,
    reasons: {
      'opt-out': 'Saaja on saatmiskeelu nimekirjas.',
      erased: 'Saaja andmed kustutati.',
      'account-removed': 'Sõnumi konto eemaldati.',
      person: 'Sina tühistasid selle.',
    },
    cancelled: 'Messentes tühistatud',
    sentBefore: 'See saadeti enne saatmiskeeldu',
    sentEarlier: 'See saadeti enne, kui seda sai tühistada',
  },
  done: {
    withdrawn: (count) =>
      many(count, {
        one: '1 sõnum, mida polnud veel saadetud, võeti tagasi.',
        other: `${count} sõnumit, mida polnud veel saadetud, võeti tagasi.`,
      }),
    cancelled: (count) =>
      many(count, {
        one: '1 ajastatud sõnum tühistati Messentes.',
        other: `${count} ajastatud sõnumit tühistati Messentes.`,
      }),
  },
  before: {
    person: (count) =>
      many(count, {
        one: 'Sellele numbrile võib veel välja minna 1 sõnum. Omnideck laseb Messentel selle tühistada.',
        other: `Sellele numbrile võib veel välja minna ${count} sõnumit. Omnideck laseb Messentel need tühistada.`,
      }),
    account: (count) =>
      many(count, {
        one: 'Konto 1 ajastatud sõnum tühistatakse Messentes. Seni hoiab Omnideck parooli alles ja ei kasuta seda muuks.',
        other: `Konto ${count} ajastatud sõnumit tühistatakse Messentes. Seni hoiab Omnideck parooli alles ja ei kasuta seda muuks.`,
      }),
  },
});
