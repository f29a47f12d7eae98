/** English. Another language is another object with the same keys (see words.ts); nothing is written elsewhere. */
import { enArchive } from './en-archive.ts';
import { enCallbacks } from './en-callbacks.ts';
import { enCancelling } from './en-cancelling.ts';
import { enCompose } from './en-compose.ts';
import { enDoctor } from './en-doctor.ts';
import { enDrafts } from './en-drafts.ts';
import { enForms } from './en-forms.ts';
import { enHistory } from './en-history.ts';
import { enMessages } from './en-messages.ts';
import { enPlanForm } from './en-plan-form.ts';
import { enRuns } from './en-runs.ts';
import { enSandbox } from './en-sandbox.ts';
import { enSending } from './en-sending.ts';
import { enSettings } from './en-settings.ts';
import { enWelcome } from './en-welcome.ts';
import { pluralOf } from './plural.ts';
import type { Say } from './said.ts';

const locale = 'en-GB';
const many = pluralOf(locale);

export const en = {
  locale,
  app: 'Omnideck',
  units: {
    seconds: (value: string) => `${value} s`,
    minutes: (value: number) => `${value} min`,
    minutesSeconds: (minutes: number, seconds: string) => `${minutes} min ${seconds} s`,
    hours: (value: number) => `${value} h`,
    hoursMinutes: (hours: number, minutes: number) =>
      minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`,
    days: (value: number) => `${value} d`,
  },
  days: {
    today: 'Today',
    yesterday: 'Yesterday',
    tomorrow: 'Tomorrow',
    todayAt: (time: string) => `today at ${time}`,
    yesterdayAt: (time: string) => `yesterday at ${time}`,
    tomorrowAt: (time: string) => `tomorrow at ${time}`,
    dateAt: (date: string, time: string) => `${date} at ${time}`,
    dateTime: (date: string, time: string) => `${date}, ${time}`,
  },
  channels: {
    sms: 'SMS',
    viber: 'Viber',
    whatsapp: 'WhatsApp',
    rcs: 'RCS',
    telegram: 'Telegram',
  },
  common: {
    cancel: 'Cancel',
    close: 'Close',
    save: 'Save',
    saved: 'Saved',
    copy: 'Copy',
    copied: 'Copied',
    tryAgain: 'Try again',
    loading: 'Loading…',
    more: 'More',
    details: 'What the API said',
    none: 'None',
    skip: 'Skip to the content',
    showPassword: 'Show the password',
  },
  problems: {
    unreachable: {
      sentence: "The console's engine isn't reachable.",
      mend: 'Nothing is lost: it is tried again by itself. Repeat this once the bar at the top is gone.',
    },
    fault: {
      sentence: 'The console ran into a fault of its own.',
      mend: 'Try it again; if it stays, look at the log in the data folder.',
    },
    crash: {
      title: 'This screen ran into a fault of its own',
      text: 'Nothing is lost and nothing was sent by it. Load the window again; if it stays, the text below helps whoever mends it.',
      reload: 'Load again',
    },
  },
  /** What the core says, in this language: see said.ts. English is what it says itself. */
  say: ((english) => english) as Say,
  frame: {
    nav: 'Screens',
    newMessage: 'New message',
    messages: 'Messages',
    callbacks: 'Callbacks',
    settings: 'Settings',
    engineStopped: 'Nothing is sent or received now',
    lost: "The console's engine isn't reachable; trying again",
    shutOut:
      'The console was started anew, so this page no longer opens it. Run “omnideck open”, or use the address that it printed.',
    lostIn: (seconds: number) => (seconds > 0 ? `in ${seconds} s` : 'now'),
    tryNow: 'Try now',
    connecting: "Reaching the console's engine…",
    account: 'Account',
    noAccount: 'No account yet',
    sandbox: 'Sandbox',
    nothingIsSent: 'nothing is sent',
    switchAccount: 'Send with',
    addAccount: 'Connect an account…',
    startSandbox: 'Use the sandbox',
    manageAccounts: 'Manage accounts',
    nothingLeft: 'Nothing has left this machine',
    callbacksReach: 'Callbacks reach this machine',
    callbacksSandboxWhy: 'from the sandbox, without a tunnel',
    callbacksLocalWhy: 'from an API on this machine, without a tunnel',
    callbacksNotAgreedWhy: 'localtunnel is not agreed to for this account',
    callbacksAgree: 'Agree…',
    callbacksOff: "Callbacks can't reach this machine",
    callbacksOffWhy: 'results are asked for instead',
    callbacksStarting: 'Opening a way in for callbacks…',
    callbacksUnproven: 'Not known yet whether callbacks reach this machine',
    callbacksDown: "Callbacks can't reach this machine now",
    callbacksSetUp: 'Set up',
    callbacksSee: 'What to do',
    checked: (ago: string) => `checked ${ago} ago`,
    check: 'Check now',
    waiting: (count: number) => `${count} waiting to be sent`,
    sendingNow: (count: number) => `${count} being sent`,
    reconciled: (time: string) => `Reconciled ${time}`,
    reconciledWhy: (waiting: number, used: number, budget: number) =>
      `Results that callbacks did not tell are asked for: ${many(waiting, { one: '1 message', other: `${waiting} messages` })} to ask about, ${used} of at most ${budget} questions in the last hour.`,
    notReconciled: 'Not reconciled yet',
    pause: 'Pause sending',
    resume: 'Resume sending',
    pausedFor: {
      person: 'Sending is paused',
      'wrong-credentials': 'Paused: wrong API password',
      'no-credit': 'Paused: no credit left',
      locked: 'Paused: passwords are locked',
    },
    pauseWhy: 'Nothing more leaves this machine until you resume. What was sent goes on.',
    locked: 'Passwords are locked',
    unlock: 'Unlock',
    passphrase: 'Passphrase',
    lockedWhy:
      'The passwords of your accounts are sealed with a passphrase. Until it is given, nothing is sent.',
    postponed: (count: number) =>
      many(count, {
        one: '1 delivery report waits to be checked.',
        other: `${count} delivery reports wait to be checked.`,
      }),
    startOver: {
      open: 'Start over…',
      title: 'Start over with a new passphrase',
      about:
        'A lost passphrase can’t be recovered. Starting over moves the file of sealed passwords aside and begins an empty one. Nothing is deleted, and messages are not affected.',
      accounts: (names: string) =>
        `These accounts need their API password again, in Settings, Accounts, Edit: ${names}.`,
      noAccount: 'No account needs its password again.',
      go: 'Start over',
      done: (file: string) =>
        `The old file is now ${file}. Next: give each account its API password in Settings, Accounts, Edit.`,
    },
  },
  palette: {
    open: 'Commands',
    placeholder: 'What would you like to do?',
    nothing: 'No command by that name.',
    shortcuts: 'Keyboard shortcuts',
    here: 'On this screen',
    go: 'Go to',
    do: 'Do',
    set: 'Set',
    written: 'Drafts and templates',
    recent: 'Recent messages',
    found: 'Messages',
    searchFor: (query: string) => `All messages with “${query}”`,
    results: (count: number) => many(count, { one: '1 command', other: `${count} commands` }),
    export: 'Export the list of messages…',
    backup: 'Back up now',
    backupBegun: 'The backup has begun',
    probe: 'Check whether callbacks arrive',
    tabs: 'Show',
    search: 'Search messages',
    light: 'Light colours',
    dark: 'Dark colours',
    system: 'Colours as the system has them',
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    keyNames: { space: 'Space' },
    callbacks: 'Callbacks',
    everywhere: 'Everywhere',
    lists: 'In a list',
    message: 'A message',
    compose: 'New message',
    items: {
      palette: 'Commands',
      compose: 'New message',
      search: 'Search',
      sheet: 'This sheet',
      zoom: 'Size',
      copyCurl: 'Copy as curl',
      screens: 'Screens, one by one',
      walk: 'Up and down the list',
      ends: 'First and last',
      leave: 'Back to the list, or close',
      resend: 'Send again',
      raw: 'Raw callbacks',
      copyId: "Copy Messente's id",
      send: 'Send',
      reorder: 'Move the step up or down',
      add: 'Add a step',
      or: 'or',
    },
  },
  welcome: enWelcome,
  messages: enMessages(many),
  history: enHistory(many),
  compose: enCompose(many),
  sending: enSending(many),
  forms: enForms(many),
  drafts: enDrafts(many),
  callbacks: enCallbacks(many),
  cancelling: enCancelling(many),
  settings: enSettings(),
  archive: enArchive(many),
  runs: enRuns(many),
  planForm: enPlanForm,
  sandbox: enSandbox(many),
  doctor: enDoctor(),
};
