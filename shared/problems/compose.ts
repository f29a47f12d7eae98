import texts from '../locales/en/problems/compose.json' with { type: 'json' };
import { defineProblems } from './define.ts';

export const composeProblem = defineProblems(
  'compose',
  {
    'no-such-draft': {},
    'draft-too-large': {},
    'draft-changed': {},
    'draft-gone': {},
    'time-for-nobody': { stray: 'text' },
    'no-such-template': {},
    'name-empty': {},
    'name-taken': { name: 'text' },
    'no-waba-id': { name: 'text' },
  },
  texts,
);
