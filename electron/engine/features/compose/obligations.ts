import { numbersIn } from '../../../../shared/messaging/forget-number.ts';
import type { Obligations } from '../../obligations.ts';
import { countDrafts, eraseFromDrafts, eraseFromTemplates, writtenInCompose } from './sql/erase-drafts.ts';

export const composeObligations: Obligations = {
  about: (context, number) => ({ drafts: countDrafts(context, number) }),
  erase(context, { number, until }) {
    eraseFromTemplates(context, number, until);
    return { counts: { drafts: eraseFromDrafts(context, number, until) } };
  },
  named: (context) => numbersIn(writtenInCompose(context), 'anywhere'),
  retain(context, { before }) {
    // A draft consists only of a text and people's numbers: an abandoned draft is deleted with either rule.
    context.run('DELETE FROM draft WHERE updated_at < ?', before);
    return {};
  },
  choices: {
    defaultCountry: { default: null },
    beforeSending: {
      default: {
        quietHours: { on: true, from: '21:00', to: '08:00' },
        quietDays: { sundays: false, holidays: false },
        sameText: true,
        inSandbox: false,
        manyPeople: 20,
        highCost: '10.00',
        zones: {},
      },
    },
  },
  tables: {
    draft: { personal: { content: 'searched', preview: 'searched' }, plain: ['id', 'account_id'] },
    template: {
      personal: {
        name: 'searched',
        chain: 'searched',
      },
      plain: ['id'],
    },
    whatsapp_template_list: { plain: ['account_id', 'templates'] },
  },
};
