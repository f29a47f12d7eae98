import { defineProblems } from './define.ts';

export const engineProblem = defineProblems('engine', {
  'folder-not-writable': { folder: 'text', reason: 'text' },
  'folder-open-to-all': { folder: 'text' },
  'file-not-written': { reason: 'text' },
  'other-version': { runningVersion: 'text', ownVersion: 'text' },
  'control-failed': { reason: 'text' },
  'database-lost': { why: 'problem' },
  'not-reloaded': { why: 'problem' },
  'part-not-started': { parts: 'text', reason: 'text' },
  'start-failed': { reason: 'text' },
  'stop-failed': { part: 'text', reason: 'text' },
  'folder-in-use': { folder: 'text' },
  'page-missing': { reason: 'text' },
  'page-broken': {},
  crashed: { reason: 'text' },
  'internal-error': { reason: 'text' },
  'folder-open-to-others': { folder: 'text', mode: 'text' },
  'folder-not-ours': { folder: 'text', other: 'text' },
  'folder-not-ours/sandbox': { folder: 'text', other: 'text' },
});
