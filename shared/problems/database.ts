import { defineProblems } from './define.ts';

export const databaseProblem = defineProblems('database', {
  'database-unreadable': { file: 'text' },
  'database-foreign': { file: 'text' },
  'database-newer': { file: 'text', version: 'text', newest: 'text' },
  'restore-failed': { why: 'text' },
  'database-failed/reopen': { why: 'text' },
  'database-busy': {},
  'database-damaged': {},
  'writer-died': {},
  'writer-restarted': {},
  'reader-died': {},
  'disk-full': {},
  'disk-failed': { code: 'text' },
  'part-died': {},
  'part-died/interrupted': {},
  'database-unreadable/rights': { file: 'text' },
  'database-failed/open': { file: 'text', reason: 'text' },
  'database-gone': {},
  'database-gone/missing': {},
  'database-gone/copied': { copy: 'text' },
  'database-damaged/backup': { backup: 'text' },
});
