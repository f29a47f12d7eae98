/** Messages that are to be cancelled at Messente, and may still go out. */
import type { PluralForms } from './plural.ts';

type Many = (count: number, forms: PluralForms) => string;

export const enCancelling = (many: Many) => ({
  label: 'Messages that may still go out',
  /** @param when "tomorrow at 08:00" */
  goesOut: (when: string) => `One scheduled message may still go out ${when}.`,
  reaches: (when: string) => `One message may still reach its recipient until ${when}.`,
  more: (count: number) =>
    many(count, {
      one: '1 more message that is to be cancelled may still go out.',
      other: `${count} more messages that are to be cancelled may still go out.`,
    }),
  why: {
    trying: 'Omnideck is asking Messente to cancel it.',
    retrying: 'Messente has not cancelled it yet. Omnideck keeps trying.',
    waiting: 'Messente’s id of it is not known. Omnideck cancels it when a delivery report names it.',
    'too-late': 'Messente has begun to send it and did not cancel it.',
  },
  show: 'Show the message',
  message: {
    stillGoes: (when: string) => `Not cancelled: it still goes out ${when}`,
    stillReaches: (when: string) => `It may still reach this person until ${when}`,
    reasons: {
      'opt-out': 'The recipient is on the do-not-send list.',
      erased: 'The recipient was erased.',
      'account-removed': 'Its account was removed.',
      person: 'You cancelled it.',
    },
    cancelled: 'Cancelled at Messente',
    sentBefore: 'It was sent before the opt-out',
    sentEarlier: 'It was sent before it could be cancelled',
  },
  done: {
    withdrawn: (count: number) =>
      many(count, {
        one: '1 message that was not sent yet was withdrawn.',
        other: `${count} messages that were not sent yet were withdrawn.`,
      }),
    cancelled: (count: number) =>
      many(count, {
        one: '1 scheduled message was cancelled at Messente.',
        other: `${count} scheduled messages were cancelled at Messente.`,
      }),
  },
  before: {
    person: (count: number) =>
      many(count, {
        one: '1 message to this number may still go out. Omnideck has Messente cancel it.',
        other: `${count} messages to this number may still go out. Omnideck has Messente cancel them.`,
      }),
    account: (count: number) =>
      many(count, {
        one: 'Its 1 scheduled message will be cancelled at Messente. Omnideck keeps the password until that is done, and uses it for nothing else.',
        other: `Its ${count} scheduled messages will be cancelled at Messente. Omnideck keeps the password until that is done, and uses it for nothing else.`,
      }),
  },
});
