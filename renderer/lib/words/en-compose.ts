import type { PluralForms } from './plural.ts';

type Many = (count: number, forms: PluralForms) => string;

export const enCompose = (many: Many) => ({
  title: 'New message',
  discard: 'Discard the draft',
  close: 'Close',
  to: 'To',
  toPlaceholder: 'Number, or paste a list',
  toMore: 'Another number',
  remove: (number: string) => `Remove ${number}`,
  removeBad: (count: number) =>
    many(count, { one: 'Remove the one that is wrong', other: `Remove the ${count} that are wrong` }),
  people: (count: number) => many(count, { one: '1 person', other: `${count} people` }),
  allIn: (people: string, country: string) => `${people}, all in ${country}`,
  inCountries: (people: string, countries: number) =>
    `${people} in ${many(countries, { one: '1 country', other: `${countries} countries` })}`,
  repeats: (count: number) =>
    many(count, {
      one: '1 repeated number is sent to once',
      other: `${count} repeated numbers are sent to once`,
    }),
  more: (count: number) => `and ${count} more`,
  wrongNumbers: (count: number) =>
    many(count, { one: '1 number is wrong', other: `${count} numbers are wrong` }),
  whichCountry: (count: number) =>
    many(count, {
      one: '1 number has no country code. Which country is it in?',
      other: `${count} numbers have no country code. Which country are they in?`,
    }),
  howRead: (count: number) =>
    many(count, {
      one: '1 number without “+” may begin with its country code. How should it be read?',
      other: `${count} numbers without “+” may begin with their country code. How should they be read?`,
    }),
  readAs: {
    international: (count: number, example: string, _country: string) =>
      many(count, {
        one: `With its own country code: ${example}`,
        other: `${count} with their own country code: ${example}`,
      }),
    national: (count: number, example: string, country: string) =>
      many(count, {
        one: `As a number in ${country}: ${example}`,
        other: `${count} as numbers in ${country}: ${example}`,
      }),
  },
  country: 'Country',
  chooseCountry: 'Choose a country',
  cameOf: (written: string, number: string) => `${written} becomes ${number}`,
  sandboxNumbers: 'Numbers to try',
  chain: 'Chain',
  reorder: 'to reorder',
  steps: 'Steps, in the order they are tried',
  stepOf: (index: number, count: number) => `step ${index} of ${count}`,
  addStep: 'Add a step',
  noMoreChannels: 'Every channel is in the chain.',
  removeStep: (channel: string) => `Remove ${channel}`,
  moveUp: (channel: string) => `Move ${channel} up`,
  moveDown: (channel: string) => `Move ${channel} down`,
  moved: (channel: string, index: number) => `${channel} is now step ${index}`,
  defaultSender: 'default sender',
  noSender: 'no sender yet',
  noText: 'no text yet',
  giveUp: 'Give up after',
  messenteSets: 'default',
  waitHint: 'For example 90 s, 5 min or 2 h. Default: as long as Messente sets.',
  waitWrong: 'Write a time such as 90 s, 5 min or 2 h.',
  waitTelegram: 'Telegram waits whole minutes only.',
  sender: 'Sender',
  senderPlaceholder: 'Your account’s default',
  rcsSenderPlaceholder: 'Your RCS agent (required)',
  senderHint: 'A name or number that Messente has verified for you.',
  senderName: (name: string) =>
    `Nobody can answer “${name}”: it is a name, not a number. Where people are to answer, send from a number.`,
  autoconvert: 'Autoconvert',
  autoconverts: { on: 'On', off: 'Off', full: 'Full' },
  autoconvertWhy:
    'Autoconvert follows your account’s own rules, so Messente’s count may differ. Off makes ours exact.',
  autoconvertFull: 'Full replaces every character that GSM-7 lacks by the nearest one.',
  text: 'Text',
  textPlaceholder: (channel: string) => `What the person reads on ${channel}`,
  copyFrom: (channel: string) => `Use the ${channel} text`,
  units: (units: number, capacity: number) => `${units} of ${capacity}`,
  remaining: (count: number) => `${count} left in this part`,
  characters: (count: number) => many(count, { one: '1 character', other: `${count} characters` }),
  ofCharacters: (count: number, limit: number) => `${count} of ${limit} characters`,
  parts: (count: number) => many(count, { one: '1 part', other: `${count} parts` }),
  costing: {
    one: 'One character makes the text longer to send:',
    doubles: 'One character doubles the size:',
    several: (count: number) => `${count} characters keep the text out of GSM-7:`,
    why: (names: string) =>
      `${names} not in GSM-7, so the whole text becomes UCS-2, with 70 characters in a part instead of 160.`,
    is: (character: string) => `“${character}” is`,
    are: (characters: string) => `${characters} are`,
    now: 'Now',
    instead: 'Then',
    replace: (from: string, to: string) => `Replace ${from} with ${to}`,
    leaveOut: (from: string) => `Leave out ${from}`,
    replaceAll: 'Replace them all',
    keep: 'Keep it',
    keepAll: 'Keep them',
    noNear: 'Nothing in GSM-7 comes near it; only leaving it out would help.',
  },
  preview: 'Preview',
  previewOf: (channel: string) => `Preview of ${channel}`,
  atOnce: 'at once',
  after: (wait: string) => `after ${wait}`,
  afterUnknown: 'after the step before',
  emptyPreview: 'Nothing written yet',
  yourSender: 'Your sender',
  whatsappWindow:
    'WhatsApp takes a free text only within 24 hours of the person’s last message; otherwise this step fails and the next is tried.',
  rcsSender: 'RCS needs a sender that is set up at Messente.',
  when: 'When',
  now: 'Now',
  later: 'Later',
  laterAt: 'Send at',
  scheduleTitle: 'When to send',
  schedule: 'Send later',
  sendNow: 'Send at once',
  inThePast: 'This time is in the past.',
  cost: 'Cost',
  send: (people: number) => many(people, { one: 'Send to 1 person', other: `Send to ${people} people` }),
  sendSandbox: (people: number) =>
    many(people, { one: 'Send to 1 in the sandbox', other: `Send to ${people} in the sandbox` }),
  sendNobody: 'Send',
  scheduleSend: (people: number) =>
    many(people, { one: 'Schedule for 1 person', other: `Schedule for ${people} people` }),
  scheduleSandbox: (people: number) =>
    many(people, { one: 'Schedule for 1 in the sandbox', other: `Schedule for ${people} in the sandbox` }),
  sending: 'Writing it down…',
  sent: (people: number) =>
    many(people, { one: 'On its way to 1 person', other: `On its way to ${people} people` }),
  written: (people: number) =>
    many(people, {
      one: 'Written down for 1 person; sending is paused',
      other: `Written down for ${people} people; sending is paused`,
    }),
  scheduled: (people: number) =>
    many(people, { one: 'Scheduled for 1 person', other: `Scheduled for ${people} people` }),
  pausedNote: 'Sending is paused: it is written down and goes out when you resume.',
  unsentNote: 'Nothing is lost: the draft is as you left it.',
  noRecipients: 'Give at least one number.',
  from: 'from',
});
