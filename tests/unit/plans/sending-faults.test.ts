import { expect, it } from 'vitest';
import { type AcceptedOne, type SentCell, sendingFaults } from '../../helpers/sending-faults.ts';

const to = '+37255550100';
const cell = (at: number, more: Partial<SentCell> = {}): SentCell => ({
  cell: `${at}/1`,
  messageId: `ours${at}`,
  state: 'delivered',
  to,
  omnimessageId: `theirs${at}`,
  ...more,
});
const accepted = (at: number, more: Partial<AcceptedOne> = {}): AcceptedOne => ({
  omnimessage_id: `theirs${at}`,
  to,
  dlr_url: `http://127.0.0.1:1/dlr/token/ours${at}`,
  ...more,
});

it('the cells of a run are checked one by one: two messages to the same number cannot replace each other', () => {
  const two = [cell(0), cell(1)];
  expect(sendingFaults(two, [accepted(0), accepted(1)])).toEqual([]);
  // The count for this number is right, but one cell was sent twice and the other never.
  expect(sendingFaults(two, [accepted(0), accepted(0, { omnimessage_id: 'again' })])).toEqual([
    'cell 0/1 was accepted 2 times',
    'cell 1/1 is delivered, and was never accepted',
  ]);
  expect(sendingFaults([cell(0)], [accepted(0), accepted(1)])).toEqual([
    '1 accepted that no cell has: ours1',
  ]);
  expect(sendingFaults([cell(0)], [accepted(0, { to: '+1' })])).toHaveLength(1);
  expect(sendingFaults([cell(0)], [accepted(0, { omnimessage_id: 'other' })])).toHaveLength(1);
  // Unknown: sent once or not at all.
  const unknown = cell(0, { state: 'unknown', omnimessageId: null });
  expect(sendingFaults([unknown], [])).toEqual([]);
  expect(sendingFaults([unknown], [accepted(0)])).toEqual([]);
  expect(sendingFaults([unknown], [accepted(0), accepted(0)])).toEqual(['cell 0/1 was accepted 2 times']);
});
