import type { Format } from '../../../shared/i18n.ts';
import type { Texts } from './texts.ts';

export const settingsWords = (m: Texts['settings'], format: Format) => ({
  ...m,
  accounts: {
    ...m.accounts,
    checked: (balance: string) => format(m.accounts.checked, { balance }),
    removeTitle: (name: string) => format(m.accounts.removeTitle, { name }),
    editTitle: (name: string) => format(m.accounts.editTitle, { name }),
  },
  reports: {
    ...m.reports,
    agreeFor: (account: string) => format(m.reports.agreeFor, { account }),
    agreed: (account: string, when: string) => format(m.reports.agreed, { account, when }),
    used: (used: string, budget: string) => format(m.reports.used, { used, budget }),
    copyReportUrl: (account: string) => format(m.reports.copyReportUrl, { account }),
    forAccount: (account: string) => format(m.reports.forAccount, { account }),
  },
  privacy: {
    ...m.privacy,
    addedMany: (count: number) => format(m.privacy.addedMany, { count }),
    added: (when: string) => format(m.privacy.added, { when }),
    take: (number: string) => format(m.privacy.take, { number }),
    taken: (number: string) => format(m.privacy.taken, { number }),
    eraseTitle: (number: string) => format(m.privacy.eraseTitle, { number }),
    erased: (number: string) => format(m.privacy.erased, { number }),
  },
});
