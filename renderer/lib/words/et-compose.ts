import { genitive } from './et-names.ts';
import type { PluralForms } from './plural.ts';
import type { Words } from './words.ts';

type Many = (count: number, forms: PluralForms) => string;

export const etCompose = (many: Many): Words['compose'] => ({
  title: 'Uus sõnum',
  discard: 'Viska mustand ära',
  close: 'Sulge',
  to: 'Saaja',
  toPlaceholder: 'Number või kleebi nimekiri',
  toMore: 'Veel üks number',
  remove: (number) => `Eemalda ${number}`,
  removeBad: (count) => many(count, { one: 'Eemalda vigane', other: `Eemalda ${count} vigast` }),
  people: (count) => many(count, { one: '1 inimene', other: `${count} inimest` }),
  allIn: (people, country) => `${people}, riik: ${country}`,
  inCountries: (people, countries) =>
    `${people} ${many(countries, { one: '1 riigis', other: `${countries} riigis` })}`,
  repeats: (count) =>
    many(count, {
      one: '1 korduvale numbrile saadetakse ühe korra',
      other: `${count} korduvale numbrile saadetakse igaühele ühe korra`,
    }),
  more: (count) => `ja veel ${count}`,
  wrongNumbers: (count) => many(count, { one: '1 number on vigane', other: `${count} numbrit on vigased` }),
  whichCountry: (count) =>
    many(count, {
      one: '1 numbril ei ole riigi suunakoodi. Mis riigi number see on?',
      other: `${count} numbril ei ole riigi suunakoodi. Mis riigi numbrid need on?`,
    }),
  howRead: (count) =>
    many(count, {
      one: '1 number ilma märgita „+“ võib alata riigi suunakoodiga. Kuidas seda lugeda?',
      other: `${count} numbrit ilma märgita „+“ võivad alata riigi suunakoodiga. Kuidas neid lugeda?`,
    }),
  readAs: {
    international: (count, example) =>
      many(count, {
        one: `Oma suunakoodiga: ${example}`,
        other: `${count} oma suunakoodiga: ${example}`,
      }),
    national: (count, example, country) =>
      many(count, {
        one: `Riigi numbrina (${country}): ${example}`,
        other: `${count} riigi numbrina (${country}): ${example}`,
      }),
  },
  country: 'Riik',
  chooseCountry: 'Vali riik',
  cameOf: (written, number) => `${written} → ${number}`,
  sandboxNumbers: 'Proovinumbrid',
  chain: 'Ahel',
  reorder: 'muudab järjekorda',
  steps: 'Sammud nende proovimise järjekorras',
  stepOf: (index, count) => `${index}. samm ${count}-st`,
  addStep: 'Lisa samm',
  noMoreChannels: 'Kõik kanalid on juba ahelas.',
  removeStep: (channel) => `Eemalda ${channel}`,
  moveUp: (channel) => `Liiguta üles: ${channel}`,
  moveDown: (channel) => `Liiguta alla: ${channel}`,
  moved: (channel, index) => `${channel} on nüüd ${index}. samm`,
  defaultSender: 'vaikimisi saatja',
  noSender: 'saatja puudub',
  noText: 'tekst puudub',
  giveUp: 'Loobu pärast',
  messenteSets: 'vaikimisi',
  waitHint: 'Näiteks 90 s, 5 min või 2 h. Vaikimisi nii kaua, kui Messente määrab.',
  waitWrong: 'Kirjuta aeg, näiteks 90 s, 5 min või 2 h.',
  waitTelegram: 'Telegram ootab ainult täisminuteid.',
  sender: 'Saatja',
  senderPlaceholder: 'Sinu konto vaikimisi saatja',
  rcsSenderPlaceholder: 'Sinu RCS-i agent (nõutav)',
  senderHint: 'Nimi või number, mille Messente on sulle kinnitanud.',
  senderName: (name) =>
    `Saatjale „${name}“ ei saa vastata: see on nimi, mitte number. Kui inimesed peavad vastata saama, saada numbrilt.`,
  autoconvert: 'Autoteisendus',
  autoconverts: { on: 'Sees', off: 'Väljas', full: 'Täielik' },
  autoconvertWhy:
    'Autoteisendus järgib sinu konto reegleid, nii et Messente arvestus võib erineda. Kui see on väljas, on meie arvestus täpne.',
  autoconvertFull: 'Täielik asendab iga märgi, mida GSM-7-s ei ole, lähima vastega.',
  text: 'Tekst',
  textPlaceholder: (channel) => `Mida inimene ${genitive(channel)} kaudu loeb`,
  copyFrom: (channel) => `Kasuta ${genitive(channel)} teksti`,
  units: (units, capacity) => `${units} / ${capacity}`,
  remaining: (count) => `selles osas veel ${count}`,
  characters: (count) => many(count, { one: '1 tähemärk', other: `${count} tähemärki` }),
  ofCharacters: (count, limit) => `${count} / ${limit} tähemärki`,
  parts: (count) => many(count, { one: '1 osa', other: `${count} osa` }),
  costing: {
    one: 'Üks märk teeb teksti saatmisel pikemaks:',
    doubles: 'Üks märk kahekordistab mahu:',
    several: (count) => `${count} märki ei mahu GSM-7 tähestikku:`,
    why: (names) =>
      `${names} ei ole GSM-7 tähestikus, seega läheb kogu tekst UCS-2 kujule ja ühte ossa mahub 160 asemel 70 märki.`,
    is: (character) => `„${character}“`,
    are: (characters) => characters,
    now: 'Praegu',
    instead: 'Siis',
    replace: (from, to) => `Asenda ${from} → ${to}`,
    leaveOut: (from) => `Jäta ${from} välja`,
    replaceAll: 'Asenda kõik',
    keep: 'Jäta alles',
    keepAll: 'Jäta alles',
    noNear: 'GSM-7-s ei ole midagi lähedast; aitaks ainult väljajätmine.',
  },
  preview: 'Eelvaade',
  previewOf: (channel) => `${genitive(channel)} eelvaade`,
  atOnce: 'kohe',
  after: (wait) => `${wait} pärast`,
  afterUnknown: 'pärast eelmist sammu',
  emptyPreview: 'Veel pole midagi kirjutatud',
  yourSender: 'Sinu saatja',
  whatsappWindow:
    'WhatsApp võtab vaba teksti vastu ainult 24 tunni jooksul pärast inimese viimast sõnumit; muidu see samm nurjub ja proovitakse järgmist.',
  rcsSender: 'RCS vajab saatjat, mis on Messentes seadistatud.',
  when: 'Aeg',
  now: 'Kohe',
  later: 'Hiljem',
  laterAt: 'Saatmise aeg',
  scheduleTitle: 'Millal saata',
  schedule: 'Saada hiljem',
  sendNow: 'Saada kohe',
  inThePast: 'See aeg on minevikus.',
  cost: 'Hind',
  send: (people) => many(people, { one: 'Saada 1 inimesele', other: `Saada ${people} inimesele` }),
  sendSandbox: (people) =>
    many(people, { one: 'Saada liivakastis 1 inimesele', other: `Saada liivakastis ${people} inimesele` }),
  sendNobody: 'Saada',
  scheduleSend: (people) => many(people, { one: 'Ajasta 1 inimesele', other: `Ajasta ${people} inimesele` }),
  scheduleSandbox: (people) =>
    many(people, { one: 'Ajasta liivakastis 1 inimesele', other: `Ajasta liivakastis ${people} inimesele` }),
  sending: 'Panen kirja…',
  sent: (people) => many(people, { one: 'Teel 1 inimeseni', other: `Teel ${people} inimeseni` }),
  written: (people) =>
    many(people, {
      one: 'Kirja pandud 1 inimesele; saatmine on peatatud',
      other: `Kirja pandud ${people} inimesele; saatmine on peatatud`,
    }),
  scheduled: (people) =>
    many(people, { one: 'Ajastatud 1 inimesele', other: `Ajastatud ${people} inimesele` }),
  pausedNote: 'Saatmine on peatatud: sõnum pannakse kirja ja läheb välja siis, kui saatmist jätkad.',
  unsentNote: 'Midagi ei läinud kaotsi: mustand on nii, nagu sa selle jätsid.',
  noRecipients: 'Lisa vähemalt üks number.',
  from: 'saatja',
});
