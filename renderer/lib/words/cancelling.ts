import type { Format } from '../../../shared/i18n.ts';
import type { Texts } from './texts.ts';

export const cancellingWords = (m: Texts['cancelling'], format: Format) => ({
  ...m,
  /** The texts. @param when "tomorrow at 08:00" */
  goesOut: (when: string) => format(m.goesOut, { when }),
  reaches: (when: string) => format(m.reaches, { when }),
  more: (count: number) => format(m.more, { count }),
  message: {
    ...m.message,
    stillGoes: (when: string) => format(m.message.stillGoes, { when }),
    stillReaches: (when: string) => format(m.message.stillReaches, { when }),
  },
  done: {
    ...m.done,
    withdrawn: (count: number) => format(m.done.withdrawn, { count }),
    cancelled: (count: number) => format(m.done.cancelled, { count }),
  },
  before: {
    ...m.before,
    person: (count: number) => format(m.before.person, { count }),
    account: (count: number) => format(m.before.account, { count }),
  },
});
