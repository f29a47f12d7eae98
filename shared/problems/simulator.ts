import texts from '../locales/en/problems/simulator.json' with { type: 'json' };
import { defineProblems } from './define.ts';

export const simulatorProblem = defineProblems(
  'simulator',
  {
    'no-such-call': {},
    'wrong-method': { allow: 'text' },
    'no-such-account': { name: 'text' },
    'not-json': {},
    'not-written': {},
    'unknown-field': { field: 'text' },
    'folder-not-writable': { folder: 'text', reason: 'text' },
    'folder-in-use': { folder: 'text' },
    'folder-newer': {},
    'inbound-missing': {},
    'to-missing': {},
    'secret-missing': {},
    'bad-option': {},
    'bad-option/speed': {},
    'bad-option/seed': {},
    'bad-option/username': {},
    'port-taken': { port: 'text' },
    'port-not-allowed': { port: 'text' },
    'bad-value': { why: 'text' },
    'port-not-usable': { port: 'text', why: 'text' },
    'foreign-host': { port: 'text' },
    'foreign-origin': { port: 'text' },
  },
  texts,
);
