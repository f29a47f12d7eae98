import { defineProblems } from './define.ts';

export const doctorProblem = defineProblems('doctor', {
  'doctor-check': { reason: 'text' },
  'doctor-log': { lost: 'text' },
  'account-locked': {},
  'doctor-credit': {},
  'doctor-no-tunnel': {},
  'doctor-tunnel': {},
  'doctor-inbound': {},
  'doctor-blacklist': { account: 'text', why: 'problem' },
  'doctor-blacklist-left': { count: 'text', account: 'text' },
  'doctor-disk': { reason: 'text' },
  'doctor-room': { size: 'text' },
  'doctor-signature': {},
  'doctor-callbacks': {},
  'doctor-dns': { host: 'text', code: 'text' },
  'doctor-connection': { host: 'text', reason: 'text' },
  'doctor-certificate': { host: 'text', days: 'text' },
  'doctor-clock': { seconds: 'text', direction: 'term' },
  'secrets-locked': {},
  'secrets-locked/warned': { warning: 'problem' },
  'doctor-key-store': { warning: 'problem' },
});
