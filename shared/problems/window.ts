import texts from '../locales/en/problems/window.json' with { type: 'json' };
import { defineProblems } from './define.ts';

export const windowProblem = defineProblems(
  'window',
  {
    'engine-unreachable': {},
    'engine-fault': {},
  },
  texts,
);
