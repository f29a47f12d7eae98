/** Estonian, key by key as English has it; see et-names.ts for the terms that it keeps to. */
import { etArchive } from './et-archive.ts';
import { etCallbacks } from './et-callbacks.ts';
import { etCancelling } from './et-cancelling.ts';
import { etCompose } from './et-compose.ts';
import { etDoctor } from './et-doctor.ts';
import { etDrafts } from './et-drafts.ts';
import { etForms } from './et-forms.ts';
import { etHistory } from './et-history.ts';
import { etMessages } from './et-messages.ts';
import { etPlanForm } from './et-plan-form.ts';
import { etRuns } from './et-runs.ts';
import { etSaidApi } from './et-said-api.ts';
import { etSaidCallbacks } from './et-said-callbacks.ts';
import { etSaidConsole } from './et-said-console.ts';
import { etSaidContent } from './et-said-content.ts';
import { etSaidDoctor } from './et-said-doctor.ts';
import { etSaidPlans } from './et-said-plans.ts';
import { etSaidSandbox } from './et-said-sandbox.ts';
import { etSandbox } from './et-sandbox.ts';
import { etSending } from './et-sending.ts';
import { etSettings } from './et-settings.ts';
import { etTerms } from './et-terms.ts';
import { etWelcome } from './et-welcome.ts';
import { pluralOf } from './plural.ts';
import { sayer } from './said.ts';
import type { Words } from './words.ts';

const locale = 'et-EE';
const many = pluralOf(locale);

