import type { Format } from '../../../shared/i18n.ts';
import type { InboundTexts } from './inbound-texts.ts';

export const inboundWords = (m: InboundTexts['inbound'], format: Format) => ({
  ...m,
  detail: {
    ...m.detail,
    partsText: (parts: number) => format(m.detail.partsText, { parts }),
    listed: (when: string) => format(m.detail.listed, { when }),
  },
  subscriptions: {
    ...m.subscriptions,
    id: (id: string) => format(m.subscriptions.id, { id }),
    count: (count: number, shown: string) => format(m.subscriptions.count, { count, shown }),
    done: {
      confirm: (number: string) => format(m.subscriptions.done.confirm, { number }),
      dismiss: (number: string) => format(m.subscriptions.done.dismiss, { number }),
    },
    addressOf: (account: string) => format(m.subscriptions.addressOf, { account }),
  },
  numbers: {
    ...m.numbers,
    copyOf: (number: string) => format(m.numbers.copyOf, { number }),
    actionsOf: (number: string) => format(m.numbers.actionsOf, { number }),
    secretTitle: (number: string) => format(m.numbers.secretTitle, { number }),
    secretKept: (number: string) => format(m.numbers.secretKept, { number }),
    removeTitle: (number: string) => format(m.numbers.removeTitle, { number }),
    removed: (number: string) => format(m.numbers.removed, { number }),
    confirmed: (number: string) => format(m.numbers.confirmed, { number }),
    added: (number: string) => format(m.numbers.added, { number }),
  },
});
