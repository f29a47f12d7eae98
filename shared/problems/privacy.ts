import { defineProblems } from './define.ts';

export const privacyProblem = defineProblems('privacy', {
  'not-listed': {},
  'under-way': {},
  'too-many-numbers': {},
  'plan-unreadable': {},
  'erasure-unfinished': {},
  'erasures-unrecognised': {},
  'backup-passphrase-wrong': {},
  'backup-not-sealed': {},
});
