import type { Format } from '../../../shared/i18n.ts';
import { byNumber } from './arguments.ts';
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
  detail: {
    ...m.detail,
    sent: (when: string) => format(m.detail.sent, { when }),
    written: (when: string) => format(m.detail.written, { when }),
    scheduledFor: (when: string) => format(m.detail.scheduledFor, { when }),
    rawReports: (count: number) => format(m.detail.rawReports, { count }),
    parts: (count: number) => format(m.detail.parts, { count }),
    by: (channel: string) => format(m.detail.by, { channel }),
    seenBy: (channel: string) => format(m.detail.seenBy, { channel }),
    tryNumber: (number: number) => format(m.detail.tryNumber, { number }),
    late: (by: string) => format(m.detail.late, { by }),
    later: (by: string) => format(m.detail.later, { by }),
    timesShort: (count: number) => format(m.detail.timesShort, { count }),
    times: (count: number) => format(m.detail.times, { count }),
    waits: (wait: string) => format(m.detail.waits, { wait }),
    waited: (whole: string) => format(m.detail.waited, { whole }),
    waiting: (past: string, whole: string) => format(m.detail.waiting, { past, whole }),
    expiredAfter: (wait: string) => format(m.detail.expiredAfter, { wait }),
    deliveredIn: (took: string) => format(m.detail.deliveredIn, { took }),
    seenAfter: (took: string) => format(m.detail.seenAfter, { took }),
    contradiction: (status: string, when: string) => format(m.detail.contradiction, { status, when }),
    afterFailure: (status: string, when: string) => format(m.detail.afterFailure, { status, when }),
    reachedAs: (channel: string) => format(m.detail.reachedAs, { channel }),
    notDelivered: (channel: string) => format(m.detail.notDelivered, { channel }),
    notNeeded: (channel: string) => format(m.detail.notNeeded, { channel }),
    pendingText: (channel: string) => format(m.detail.pendingText, { channel }),
    characters: (units: number, capacity: number, encoding: string) =>
      format(m.detail.characters, { units, capacity, encoding }),
    partsOf: (parts: number, encoding: string) => format(m.detail.partsOf, { parts, encoding }),
    nextAsk: (when: string) => format(m.detail.nextAsk, { when }),
  },
});
