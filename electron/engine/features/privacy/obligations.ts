import type { Obligations } from '../../obligations.ts';
import { listedNumber } from './sql/do-not-send.ts';
import { unfinishedErasuresKey } from './sql/unfinished-erasures.ts';

export const privacyObligations: Obligations = {
  about: (context, number) => ({ doNotSend: listedNumber(context, number) }),
  choices: { retention: { default: { kind: 'forever' } } },
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
    erasure: { plain: ['counts'], outlivesDamage: true },
    erased_message: { plain: ['id'], outlivesDamage: true },
    erased_number: { plain: ['digest'], outlivesDamage: true },
  },
  settings: { [unfinishedErasuresKey]: { ofThisFolder: true } },
};