export const et: Words = {
  locale,
  app: 'Omnideck',
  units: {
    seconds: (value) => `${value} s`,
    minutes: (value) => `${value} min`,
    minutesSeconds: (minutes, seconds) => `${minutes} min ${seconds} s`,
    hours: (value) => `${value} h`,
    hoursMinutes: (hours, minutes) => (minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`),
    days: (value) => `${value} p`,
  },
  days: {
    today: 'Täna',
    yesterday: 'Eile',
    tomorrow: 'Homme',
    todayAt: (time) => `täna kell ${time}`,
    yesterdayAt: (time) => `eile kell ${time}`,
    tomorrowAt: (time) => `homme kell ${time}`,
    dateAt: (date, time) => `${date} kell ${time}`,
    dateTime: (date, time) => `${date} ${time}`,
  },
  channels: {
    sms: 'SMS',
    viber: 'Viber',
    whatsapp: 'WhatsApp',
    rcs: 'RCS',
    telegram: 'Telegram',
  },
  common: {
    cancel: 'Loobu',
    close: 'Sulge',
    save: 'Salvesta',
    saved: 'Salvestatud',
    copy: 'Kopeeri',
    copied: 'Kopeeritud',
    tryAgain: 'Proovi uuesti',
    loading: 'Laadin…',
    more: 'Rohkem',
    details: 'Mida API ütles',
    none: 'Puudub',
    skip: 'Liigu sisu juurde',
    showPassword: 'Näita parooli',
  },
  problems: {
    unreachable: {
      sentence: 'Konsooli mootoriga ei saa ühendust.',
      mend: 'Midagi ei läinud kaotsi: ühendust proovitakse ise uuesti. Korda seda, kui riba ülaservast on kadunud.',
    },
    fault: {
      sentence: 'Konsoolis endas tekkis rike.',
      mend: 'Proovi uuesti; kui rike jääb, vaata andmekaustas olevat logi.',
    },
    crash: {
      title: 'Selles vaates tekkis rike',
      text: 'Midagi ei läinud kaotsi ja selle tõttu ei saadetud midagi. Laadi aken uuesti; kui rike jääb, aitab allolev tekst selle parandajat.',
      reload: 'Laadi uuesti',
    },
  },
  say: sayer(
    {
      ...etSaidApi,
      ...etSaidContent,
      ...etSaidConsole,
      ...etSaidPlans,
      ...etSaidSandbox,
      ...etSaidDoctor,
      ...etSaidCallbacks,
    },
    etTerms,
  ),
  frame: {
    nav: 'Vaated',
    newMessage: 'Uus sõnum',
    messages: 'Sõnumid',
    callbacks: 'Tagasiside',
    settings: 'Seaded',
    engineStopped: 'Praegu ei saadeta ega võeta midagi vastu',
    lost: 'Konsooli mootoriga ei saa ühendust; proovin uuesti',
    shutOut:
      'Konsool käivitati uuesti, nii et see leht seda enam ei ava. Käivita „omnideck open“ või kasuta aadressi, mille konsool väljastas.',
    lostIn: (seconds) => (seconds > 0 ? `${seconds} s pärast` : 'kohe'),
    tryNow: 'Proovi kohe',
    connecting: 'Ühendan konsooli mootoriga…',
    account: 'Konto',
    noAccount: 'Kontot veel ei ole',
    sandbox: 'Liivakast',
    nothingIsSent: 'midagi ei saadeta',
    switchAccount: 'Saada kontoga',
    addAccount: 'Ühenda konto…',
    startSandbox: 'Kasuta liivakasti',
    manageAccounts: 'Halda kontosid',
    nothingLeft: 'Siit arvutist ei ole midagi välja läinud',
    callbacksReach: 'Tagasiside jõuab siia arvutisse',
    callbacksSandboxWhy: 'liivakastist, ilma tunnelita',
    callbacksLocalWhy: 'selle arvuti API-st, ilma tunnelita',
    callbacksNotAgreedWhy: 'selle konto puhul ei ole localtunneliga nõustutud',
    callbacksAgree: 'Nõustu…',
    callbacksOff: 'Tagasiside ei jõua siia arvutisse',
    callbacksOffWhy: 'tulemusi küsitakse',
    callbacksStarting: 'Avan tagasisidele sissepääsu…',
    callbacksUnproven: 'Pole veel teada, kas tagasiside siia arvutisse jõuab',
    callbacksDown: 'Tagasiside ei jõua praegu siia arvutisse',
    callbacksSetUp: 'Seadista',
    callbacksSee: 'Mida teha',
    checked: (ago) => `kontrollitud ${ago} tagasi`,
    check: 'Kontrolli kohe',
    waiting: (count) => many(count, { one: '1 ootab saatmist', other: `${count} ootab saatmist` }),
    sendingNow: (count) => many(count, { one: '1 saatmisel', other: `${count} saatmisel` }),
    reconciled: (time) => `Üle küsitud ${time}`,
    reconciledWhy: (waiting, used, budget) =>
      `Tulemusi, millest raport ei teatanud, küsitakse: ${many(waiting, { one: '1 sõnumi', other: `${waiting} sõnumi` })} kohta on vaja küsida, viimase tunni jooksul on küsitud ${used} korda, kõige rohkem ${budget}.`,
    notReconciled: 'Veel üle küsimata',
    pause: 'Peata saatmine',
    resume: 'Jätka saatmist',
    pausedFor: {
      person: 'Saatmine on peatatud',
      'wrong-credentials': 'Peatatud: vale API parool',
      'no-credit': 'Peatatud: raha on otsas',
      locked: 'Peatatud: paroolid on lukus',
    },
    pauseWhy: 'Siit arvutist ei lähe enne jätkamist midagi välja. Juba saadetu läheb edasi.',
    locked: 'Paroolid on lukus',
    unlock: 'Ava',
    passphrase: 'Paroolifraas',
    lockedWhy: 'Sinu kontode paroolid on paroolifraasiga suletud. Enne selle sisestamist ei saadeta midagi.',
    postponed: (count) =>
      many(count, {
        one: '1 saatmisraport ootab kontrolli.',
        other: `${count} saatmisraportit ootab kontrolli.`,
      }),
    startOver: {
      open: 'Alusta uuesti…',
      title: 'Alusta uue paroolifraasiga',
      about:
        'Kadunud paroolifraasi ei saa taastada. Uuesti alustamine tõstab suletud paroolide faili kõrvale ja loob tühja faili. Midagi ei kustutata ja sõnumeid see ei puuduta.',
      accounts: (names) =>
        `Nendele kontodele tuleb API parool uuesti anda (Seaded, Kontod, Muuda): ${names}.`,
      noAccount: 'Ühelegi kontole ei ole vaja parooli uuesti anda.',
      go: 'Alusta uuesti',
      done: (file) =>
        `Vana fail on nüüd ${file}. Järgmiseks anna igale kontole API parool (Seaded, Kontod, Muuda).`,
    },
  },
  palette: {
    open: 'Käsud',
    placeholder: 'Mida soovid teha?',
    nothing: 'Sellise nimega käsku ei ole.',
    shortcuts: 'Kiirklahvid',
    here: 'Selles vaates',
    go: 'Mine',
    do: 'Tee',
    set: 'Määra',
    written: 'Mustandid ja mallid',
    recent: 'Viimased sõnumid',
    found: 'Sõnumid',
    searchFor: (query) => `Kõik sõnumid, milles on „${query}“`,
    results: (count) => many(count, { one: '1 käsk', other: `${count} käsku` }),
    export: 'Ekspordi sõnumite loend…',
    backup: 'Tee varukoopia',
    backupBegun: 'Varukoopia tegemine algas',
    probe: 'Kontrolli, kas tagasiside jõuab kohale',
    tabs: 'Näita',
    search: 'Otsi sõnumeid',
    light: 'Heledad värvid',
    dark: 'Tumedad värvid',
    system: 'Värvid nagu süsteemis',
  },
  shortcuts: {
    title: 'Kiirklahvid',
    keyNames: { space: 'Tühik' },
    callbacks: 'Tagasiside',
    everywhere: 'Kõikjal',
    lists: 'Loendis',
    message: 'Sõnum',
    compose: 'Uus sõnum',
    items: {
      palette: 'Käsud',
      compose: 'Uus sõnum',
      search: 'Otsi',
      sheet: 'See leht',
      zoom: 'Suurus',
      copyCurl: 'Kopeeri curl-käsuna',
      screens: 'Vaated ükshaaval',
      walk: 'Loendis üles ja alla',
      ends: 'Esimene ja viimane',
      leave: 'Tagasi loendisse või sulge',
      resend: 'Saada uuesti',
      raw: 'Raportid',
      copyId: 'Kopeeri Messente ID',
      send: 'Saada',
      reorder: 'Liiguta sammu üles või alla',
      add: 'Lisa samm',
      or: 'või',
    },
  },
  welcome: etWelcome,
  messages: etMessages(many),
  history: etHistory(many),
  compose: etCompose(many),
  sending: etSending(many),
  forms: etForms(many),
  drafts: etDrafts(many),
  callbacks: etCallbacks(many),
  cancelling: etCancelling(many),
  settings: etSettings(),
  archive: etArchive(many),
  runs: etRuns(many),
  planForm: etPlanForm,
  sandbox: etSandbox(many),
  doctor: etDoctor(),
};
