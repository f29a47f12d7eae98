import texts from '../locales/en/problems/settings.json' with { type: 'json' };
import { defineProblems } from './define.ts';

export const settingsProblem = defineProblems(
  'settings',
  {
    'setting-invalid': {},
    'no-page': {},
    'setting-invalid/value': { why: 'text' },
  },
  texts,
);
