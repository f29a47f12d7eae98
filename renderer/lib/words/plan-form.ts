import type { Format } from '../../../shared/i18n.ts';
import type { ExpectationName } from '../../../shared/plans/expectations.ts';
import type { RunsTexts } from './runs-texts.ts';

export const planFormWords = (m: RunsTexts['planForm'], format: Format) => ({
  ...m,
  numberOf: (at: number) => format(m.numberOf, { at }),
  sandboxName: (ending: string) => format(m.sandboxName, { ending }),
  groupOf: (at: number) => format(m.groupOf, { at }),
  removeGroup: (at: number) => format(m.removeGroup, { at }),
  expectOfNumber: (at: number) => format(m.expectOfNumber, { at }),
  expectOfGroup: (at: number) => format(m.expectOfGroup, { at }),
  removeNumber: (at: number) => format(m.removeNumber, { at }),
  chain: (at: number) => format(m.chain, { at }),
  removeChain: (at: number) => format(m.removeChain, { at }),
  step: (at: number) => format(m.step, { at }),
  up: (what: string) => format(m.up, { what }),
  down: (what: string) => format(m.down, { what }),
  removeStep: (at: number) => format(m.removeStep, { at }),
  expectOf: (at: number) => format(m.expectOf, { at }),
  expectation: (at: number) => format(m.expectation, { at }),
  removeExpectation: (at: number) => format(m.removeExpectation, { at }),
  expectations: m.expectations satisfies Record<ExpectationName, string>,
  without: (value: string) => format(m.without, { value }),
});
