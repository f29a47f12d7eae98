import type { Format } from '../../../shared/i18n.ts';
import { byName, byNumber, yes } from './arguments.ts';
import type { Texts } from './texts.ts';

export const messagesWords = (m: Texts['messages'], format: Format) => ({
  ...m,
  empty: {
    ...m.empty,
    search: { ...m.empty.search, title: (query: string) => format(m.empty.search.title, { query }) },
  },
  status: { ...m.status, left: (time: string) => format(m.status.left, { time }) },
  errors: byNumber(m.errors),
  errorNumber: (err: number) => format(m.errorNumber, { err }),
  detail: { ...m.detail, ...stepWords(m.detail, format), ...requestWords(m.detail, format) },
  ...listWords(m, format),
  ...chosenWords(m, format),
});

/** One message and its steps. */
const stepWords = (m: Texts['messages']['detail'], format: Format) => ({
  sent: (when: string) => format(m.sent, { when }),
  written: (when: string) => format(m.written, { when }),
  scheduledFor: (when: string) => format(m.scheduledFor, { when }),
  rawReports: (count: number) => format(m.rawReports, { count }),
  parts: (count: number) => format(m.parts, { count }),
  by: (channel: string) => format(m.by, { channel }),
  seenBy: (channel: string) => format(m.seenBy, { channel }),
  tryNumber: (number: number) => format(m.tryNumber, { number }),
  late: (by: string) => format(m.late, { by }),
  later: (by: string) => format(m.later, { by }),
  timesShort: (count: number) => format(m.timesShort, { count }),
  times: (count: number) => format(m.times, { count }),
  waits: (wait: string) => format(m.waits, { wait }),
  waited: (whole: string) => format(m.waited, { whole }),
  waiting: (past: string, whole: string) => format(m.waiting, { past, whole }),
  expiredAfter: (wait: string) => format(m.expiredAfter, { wait }),
  deliveredIn: (took: string) => format(m.deliveredIn, { took }),
  seenAfter: (took: string) => format(m.seenAfter, { took }),
  contradiction: (status: string, when: string) => format(m.contradiction, { status, when }),
  afterFailure: (status: string, when: string) => format(m.afterFailure, { status, when }),
  reachedAs: (channel: string) => format(m.reachedAs, { channel }),
  notDelivered: (channel: string) => format(m.notDelivered, { channel }),
  notNeeded: (channel: string) => format(m.notNeeded, { channel }),
  pendingText: (channel: string) => format(m.pendingText, { channel }),
  characters: (units: number, capacity: number, encoding: string) =>
    format(m.characters, { units, capacity, encoding }),
  partsOf: (parts: number, encoding: string) => format(m.partsOf, { parts, encoding }),
  nextAsk: (when: string) => format(m.nextAsk, { when }),
});

/** The requests, polls and costs of one message. */
const requestWords = (m: Texts['messages']['detail'], format: Format) => ({
  requestOf: (number: number) => format(m.requestOf, { number }),
  polls: (count: number) => format(m.polls, { count }),
  pollAt: (time: string, code: string) => format(m.pollAt, { hasCode: yes(code !== ''), time, code }),
  pollWithout: (time: string) => format(m.pollWithout, { time }),
  ofAtMost: (high: string) => format(m.ofAtMost, { high }),
  costParts: (parts: string, each: string) => format(m.costParts, { parts, each }),
  overridden: byName(m.overridden),
});

/** Filters, order and saved views of the list. */
const listWords = (m: Texts['messages'], format: Format) => ({
  filters: {
    ...m.filters,
    remove: (field: string) => format(m.filters.remove, { field }),
    change: (field: string, value: string) => format(m.filters.change, { field, value }),
    and: (first: string, more: number) => format(m.filters.and, { first, more }),
    lastDays: (days: number) => format(m.filters.lastDays, { days }),
    between: (from: string, to: string) => format(m.filters.between, { from, to }),
    since: (from: string) => format(m.filters.since, { from }),
    until: (to: string) => format(m.filters.until, { to }),
    through: (to: string) => format(m.filters.through, { to }),
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
});

/** Tags, exports and actions on chosen messages. */
const chosenWords = (m: Texts['messages'], format: Format) => ({
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
  export: {
    ...m.export,
    chosen: (count: number, text: string) => format(m.export.chosen, { count, text }),
    running: (done: string, total: string | null) =>
      format(m.export.running, { hasTotal: yes(total !== null), done, total: total ?? '' }),
    done: (count: number, text: string) => format(m.export.done, { count, text }),
    jobDone: (count: number, text: string) => format(m.export.jobDone, { count, text }),
  },
});
