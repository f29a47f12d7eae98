import type { Format } from '../../../shared/i18n.ts';
import type { OwnWords } from './own-words.ts';
import type { SandboxTexts } from './sandbox-texts.ts';

export const sandboxWords = (m: SandboxTexts['sandbox'], format: Format, own: OwnWords) => ({
  ...m,
  onlySandbox: (account: string) => format(m.onlySandbox, { account }),
  scenario: (name: string) => format(m.scenario, { name }),
  parts: {
    ...m.parts,
    slow: (time: string) => format(m.parts.slow, { time }),
    delayed: (time: string) => format(m.parts.delayed, { time }),
    dropped: (share: string) => format(m.parts.dropped, { share }),
    doubled: (share: string) => format(m.parts.doubled, { share }),
    disordered: (share: string) => format(m.parts.disordered, { share }),
    prices: (count: number) => format(m.parts.prices, { count }),
    credit: (amount: string) => format(m.parts.credit, { amount }),
  },
  percent: (share: string) => format(m.percent, { share }),
  weather: {
    ...m.weather,
    listAgainOf: (what: string) => format(m.weather.listAgainOf, { what }),
    priceOf: (country: string, channel: string) => format(m.weather.priceOf, { country, channel }),
    notTime: (most: string) => format(m.weather.notTime, { most }),
  },
  numbers: {
    ...m.numbers,
    copy: (number: string) => format(m.numbers.copy, { number }),
    writeTo: (number: string) => format(m.numbers.writeTo, { number }),
    switchAndWriteTo: (number: string) => format(m.numbers.switchAndWriteTo, { number }),
    nothing: (search: string) => format(m.numbers.nothing, { search }),
  },
  people: {
    ...m.people,
    goTo: (url: string) => format(m.people.goTo, { url }),
    removeOf: (ending: string, text: string) => format(m.people.removeOf, { ending, text }),
    rule: (ending: string, after: string) => format(m.people.rule, { ending, after }),
  },
  arrived: {
    ...m.arrived,
    nothing: (search: string) => format(m.arrived.nothing, { search }),
    step: (channel: string, status: string) => format(m.arrived.step, { channel, status }),
    received: (count: number) => format(m.arrived.received, { count }),
    waiting: (count: number) => format(m.arrived.waiting, { count }),
    givenUp: (count: number) => format(m.arrived.givenUp, { count }),
    dropped: (count: number) => format(m.arrived.dropped, { count }),
    lastTry: (status: string) => format(m.arrived.lastTry, { status }),
    openOf: (number: string) => format(m.arrived.openOf, { number }),
    shown: (shown: string, all: string) => format(m.arrived.shown, { shown, all }),
  },
  scenarios: {
    ...m.scenarios,
    /** The name of a built-in scenario, by the name in its file; any other name stays unchanged. */
    called: own.scenarioName,
    /** Its description; null: as in its file. */
    does: own.scenarioDoes,
    runOf: (name: string) => format(m.scenarios.runOf, { name }),
    ran: (name: string) => format(m.scenarios.ran, { name }),
    setsOf: (name: string) => format(m.scenarios.setsOf, { name }),
    more: (name: string) => format(m.scenarios.more, { name }),
    saved: (file: string) => format(m.scenarios.saved, { file }),
    forgotten: (name: string) => format(m.scenarios.forgotten, { name }),
    kept: (name: string) => format(m.scenarios.kept, { name }),
    line: (line: number) => format(m.scenarios.line, { line }),
    good: (name: string) => format(m.scenarios.good, { name }),
    replaceTitle: (name: string) => format(m.scenarios.replaceTitle, { name }),
  },
  programs: {
    ...m.programs,
    saidAgain: (seed: number) => format(m.programs.saidAgain, { seed }),
    copyOf: (what: string) => format(m.programs.copyOf, { what }),
    resetForgets: (messages: number, inbound: number) =>
      format(m.programs.resetForgets, { messages, inbound }),
  },
});
