import type { Obligations } from '../../obligations.ts';
import {
  countReports,
  eraseReports,
  numbersInReports,
  retainRefusedInbound,
  retainReports,
} from './sql/erase-reports.ts';

export const reportsObligations: Obligations = {
  about: (context, number) => ({ callbacks: countReports(context, number) }),
  erase: (context, erasure) => ({ counts: { callbacks: eraseReports(context, erasure) } }),
  eraseWithMessage: (context, { seq }) => ({
    callbacks: context.run('DELETE FROM callback WHERE omnimessage_seq = ?', seq).changes,
  }),
  named: numbersInReports,
  retain(context, { kind, before }) {
    retainRefusedInbound(context, before);
    if (kind === 'delete') retainReports(context, before);
    return {};
  },
  tables: {
    callback: {
      // A report of a message of ours goes with the message; others are searched.
      personal: { target: 'searched', headers: 'searched', body: 'searched', recipient: 'searched' },
      plain: [
        ...['account_id', 'local_id', 'method', 'verdict', 'secret', 'outcome', 'status', 'channel'],
        ...['omnimessage_id', 'inbound_id'],
      ],
    },
    postponed_callback: {
      // The body contains the number, so it goes with the row.
      personal: { target: 'searched', headers: 'searched', body: 'searched', held_number: 'searched' },
      plain: ['account_id', 'local_id', 'method', 'inbound_id'],
      // They were answered 200, so nobody sends them again.
      outlivesDamage: true,
    },
  },
  settings: { callback_port: { ofThisFolder: true }, tunnel_name: { ofThisFolder: true } },
  // Where reports come in: a changed backup would have Messente send them to somebody else.
  choices: {
    tunnel: { default: 'none', ofThisFolder: true },
    tunnelHost: { default: null, ofThisFolder: true },
  },
};
