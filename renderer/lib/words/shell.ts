import type { Format } from '../../../shared/i18n.ts';
import { yes } from './arguments.ts';
import type { Texts } from './texts.ts';

export const frameWords = (m: Texts['frame'], format: Format) => ({
  ...m,
  lostIn: (seconds: number) => format(m.lostIn, { now: yes(seconds <= 0), seconds }),
  checked: (ago: string) => format(m.checked, { ago }),
  waiting: (count: number) => format(m.waiting, { count }),
  sendingNow: (count: number) => format(m.sendingNow, { count }),
  reconciled: (time: string) => format(m.reconciled, { time }),
  reconciledWhy: (waiting: number, used: number, budget: number) =>
    format(m.reconciledWhy, { waiting, used, budget }),
  postponed: (count: number) => format(m.postponed, { count }),
  startOver: {
    ...m.startOver,
    accounts: (names: string) => format(m.startOver.accounts, { names }),
    done: (file: string) => format(m.startOver.done, { file }),
  },
});

export const paletteWords = (m: Texts['palette'], format: Format) => ({
  ...m,
  searchFor: (query: string) => format(m.searchFor, { query }),
  results: (count: number) => format(m.results, { count }),
});
