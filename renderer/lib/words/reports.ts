import type { Format } from '../../../shared/i18n.ts';
import { yes } from './arguments.ts';
import type { ReportsTexts } from './reports-texts.ts';

export const reportsWords = (m: ReportsTexts['reports'], format: Format) => ({
  ...m,
  settings: {
    ...m.settings,
    agreeFor: (account: string) => format(m.settings.agreeFor, { account }),
    agreed: (account: string, when: string) => format(m.settings.agreed, { account, when }),
    used: (used: string, budget: string) => format(m.settings.used, { used, budget }),
    copyReportUrl: (account: string) => format(m.settings.copyReportUrl, { account }),
    forAccount: (account: string) => format(m.settings.forAccount, { account }),
  },
  refused: {
    ...m.refused,
    answered: (status: number) => format(m.refused.answered, { status }),
    bytes: (bytes: number) => format(m.refused.bytes, { bytes }),
  },
  detail: {
    ...m.detail,
    checkedText: (bytes: number) => format(m.detail.checkedText, { bytes }),
    bytes: (bytes: number) => format(m.detail.bytes, { bytes }),
  },
  search: {
    ...m.search,
    nothing: (query: string) => format(m.search.nothing, { query }),
    /** `count` is formatted, `since` is a date or a time of today. */
    reached: (count: string, since: string) => format(m.search.reached, { count, since }),
  },
  effect: {
    ...m.effect,
    /** `time`: when the same event was first received. */
    since: (time: string) => format(m.effect.since, { time }),
  },
  before: {
    ...m.before,
    open: (status: string, time: string) => format(m.before.open, { status, time }),
    same: (count: number) => format(m.before.same, { count }),
    more: (count: number) => format(m.before.more, { count }),
  },
  tries: {
    ...m.tries,
    count: (count: number) => format(m.tries.count, { count }),
    after: (gap: string) => format(m.tries.after, { gap }),
    milliseconds: (value: number) => format(m.tries.milliseconds, { value }),
  },
  replay: {
    ...m.replay,
    answered: (status: number, time: string) => format(m.replay.answered, { status, time }),
    changed: (before: string, after: string) =>
      format(m.replay.changed, { same: yes(before === after), before, after }),
  },
});
