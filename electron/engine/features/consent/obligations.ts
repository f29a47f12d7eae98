import type { Obligations } from '../../obligations.ts';
import { listedNumber } from './sql/do-not-send.ts';
import { eraseConsent, numbersInConsent } from './sql/entries.ts';

export const consentObligations: Obligations = {
  about: (context, number) => ({ doNotSend: listedNumber(context, number) }),
  erase(context, erasure) {
    eraseConsent(context, erasure);
    return { counts: {} };
  },
  named: numbersInConsent,
  choices: { purposes: { default: [] } },
  tables: {
    consent_entry: {
      personal: { id: 'searched', number: 'searched', wording: 'searched', how: 'searched' },
      plain: ['kind', 'source', 'channel', 'purpose'],
      outlivesDamage: true,
    },
    do_not_send: {
      personal: {
        number: { kept: 'it keeps the person from being written to, also after an erasure' },
        reason: { kept: 'it says why the number is on the list' },
      },
      plain: ['source'],
      outlivesDamage: true,
    },
    blacklist_order: {
      personal: {
        number: { kept: 'it is on the do-not-send list, or its entry on a blacklist is still to be deleted' },
      },
      plain: ['account_id', 'list', 'source', 'state', 'problem'],
      outlivesDamage: true,
    },
    blacklist_entry: {
      personal: {
        number: { kept: 'without it, the next reading would take the same entry for another opt-out' },
      },
      plain: ['account_id'],
      outlivesDamage: true,
    },
    blacklist_reading: { plain: ['account_id', 'problem'] },
    // The number is a digest by a key that is in no backup.
    do_not_send_removal: { plain: ['digest'], outlivesDamage: true },
  },
};
