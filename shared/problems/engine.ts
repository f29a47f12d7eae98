import texts from '../locales/en/problems/engine.json' with { type: 'json' };
import { defineProblems } from './define.ts';

export const engineProblem = defineProblems(
  'engine',
  {
    'folder-not-writable': { folder: 'text', words: 'text' },
    'folder-open-to-all': { folder: 'text' },
    'file-not-written': { words: 'text' },
    'other-version': { version: 'text', version2: 'text' },
    'control-failed': { words: 'text' },
    'database-lost': { why: 'problem' },
    'not-reloaded': { why: 'problem' },
    'part-not-started': { parts: 'text', words: 'text' },
    'start-failed': { words: 'text' },
    'stop-failed': { part: 'text', words: 'text' },
    'folder-in-use': { folder: 'text' },
    'page-missing': { words: 'text' },
    'page-broken': {},
    crashed: { words: 'text' },
    'internal-error': { words: 'text' },
    'folder-open-to-others': { folder: 'text', mode: 'text' },
    'folder-not-ours': { folder: 'text', other: 'text' },
    'folder-not-ours/sandbox': { folder: 'text', other: 'text' },
  },
  texts,
);
