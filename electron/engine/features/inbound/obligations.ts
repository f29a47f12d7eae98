import type { Obligations } from '../../obligations.ts';
import { countInbound, eraseInbound, numbersInInbound, retainInbound } from './sql/erase-inbound.ts';
import { noAutomaticAnswers } from './sql/reply-settings.ts';

export const inboundObligations: Obligations = {
  about: countInbound,
  erase: (context, erasure) => ({ counts: eraseInbound(context, erasure) }),
  named: numbersInInbound,
  choices: {
    automaticAnswers: { default: noAutomaticAnswers },
    replyWords: { default: { stop: [], start: [], help: [], off: [] } },
  },
  retain: (context, rule) => ({ more: retainInbound(context, rule) }),
  tables: {
    inbound_number: {
      personal: {
        number: { kept: 'a number of the owner of this console, not of a person who writes to it' },
      },
      plain: ['id', 'account_id', 'token', 'shown_address'],
      outlivesDamage: true,
    },
    inbound_message: {
      // The number is the sender, so it goes with the row.
      personal: { sender: 'searched', recipient: 'searched', text: 'searched', number: 'searched' },
      plain: ['inbound_id', 'identity', 'msg_id', 'sub_msg_id', 'channel', 'meaning', 'decision'],
      // They were answered 200, so nobody sends them again.
      outlivesDamage: true,
    },
  },
  // The key store of this folder has the secrets; Messente sends to the addresses of this folder.
  columnsOfThisFolder: {
    inbound_number: [
      'number',
      'account_id',
      'token',
      'secret_set',
      'shown_address',
      'last_message_at',
      'removed_at',
    ],
  },
};
