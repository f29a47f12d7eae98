import texts from '../locales/en/problems/sandbox.json' with { type: 'json' };
import { defineProblems } from './define.ts';

export const sandboxProblem = defineProblems(
  'sandbox',
  {
    'sandbox-not-started': { why: 'problem' },
    'bad-seed': {},
    'name-built-in': { name: 'text' },
    'name-taken': { name: 'text' },
    'too-many-scenarios': { most: 'text' },
    'scenario-too-long': { longest: 'text' },
    empty: {},
    'name-long': {},
    'not-yes-or-no': { text: 'text' },
    'not-money': { text: 'text' },
    'not-a-time': { text: 'text', most: 'text' },
    'not-a-share': { text: 'text' },
    'delayed-and-dropped': {},
    country: { country: 'text' },
    'too-many-answers': { most: 'text' },
    ending: { text: 'text' },
    'answer-long': { longest: 'text' },
    'no-such-scenario': { name: 'text' },
    'no-such-scenario/built-in': { name: 'text' },
    'any-code/at-line': { line: 'text', why: 'problem' },
    'not-ours': {},
    'scenario-too-long/file': {},
    'bad-value': { why: 'term' },
  },
  texts,
);
