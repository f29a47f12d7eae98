import { defineProblems } from './define.ts';

export const settingsProblem = defineProblems('settings', {
  'setting-invalid': {},
  'no-page': {},
  'setting-invalid/value': { why: 'text' },
});
