import { defineProblems } from './define.ts';

export const runsProblem = defineProblems('runs', {
  paused: {},
  'run-over': { state: 'term' },
  'no-such-cell': {},
  'nothing-failed': {},
  'plan-unreadable': {},
  'no-such-run': { id: 'text' },
  'run-held': { why: 'problem' },
  'plan-under-way': { id: 'text', name: 'text' },
  'run-under-way': { id: 'text', name: 'text' },
  'run-ambiguous': { name: 'text', ids: 'text' },
  'plan-not-live': {},
  'live-not-asked': { name: 'text' },
  'live-not-asked/run': { name: 'text' },
  'plan-changed': {},
  'no-credit': {},
  'no-credit/sandbox': { account: 'text', credit: 'text' },
  'budget-reached': { budget: 'text' },
  'budget-unsure': { budget: 'text' },
  'any-code/first-of-several': { line: 'text', why: 'problem', more: 'text' },
  'only-retries': {},
});
