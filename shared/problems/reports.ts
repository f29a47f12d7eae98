import texts from '../locales/en/problems/reports.json' with { type: 'json' };
import { defineProblems } from './define.ts';

export const reportsProblem = defineProblems(
  'reports',
  {
    'port-invalid': { port: 'text' },
    'port-taken': { port: 'text' },
    'port-not-allowed': { port: 'text' },
    'cannot-listen': { port: 'text', code: 'text' },
    'not-a-url': {},
    'not-this-machine': {},
    'no-such-callback': { id: 'text' },
    'not-sandbox': {},
    'body-too-large': {},
    'not-this-machine/hosts-table': { host: 'text' },
    'target-not-there': { host: 'text' },
    'target-broke-off': { host: 'text', code: 'text' },
    'target-silent': { host: 'text' },
    'headers-not-sendable': {},
    'path-prefix-invalid': {},
    'tunnel-broken': {},
    'tunnel-server-silent': { Math: 'text' },
    'tunnel-broken/thread-failed': { reason: 'text' },
    'address-silent': { Math: 'text' },
    'address-leads-elsewhere': { statusCode: 'text' },
    'tunnel-name-held': {},
    'tunnel-name-lost': {},
    'tunnel-broken/thread-ended': {},
    'tunnel-bug': {},
  },
  texts,
);
