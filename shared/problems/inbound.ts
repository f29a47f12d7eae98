import { defineProblems } from './define.ts';

export const inboundProblem = defineProblems('inbound', {
  'no-such-inbound-number': { number: 'text' },
  'inbound-number-invalid': {},
  'inbound-number-taken': { number: 'text' },
  'inbound-number-ambiguous': { number: 'text', numbers: 'text' },
  'inbound-secret-missing': {},
  'inbound-secret-sandbox': { number: 'text' },
  'inbound-no-secret': { number: 'text' },
  'inbound-no-address': { number: 'text' },
  'inbound-no-address/shown': { number: 'text', shown: 'text' },
  'inbound-address-changed': { number: 'text', shown: 'text', today: 'text' },
  'inbound-address-unconfirmed': { number: 'text' },
  'answers-undecided': { count: 'text' },
  'opt-outs-unverified': { count: 'text', messages: 'text' },
  'no-such-subscription': { id: 'text' },
  'no-such-answer': { id: 'text' },
  'answer-needs-no-decision': { id: 'text' },
});
