import texts from '../locales/en/problems/plans.json' with { type: 'json' };
import { defineProblems } from './define.ts';

export const plansProblem = defineProblems(
  'plans',
  {
    'expectation-unknown': { text: 'text', expectationExamples: 'text' },
    'plan-too-long': {},
  },
  texts,
);
