/** Varukoopiad, taastamine, import ja kõik ühe inimese kohta; vt en-archive.ts. */
import type { enArchive } from './en-archive.ts';
import { listed, type PluralForms } from './plural.ts';

type Many = (count: number, forms: PluralForms) => string;

const messagesOf = (many: Many, count: number, shown: string) =>
  many(count, { one: '1 sõnum', other: `${shown} sõnumit` });

export const etArchive = (many: Many): ReturnType<typeof enArchive> => ({
  backups: 'Varukoopiad',
  backupsText:
    'Varukoopia on üks fail, milles on kõik peale paroolide. Need on andmekaustas; kopeeri mõni ka mujale, et see kettarikke üle elaks.',
  daily: 'Tee iga päev uus ja hoia alles viimased seitse',
  now: 'Tee varukoopia kohe',
  none: 'Varukoopiaid veel ei ole.',
  list: 'Varukoopiad',
  folder: 'Kaust',
  copyFolder: 'Kopeeri kausta asukoht',
  kinds: { 'by-hand': 'käsitsi', daily: 'igapäevane', 'before-restore': 'enne taastamist' },
  megabytes: (size) => `${size} MB`,
  restore: 'Taasta…',
  restoreOf: (when) => `Taasta varukoopia (${when})`,
  restoreFile: 'Taasta failist',
  restoreFileText: 'Mujal hoitud varukoopia. Enne kui midagi juhtub, näed, mis selles on.',
  chooseBackup: 'Vali varukoopia…',
  making: 'Teen varukoopiat',
  made: (file) => `Varukoopia tehtud: ${file}`,
  dialog: {
    title: 'Kas taastada see varukoopia?',
    reading: 'Vaatan varukoopiat…',
    handing: (name) => `Annan üle faili ${name}`,
    messages: 'Sõnumeid',
    newest: 'Uusim',
    accounts: 'Kontod',
    noAccounts: 'ei ole',
    replaces: (count, shown) =>
      `See tuleb kõige muu praeguse asemele (${messagesOf(many, count, shown)}). Praegusest jääb koopia varukoopiate hulka.`,
    sending: 'Mis tookord oli veel saatmata, seda ise ei saadeta: see võib olla vahepeal ära saadetud.',
    passwords:
      'Paroolid ja kontode aadressid jäävad selliseks, nagu need siin on. Konto, mille parooli siin arvutis ei ole, küsib seda.',
    doNotSend: (here, shownHere) =>
      `Saatmiskeelu nimekiri jääb alles (${many(here, { one: '1 number', other: `${shownHere} numbrit` })}).`,
    doNotSendAdded: (there, shownThere) =>
      many(there, {
        one: 'Varukoopia nimekirja number lisandub, kui sa ei ole seda hiljem nimekirjast eemaldanud.',
        other: `Varukoopia nimekirja ${shownThere} numbrit lisanduvad, välja arvatud need, mille oled hiljem nimekirjast eemaldanud.`,
      }),
    restore: 'Taasta',
    working: 'Taastan. Saatmine seisab seni.',
    done: 'Taastatud',
    held: (count, shown) =>
      many(count, {
        one: '1 sõnum võib olla vahepeal saadetud. Selle olek on teadmata; saada see uuesti ainult käsitsi.',
        other: `${shown} sõnumit võivad olla vahepeal saadetud. Nende olek on teadmata; saada neid uuesti ainult käsitsi.`,
      }),
    erased: (count, shown) =>
      many(count, {
        one: '1 vahepeal kustutatud sõnum kustutati uuesti.',
        other: `${shown} vahepeal kustutatud sõnumit kustutati uuesti.`,
      }),
    listed: (count, shown) =>
      many(count, {
        one: 'Saatmiskeelu nimekirjas on 1 number.',
        other: `Saatmiskeelu nimekirjas on ${shown} numbrit.`,
      }),
    stopped: 'Peatatud. Midagi ei muudetud.',
  },
  import: 'Sõnumite import',
  importText:
    'Omnideckist eksporditud fail: JSON Lines tervikuna, CSV niipalju, kui tabelisse mahub. Mis on siin juba olemas, seda ei muudeta, ja midagi ei saadeta.',
  chooseImport: 'Vali fail…',
  importing: (name) => `Impordin faili ${name}`,
  imported: (count, shown) => `Imporditud: ${messagesOf(many, count, shown)}`,
  skipped: (count, shown) => many(count, { one: '1 oli juba olemas', other: `${shown} olid juba olemas` }),
  erasedBefore: (count, shown) =>
    many(count, {
      one: '1 on siin kustutatud ja jääb nii',
      other: `${shown} on siin kustutatud ja jäävad nii`,
    }),
  rejected: (count, shown) =>
    many(count, { one: '1 rida ei saanud lugeda', other: `${shown} rida ei saanud lugeda` }),
  rejectedList: 'Read, mida ei saanud lugeda',
  line: (line) => `Rida ${line}`,
  moreRejected: (count, shown) => many(count, { one: 'ja veel 1', other: `ja veel ${shown}` }),
  importStopped: 'Peatatud. Mis enne imporditi, jääb alles.',
  tableNote:
    'Tabelis on igast sammust ainult viimane olek. Muud sündmused, katsed, osade hinnad, pildid ja muu selline on JSON Lines-failis.',
  percent: (share) => `${share} %`,
  stop: 'Peata',
  about: {
    title: 'Ühe inimese andmed',
    text: 'Kõik, mida ühe numbri kohta hoitakse: vaatamiseks, üleandmiseks või kustutamiseks.',
    look: 'Vaata, mis on olemas',
    found: (number) => `Numbri ${number} kohta hoitakse`,
    messages: 'Sõnumeid',
    between: (first, last) => `${first} kuni ${last}`,
    callbacks: 'Raporteid',
    events: 'Olekusündmusi',
    attempts: 'Päringuid',
    polls: 'Vastuseid',
    drafts: 'Mustandeid, milles see on',
    runs: 'Teste, milles see on',
    views: 'Salvestatud vaateid sellest',
    scenarios: 'Stsenaariume, milles see on',
    accounts: 'Kirjutanud on',
    purposes: 'Miks',
    doNotSend: 'Saatmiskeeld',
    listed: (when) => `nimekirjas, ${when}`,
    notListed: 'ei ole nimekirjas',
    show: 'Näita sõnumeid',
    export: 'Ekspordi sõnumid',
    exporting: 'Ekspordin',
    exported: (file) => `Sõnumid on failis ${file}`,
    stillErase: 'Kustuta siiski, et vanem varukoopia või eksport seda tagasi ei tooks.',
    goes: 'Jäädavalt kaovad sõnumid, raportid, tagasiside, see, mida otsing leiab, see, mis on mustandites, testides, salvestatud vaadetes ja stsenaariumides, ja sama andmekausta varukoopiatest.',
    runsLose:
      'Test, mis sellele numbrile saadab, lõpetatakse ja selle plaan kaob; tulemused jäävad alles, nimeta.',
    stays:
      'Alles jäävad eksporditud failid, mujal hoitud koopiad ja see, mida hoiab Messente. Saatmiskeeld jääb kehtima.',
    erased: (number) => `Kõik numbri ${number} kohta on kustutatud`,
    erasedText: (messages, shown, backups) =>
      `${messagesOf(many, messages, shown)} ja see, mis oli ${many(backups, { one: '1 varukoopias', other: `${backups} varukoopias` })}.`,
    alsoFrom: (drafts, runs, views, scenarios) =>
      `Eemaldatud ka: ${listed([
        [drafts, many(drafts, { one: '1 mustandist', other: `${drafts} mustandist` })],
        [runs, many(runs, { one: '1 testist', other: `${runs} testist` })],
        [views, many(views, { one: '1 salvestatud vaatest', other: `${views} salvestatud vaatest` })],
        [scenarios, many(scenarios, { one: '1 stsenaariumist', other: `${scenarios} stsenaariumist` })],
      ])}.`,
    notReached: (files) =>
      `Neid varukoopiaid ei saanud lugeda ja seal võib see veel olla: ${files}. Vaata need üle või eemalda.`,
  },
});
