import texts from '../locales/en/problems/sandbox.json' with { type: 'json' };
import { defineProblems } from './define.ts';

export const sandboxProblem = defineProblems(
  'sandbox',
  {
    'sandbox-not-started': { why: 'problem', mend: 'text' },
    'bad-seed': {},
    'name-built-in': { name: 'text' },
    'name-taken': { name: 'text' },
    'too-many-scenarios': { mostKept: 'text' },
  },
  texts,
);
