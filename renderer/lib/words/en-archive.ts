/** Backups, restoring, importing, and all about one person. */
import { listed, type PluralForms } from './plural.ts';

type Many = (count: number, forms: PluralForms) => string;

const messagesOf = (many: Many, count: number, shown: string) =>
  many(count, { one: '1 message', other: `${shown} messages` });

export const enArchive = (many: Many) => ({
  backups: 'Backups',
  backupsText:
    'A backup is one file with everything but passwords. They are in the data folder; copy one elsewhere to be safe from this disk.',
  daily: 'Make one each day, and keep the last seven',
  now: 'Back up now',
  none: 'No backups yet.',
  list: 'Backups',
  folder: 'Folder',
  copyFolder: 'Copy the folder’s path',
  kinds: { 'by-hand': 'by hand', daily: 'daily', 'before-restore': 'before a restore' },
  megabytes: (size: string) => `${size} MB`,
  restore: 'Restore…',
  restoreOf: (when: string) => `Restore the backup of ${when}`,
  restoreFile: 'Restore from a file',
  restoreFileText: 'A backup that was kept elsewhere. You see what is in it before anything happens.',
  chooseBackup: 'Choose a backup…',
  making: 'Backing up',
  made: (file: string) => `Backed up: ${file}`,
  dialog: {
    title: 'Restore this backup?',
    reading: 'Looking at the backup…',
    handing: (name: string) => `Handing over ${name}`,
    messages: 'Messages',
    newest: 'Newest',
    accounts: 'Accounts',
    noAccounts: 'none',
    replaces: (count: number, shown: string) =>
      `It takes the place of everything else that is here now (${messagesOf(many, count, shown)}). A copy of that is kept among the backups.`,
    sending: 'What was still to be sent then is not sent by itself: it may have been sent since.',
    passwords:
      'Passwords and addresses of accounts stay as they are here. An account that this computer has no password of asks for it.',
    doNotSend: (here: number, shownHere: string) =>
      `The do-not-send list stays (${many(here, { one: '1 number', other: `${shownHere} numbers` })}).`,
    doNotSendAdded: (there: number, shownThere: string) =>
      many(there, {
        one: 'The number on the backup’s list is added, unless you took it off the list later.',
        other: `The ${shownThere} numbers on the backup’s list are added, except those that you took off the list later.`,
      }),
    restore: 'Restore',
    working: 'Restoring. Sending rests meanwhile.',
    done: 'Restored',
    held: (count: number, shown: string) =>
      many(count, {
        one: '1 message may have been sent since. It is shown as unknown; send it again by hand only.',
        other: `${shown} messages may have been sent since. They are shown as unknown; send them again by hand only.`,
      }),
    erased: (count: number, shown: string) =>
      many(count, {
        one: '1 message that was erased since was erased again.',
        other: `${shown} messages that were erased since were erased again.`,
      }),
    listed: (count: number, shown: string) =>
      many(count, {
        one: 'The do-not-send list has 1 number.',
        other: `The do-not-send list has ${shown} numbers.`,
      }),
    stopped: 'Stopped. Nothing was changed.',
  },
  import: 'Import messages',
  importText:
    'A file that Omnideck exported: JSON Lines whole, CSV as far as a table goes. What is here already is left alone, and nothing is sent.',
  chooseImport: 'Choose a file…',
  importing: (name: string) => `Importing ${name}`,
  imported: (count: number, shown: string) => `${messagesOf(many, count, shown)} imported`,
  skipped: (count: number, shown: string) =>
    many(count, { one: '1 was here already', other: `${shown} were here already` }),
  erasedBefore: (count: number, shown: string) =>
    many(count, { one: '1 was erased here and stays so', other: `${shown} were erased here and stay so` }),
  rejected: (count: number, shown: string) =>
    many(count, { one: '1 line could not be read', other: `${shown} lines could not be read` }),
  rejectedList: 'Lines that could not be read',
  line: (line: string) => `Line ${line}`,
  moreRejected: (count: number, shown: string) =>
    many(count, { one: 'and 1 more', other: `and ${shown} more` }),
  importStopped: 'Stopped. What was imported before stays.',
  tableNote:
    'A table holds the last status of each step only. Its other events, attempts, prices by part, pictures and the like are in JSON Lines.',
  percent: (share: string) => `${share} %`,
  stop: 'Stop',
  about: {
    title: 'About a person',
    text: 'All that is kept about one number: to see it, to hand it over, or to erase it.',
    look: 'See what there is',
    found: (number: string) => `Kept about ${number}`,
    messages: 'Messages',
    between: (first: string, last: string) => `${first} to ${last}`,
    callbacks: 'Callbacks',
    events: 'Status events',
    attempts: 'Requests',
    polls: 'Answers',
    drafts: 'Drafts that name it',
    runs: 'Test runs that name it',
    views: 'Saved views of it',
    scenarios: 'Scenarios that name it',
    accounts: 'Written to by',
    purposes: 'Why',
    doNotSend: 'Do not send',
    listed: (when: string) => `on the list, ${when}`,
    notListed: 'not on the list',
    show: 'Show the messages',
    export: 'Export the messages',
    exporting: 'Exporting',
    exported: (file: string) => `The messages are in ${file}`,
    stillErase: 'Erase it all the same, so that an older backup or export does not bring it back.',
    goes: 'Gone for good: messages, reports, callbacks, what search finds, what drafts, test runs, saved views and scenarios say of it, and the same in the backups of the data folder.',
    runsLose: 'A test run that writes to it loses its plan and is ended; its results stay, under no name.',
    stays:
      'Not reached: files that were exported, copies kept elsewhere, and what Messente keeps. The do-not-send entry stays.',
    erased: (number: string) => `Everything about ${number} is gone`,
    erasedText: (messages: number, shown: string, backups: number) =>
      `${messagesOf(many, messages, shown)}, and what ${many(backups, { one: '1 backup', other: `${backups} backups` })} had of it.`,
    alsoFrom: (drafts: number, runs: number, views: number, scenarios: number) =>
      `Also taken out of ${listed([
        [drafts, many(drafts, { one: '1 draft', other: `${drafts} drafts` })],
        [runs, many(runs, { one: '1 test run', other: `${runs} test runs` })],
        [views, many(views, { one: '1 saved view', other: `${views} saved views` })],
        [scenarios, many(scenarios, { one: '1 scenario', other: `${scenarios} scenarios` })],
      ])}.`,
    notReached: (files: string) =>
      `These backups could not be read and may still hold it: ${files}. Look at them, or remove them.`,
  },
});
