import { describe, expect, it } from 'vitest';
import { packAnswer, unpackAnswer } from '../../../electron/core/store/packed-answers.ts';
import { type MessageRow, messageRowSchema } from '../../../shared/contract/schemas.ts';

/** No two fields alike, so that one that took another's place would show. */
const row: MessageRow = {
  id: '8y6q7x2hx4afhzk6',
  seq: 7,
  accountId: 'an-account',
  to: '+37255500010',
  state: 'pending',
  steps: [
    { channel: 'viber', state: 'failed', status: 'EXPIRED' },
    { channel: 'sms', state: 'pending', status: null },
  ],
  deliveredBy: 'rcs',
  deliveredTwice: true,
  preview: 'line\nbreak “õ” 👋',
  createdAt: 1,
  sendAt: 2,
  settledAt: 3,
  running: { channel: 'sms', startedAt: 4, endsAt: 5 },
  cost: '0.08',
  problem: { code: 'a', field: 'b', sentence: 'c', mend: 'd' },
  tags: ['order', 'VIP'],
  hasNote: true,
};
const bare: MessageRow = {
  ...row,
  id: '8y6q7x2hx4afhzk7',
  steps: [],
  deliveredBy: null,
  deliveredTwice: false,
  preview: '',
  sendAt: null,
  settledAt: null,
  running: null,
  cost: null,
  problem: null,
  tags: [],
  hasNote: false,
};

const crossed = (query: string, value: unknown): unknown =>
  unpackAnswer(query, packAnswer(query, value) ?? 'not packed');

describe('answers that cross packed', () => {
  it('have every field of a row that the contract knows', () => {
    expect(messageRowSchema.parse(row)).toEqual(row);
    const [unpacked] = crossed('messageRows', [row]) as object[];
    expect(Object.keys(unpacked ?? {}).sort()).toEqual(Object.keys(messageRowSchema.shape).sort());
  });

  it('are what they were, with all that a row can have and with as little as it can', () => {
    expect(crossed('messageRows', [row, bare])).toEqual([row, bare]);
    expect(crossed('messageRows', [])).toEqual([]);
    const page = { rows: [bare, row], next: '60000:7' };
    expect(crossed('listMessages', page)).toEqual(page);
    expect(crossed('listMessages', { rows: [], next: null })).toEqual({ rows: [], next: null });
  });

  it('the others cross as they are', () => {
    expect(packAnswer('countMessages', {})).toBeNull();
    expect(() => unpackAnswer('countMessages', '{}')).toThrow('countMessages');
  });
});
