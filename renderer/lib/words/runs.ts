import type { Format } from '../../../shared/i18n.ts';
import { yes } from './arguments.ts';
import type { RunsTexts } from './runs-texts.ts';

export const runsWords = (m: RunsTexts['runs'], format: Format) => ({
  ...m,
  passedAll: (count: number) => format(m.passedAll, { count }),
  failedOf: (failed: number, all: number) => format(m.failedOf, { failed, all }),
  openOf: (open: number, all: number) => format(m.openOf, { open, all }),
  doneOf: (done: string, all: string) => format(m.doneOf, { done, all }),
  progress: (passed: number, failed: number, waiting: number, unsent: number) =>
    format(m.progress, { passed, failed, waiting, unsent }),
  retry: (count: number) => format(m.retry, { count }),
  sandboxAccount: (account: string, credit: string, seed: number, weather: string) =>
    format(m.sandboxAccount, { account, credit, seed, weather }),
  speed: (speed: string) => format(m.speed, { speed }),
  rounds: (from: number, to: number) => format(m.rounds, { same: yes(from === to), from, to }),
  pages: { ...m.pages, at: (page: number, all: number) => format(m.pages.at, { page, all }) },
  handset: {
    ...m.handset,
    waiting: (count: number) => format(m.handset.waiting, { count }),
    nextOf: (count: number) => format(m.handset.nextOf, { count }),
    seen: (arrived: number, all: number) => format(m.handset.seen, { arrived, all }),
    contradicted: (count: number) => format(m.handset.contradicted, { count }),
  },
  by: (channel: string) => format(m.by, { channel }),
  passedOf: (passed: number, all: number) => format(m.passedOf, { passed, all }),
  cell: {
    ...m.cell,
    round: (round: number) => format(m.cell.round, { round }),
    attempt: (attempt: number) => format(m.cell.attempt, { attempt }),
    after: (time: string) => format(m.cell.after, { time }),
  },
  fast: {
    ...m.fast,
    chart: (count: number) => format(m.fast.chart, { count }),
    operator: (half: string, most: string, reached: number, all: number) =>
      format(m.fast.operator, { half, most, reached, all }),
    nobody: (all: number) => format(m.fast.nobody, { all }),
  },
  changed: {
    ...m.changed,
    was: (passed: number, all: number) => format(m.changed.was, { passed, all }),
    passed: (before: string, after: string) => format(m.changed.passed, { before, after }),
    difference: (p: string) => format(m.changed.difference, { p }),
    chance: (p: string) => format(m.changed.chance, { p }),
    onlyInOne: (before: number, after: number) => format(m.changed.onlyInOne, { before, after }),
    halfOf: (half: string, count: number) => format(m.changed.halfOf, { half, count }),
    times: (before: string, after: string) => format(m.changed.times, { before, after }),
    slower: (p: string) => format(m.changed.slower, { p }),
    faster: (p: string) => format(m.changed.faster, { p }),
    sameSpeed: (p: string) => format(m.changed.sameSpeed, { p }),
  },
  historyLines: (longest: string) => format(m.historyLines, { longest }),
  historyBar: (when: string, passed: number, all: number) => format(m.historyBar, { when, passed, all }),
  plan: {
    ...m.plan,
    good: (chains: number, numbers: number, messages: number) =>
      format(m.plan.good, { chains, numbers, messages }),
    line: (line: number) => format(m.plan.line, { line }),
    cost: (low: string, high: string) => format(m.plan.cost, { same: yes(low === high), low, high }),
    ofCredit: (credit: string) => format(m.plan.ofCredit, { credit }),
    liveTitle: (count: number) => format(m.plan.liveTitle, { count }),
    liveText: (account: string) => format(m.plan.liveText, { account }),
    liveAgreed: (agreed: string) => format(m.plan.liveAgreed, { agreed }),
    saved: (file: string) => format(m.plan.saved, { file }),
  },
});
