import texts from '../locales/en/problems/messages.json' with { type: 'json' };
import { defineProblems } from './define.ts';

export const messagesProblem = defineProblems(
  'messages',
  {
    'account-locked': {},
    'not-known-at-messente': {},
    paused: {},
    'name-empty': {},
    'name-taken': { name: 'text' },
    'no-such-message': { id: 'text' },
    'no-such-view': {},
    'id-ambiguous': { id: 'text' },
    'too-late': {},
    'cancel-waits': {},
    'too-late/settled': {},
    'still-open': {},
    'may-reach-twice': {},
    'may-reach-twice/pending': {},
    'may-reach-twice/reached': {},
    'account-gone': {},
    internal: {},
    interrupted: {},
    'account-gone/poll': {},
    'do-not-send': {},
    'any-code/retried': { why: 'problem' },
    'not-cancelled-yet': { why: 'problem' },
  },
  texts,
);
