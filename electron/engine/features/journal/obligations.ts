import { numbersIn } from '../../../../shared/messaging/forget-number.ts';
import type { Obligations } from '../../obligations.ts';
import { eraseFromJournal, retainJournal, writtenInJournal } from './sql/erase-journal.ts';

export const journalObligations: Obligations = {
  erase(context, { number, until }) {
    eraseFromJournal(context, number, until);
    return { counts: {} };
  },
  named: (context) => numbersIn(writtenInJournal(context), 'anywhere'),
  retain(context, rule) {
    retainJournal(context, rule);
    return {};
  },
  tables: {
    journal: {
      personal: {
        number: 'searched',
        subject: 'searched',
        before: 'searched',
        after: 'searched',
        actor_name: { kept: 'the user of this computer who made a change is not its recipient' },
      },
      plain: ['stamp', 'actor', 'what'],
      outlivesDamage: true,
    },
    register: {
      personal: {
        subject: {
          kept: 'a number is in it as long as it is on the do-not-send list; a tag as long as its message',
        },
      },
      plain: ['kind', 'stamp'],
      outlivesDamage: true,
    },
  },
  settings: { desk_id: { ofThisFolder: true } },
};
