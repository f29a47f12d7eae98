import { numbersIn } from '../../../../shared/messaging/forget-number.ts';
import type { E164 } from '../../../../shared/messaging/types.ts';
import type { Obligations } from '../../obligations.ts';
import { aboutMessages } from './sql/about-messages.ts';
import { deleteMessageRows } from './sql/delete-message-rows.ts';
import { eraseViews, writtenInViews } from './sql/erase-views.ts';
import { retainMessages } from './sql/retain-messages.ts';

const withMessage = 'with-message';

export const messagesObligations: Obligations = {
  about: aboutMessages,
  erase(context, { number, until }) {
    context.run('DELETE FROM spent_request WHERE recipient = ?', number);
    return { counts: { views: eraseViews(context, number, until) } };
  },
  eraseWithMessage: deleteMessageRows,
  *named(context) {
    for (const { recipient } of context.all<{ recipient: E164 }>(
      'SELECT DISTINCT recipient FROM omnimessage',
    ))
      yield recipient;
    yield* numbersIn(writtenInViews(context), 'anywhere');
  },
  retain: (context, rule) => ({ messages: retainMessages(context, rule) }),
  choices: { reconcileBudget: { default: 1_000 } },
  tables: {
    omnimessage: {
      personal: {
        recipient: withMessage,
        recipient_name: withMessage,
        draft: withMessage,
        preview: withMessage,
        problem: withMessage,
        purpose: withMessage,
        note: withMessage,
      },
      plain: [
        ...[
          'id',
          'account_id',
          'batch_id',
          'request_key',
          'country',
          'state',
          'omnimessage_id',
          'callback_url',
        ],
        ...['delivered_by', 'cost', 'resend_of', 'estimate_low', 'estimate_high', 'overridden', 'origin'],
        ...['booked_on', 'reserved', 'booked', 'held_by', 'automatic'],
      ],
    },
    step: {
      personal: { text: withMessage, error: withMessage },
      plain: ['channel', 'sender', 'sender_used', 'message_id', 'state', 'status'],
    },
    attempt: {
      personal: { request: withMessage, response: withMessage, problem: withMessage },
      plain: ['outcome'],
    },
    poll: { personal: { body: withMessage, problem: withMessage } },
    status_event: {
      personal: { error: withMessage },
      plain: ['message_id', 'channel', 'status', 'source', 'part_price', 'total_price'],
    },
    spent_request: { personal: { recipient: 'searched' }, plain: ['request_key', 'id', 'batch_id'] },
    cancellation: {
      // Written so that it can stay when its message is erased: it holds neither number nor text.
      plain: ['message_id', 'account_id', 'omnimessage_id', 'reason', 'problem', 'outcome'],
      outlivesDamage: true,
    },
    tag: {
      personal: {
        name: { kept: 'a tag names a kind of message; it goes with the last message that has it' },
      },
    },
    omnimessage_tag: {},
    saved_view: { personal: { name: 'searched', content: 'searched' }, plain: ['id'] },
    state_count: { plain: ['account_id', 'state'] },
    day_span: {},
    facet: { plain: ['kind', 'value'] },
    message_facet: {},
    message_search: {
      personal: {
        recipient: withMessage,
        body: withMessage,
        sender: withMessage,
        tags: withMessage,
        message_search: withMessage,
      },
      plain: ['rank'],
    },
    message_search_config: { plain: ['k', 'v'] },
    message_search_data: { personal: { block: withMessage } },
    message_search_docsize: { plain: ['sz'] },
    message_search_idx: { personal: { term: withMessage }, plain: ['segid', 'pgno'] },
  },
  settings: { folded: {} },
};
