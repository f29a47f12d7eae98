import type { E164 } from '../../../../shared/messaging/types.ts';
import type { Obligations } from '../../obligations.ts';
import {
  eraseSubscriptions,
  numbersInSubscriptions,
  retainSubscriptions,
} from './sql/carry-subscriptions.ts';

export const subscriptionsObligations: Obligations = {
  erase(context, erasure) {
    eraseSubscriptions(context, erasure);
    return { counts: {} };
  },
  named: numbersInSubscriptions<E164>,
  retain(context, { kind, before }) {
    if (kind === 'delete') retainSubscriptions(context, before);
    return {};
  },
  tables: {
    subscription_address: { plain: ['account_id', 'token'], outlivesDamage: true },
    subscription: {
      personal: { number: 'searched', external_id: 'searched' },
      plain: ['account_id', 'time', 'identity'],
      outlivesDamage: true,
    },
    // The identity is a digest with the token of the address.
    subscription_seen: { plain: ['identity'], outlivesDamage: true },
  },
  choices: { subscriptions: { default: 'manually' } },
};
