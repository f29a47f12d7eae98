import { defineProblems } from './define.ts';

export const privacyProblem = defineProblems('privacy', {
  'not-listed': {},
  'under-way': {},
  'too-many-numbers': {},
  'plan-unreadable': {},
  'erasure-unfinished': {},
});
