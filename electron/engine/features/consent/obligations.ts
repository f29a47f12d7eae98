import type { Obligations } from '../../obligations.ts';
import { listedNumber } from './sql/do-not-send.ts';

export const consentObligations: Obligations = {
  about: (context, number) => ({ doNotSend: listedNumber(context, number) }),
  tables: {
    do_not_send: {
      personal: {
        number: { kept: 'it keeps the person from being written to, also after an erasure' },
        reason: { kept: 'it says why the number is on the list' },
      },
      plain: ['source'],
      outlivesDamage: true,
    },
    // The number is a digest by a key that is in no backup.
    do_not_send_removal: { plain: ['digest'], outlivesDamage: true },
  },
};
