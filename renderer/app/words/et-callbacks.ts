import type { PluralForms } from './plural.ts';
import type { Words } from './words.ts';

type Many = (count: number, forms: PluralForms) => string;

export const etCallbacks = (many: Many): Words['callbacks'] => ({
  title: 'Tagasiside',
  list: 'Raportite loend',
  live: 'Otse',
  notLive: 'Seisab',
  tabsLabel: 'Millised raportid',
  tabs: { all: 'Kõik', verified: 'Kontrollitud', forged: 'Võltsitud', unsigned: 'Allkirjata' },
  onlyOf: 'Ainult ühe sõnumi omad',
  showAll: 'Näita kõiki',
  verdict: { verified: 'Kontrollitud', forged: 'Võltsitud', unsigned: 'Allkirjata', repeat: 'Kordus' },
  outcome: {
    applied: 'Arvestatud',
    repeat: 'Kordus',
    unreadable: 'Loetamatu',
    'unknown-message': 'Tundmatu sõnum',
    'not-applied': 'Arvestamata',
  },
  headline: {
    applied: 'Kontrollitud ja arvestatud',
    repeat: 'Kontrollitud, aga juba varem teatatud',
    unreadable: 'Kontrollitud, aga loetamatu',
    'unknown-message': 'Kontrollitud, aga sellist sõnumit siin ei ole',
    'not-applied': 'Kontrollitud, aga arvestamata',
    forged: 'Võltsitud, seega arvestamata',
    unsigned: 'Allkirjata, seega arvestamata',
  },
  notBelieved: 'ei usaldata',
  unreadable: 'loetamatu',
  nothing: '–',
  empty: {
    title: 'Tagasisidet veel ei ole',
    text: 'Iga saatmisraport, mis siia arvutisse jõuab, hoitakse alles sellisena, nagu see tuli, koos märkega, kas allkiri kehtib.',
    action: 'Kirjuta sõnum',
  },
  emptyTab: {
    title: 'Siin ei ole midagi',
    text: 'Allkirjata või vale allkirjaga raporteid hoitakse eraldi ja need ei muuda midagi.',
  },
  detail: {
    label: 'Raport',
    pick: 'Vali raport, et näha baidi täpsusega, mis tuli.',
    copyCurl: 'Kopeeri curl-käsuna',
    copiedCurl: 'Kopeeritud, ilma allkirja võtmeta',
    message: 'Ava sõnum',
    signature: 'Allkiri',
    noSignature: 'ei tulnud kaasa',
    checkedWith: 'Kontrolli alus',
    checkedText: (bytes) =>
      `HMAC-SHA256 ja konto API parool, üle ${many(bytes, { one: '1 baidi', other: `${bytes} baidi` })}`,
    earlier: 'kontrollitud varasema API parooliga',
    account: 'Konto',
    path: 'Tee',
    body: 'Sisu',
    bytes: (bytes) => `${many(bytes, { one: '1 bait', other: `${bytes} baiti` })}, nagu see tuli`,
    formatted: 'Vormindatud',
    raw: 'Algkujul',
    headers: 'Päised',
    notText: 'See ei ole tekst, seega näidatakse baite.',
    notJson: 'See ei ole JSON, seega näidatakse nii, nagu tuli.',
    emptyBody: 'Sisu on tühi.',
    views: 'Kuidas sisu näidata',
  },
});
