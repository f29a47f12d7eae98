import type { Format } from '../../../shared/i18n.ts';
import { byName, yes } from './arguments.ts';
import type { Texts } from './texts.ts';

export const historyWords = (m: Texts['history'], format: Format) => ({
  ...m,
  filters: {
    ...m.filters,
    remove: (field: string) => format(m.filters.remove, { field }),
    change: (field: string, value: string) => format(m.filters.change, { field, value }),
    and: (first: string, more: number) => format(m.filters.and, { first, more }),
    lastDays: (days: number) => format(m.filters.lastDays, { days }),
    between: (from: string, to: string) => format(m.filters.between, { from, to }),
    since: (from: string) => format(m.filters.since, { from }),
    until: (to: string) => format(m.filters.until, { to }),
    costFrom: (amount: string) => format(m.filters.costFrom, { amount }),
    costTo: (amount: string) => format(m.filters.costTo, { amount }),
  },
  found: (count: number, text: string) => format(m.found, { count, text }),
  foundMore: (text: string) => format(m.foundMore, { text }),
  sort: { ...m.sort, now: (order: string) => format(m.sort.now, { order }) },
  views: {
    ...m.views,
    actions: (name: string) => format(m.views.actions, { name }),
    saved: (name: string) => format(m.views.saved, { name }),
    renamed: (name: string) => format(m.views.renamed, { name }),
    changed: (name: string) => format(m.views.changed, { name }),
    removed: (name: string) => format(m.views.removed, { name }),
  },
  chosen: {
    ...m.chosen,
    count: (count: number, text: string) => format(m.chosen.count, { count, text }),
    most: (text: string) => format(m.chosen.most, { text }),
  },
  bulk: {
    ...m.bulk,
    cancelTitle: (count: number, text: string) => format(m.bulk.cancelTitle, { count, text }),
    resendTitle: (count: number, text: string) => format(m.bulk.resendTitle, { count, text }),
    twice: (count: number, text: string) => format(m.bulk.twice, { count, text }),
    resendSafe: (count: number, text: string) => format(m.bulk.resendSafe, { count, text }),
    cancelledDone: (count: number, text: string) => format(m.bulk.cancelledDone, { count, text }),
    resentDone: (count: number, text: string) => format(m.bulk.resentDone, { count, text }),
    notDone: (count: number, text: string) => format(m.bulk.notDone, { count, text }),
    outcome: (done: string, not: string) => format(m.bulk.outcome, { done, not }),
    why: (count: number, text: string) => format(m.bulk.why, { count, text }),
    andMore: (count: number, text: string) => format(m.bulk.andMore, { count, text }),
  },
  tags: {
    ...m.tags,
    make: (name: string) => format(m.tags.make, { name }),
    remove: (name: string) => format(m.tags.remove, { name }),
    done: (count: number, added: readonly string[], removed: readonly string[]) => {
      const change = removed.length === 0 ? 'added' : added.length === 0 ? 'removed' : 'both';
      return format(m.tags.done, { change, count, added: added.join(', '), removed: removed.join(', ') });
    },
  },
  detail: {
    ...m.detail,
    requestOf: (number: number) => format(m.detail.requestOf, { number }),
    polls: (count: number) => format(m.detail.polls, { count }),
    pollAt: (time: string, code: string) =>
      format(m.detail.pollAt, { hasCode: yes(code !== ''), time, code }),
    pollWithout: (time: string) => format(m.detail.pollWithout, { time }),
    ofAtMost: (high: string) => format(m.detail.ofAtMost, { high }),
    costParts: (parts: string, each: string) => format(m.detail.costParts, { parts, each }),
    overridden: byName(m.detail.overridden),
  },
  export: {
    ...m.export,
    chosen: (count: number, text: string) => format(m.export.chosen, { count, text }),
    running: (done: string, total: string | null) =>
      format(m.export.running, { hasTotal: yes(total !== null), done, total: total ?? '' }),
    done: (count: number, text: string) => format(m.export.done, { count, text }),
    jobDone: (count: number, text: string) => format(m.export.jobDone, { count, text }),
  },
});
