import { defineProblems } from './define.ts';

export const windowProblem = defineProblems('window', {
  'engine-unreachable': {},
  'engine-fault': {},
});
