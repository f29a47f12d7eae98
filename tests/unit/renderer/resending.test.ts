/** Tests the question before messages are sent again, and the effect of the answers on each message. */
import { describe, expect, it } from 'vitest';
import {
  costOfResending,
  heldAmong,
  leftOut,
  moreOf,
} from '../../../renderer/features/messages/resend/resending.ts';
import type { BeforeResending } from '../../../shared/contract/compose.ts';

const quiet = (messageId: string, step = 0) => ({
  messageId,
  to: '+37255501411',
  channel: 'sms' as const,
  zone: 'Europe/Tallinn',
  uncertain: false,
  step,
  at: 1,
  untilAt: 50,
});
const found: BeforeResending = {
  quiet: [quiet('a'), quiet('b')],
  same: [{ messageId: 'b', to: '+37255501411', id: 'z', sentAt: 3 }],
  doNotSend: [],
  chains: [
    { accountId: 'one', country: 'EE', steps: [{ channel: 'sms', parts: 2 }], ids: ['a', 'b'] },
    { accountId: 'two', country: 'LV', steps: [{ channel: 'sms', parts: 1 }], ids: ['c'] },
  ],
};
const known = (accountId: string, country: string) => {
  if (accountId === 'one' && country === 'EE') {
    return { networks: [{ price: '0.06' }, { price: '0.07' }], charged: [] };
  }
  return accountId === 'two' ? { networks: [{ price: '0.1' }], charged: [] } : null;
};
const nobody = new Set<string>();

describe('messages to numbers on the do-not-send list', () => {
  it('are left out and cost nothing, whatever the answer', () => {
    const stopped = { ...found, doNotSend: [{ to: '+37255501411', reason: null, messageIds: ['a', 'b'] }] };
    const left = leftOut(stopped, { quiet: 'send', same: 'send' });
    expect([...left]).toEqual(['a', 'b']);
    expect(Object.keys(costOfResending(stopped.chains, known, left).estimates)).toEqual(['c']);
  });
});

describe('messages that are sent again', () => {
  it('cost what their own parts cost on their own accounts, without those left out', () => {
    expect(costOfResending(found.chains, known, nobody)).toEqual({
      people: 3,
      total: { low: '0.34', high: '0.38' },
      knownMost: '0.38',
      unknown: [],
      asking: false,
      estimates: {
        a: { low: '0.12', high: '0.14' },
        b: { low: '0.12', high: '0.14' },
        c: { low: '0.1', high: '0.1' },
      },
    });
    const left = leftOut(found, { quiet: 'hold', same: 'leave-out' });
    expect([...left]).toEqual(['b']);
    expect(costOfResending(found.chains, known, left)).toMatchObject({
      people: 2,
      total: { low: '0.22', high: '0.24' },
    });
    expect(leftOut(found, { quiet: 'hold', same: 'send' }).size).toBe(0);
  });

  it('have no cost while prices are loading, or if there are none', () => {
    expect(costOfResending(found.chains, () => undefined, nobody)).toMatchObject({
      asking: true,
      total: null,
      estimates: {},
    });
    expect(costOfResending(found.chains, () => null, nobody)).toMatchObject({
      asking: false,
      total: null,
      unknown: ['sms'],
    });
  });

  it('wait until the recipient’s own morning or record the ignored warning, each one separately', () => {
    const estimates = { a: { low: '0.12', high: '0.14' } };
    const held = moreOf(['a', 'b', 'c'], found, { quiet: 'hold', same: 'send' }, estimates);
    expect(held).toEqual({
      a: { timeToSend: 50, estimate: { low: '0.12', high: '0.14' } },
      b: { timeToSend: 50, overridden: ['same-text'] },
      c: {},
    });
    expect(heldAmong(held)).toBe(2);
    const sent = moreOf(['a', 'b', 'c'], found, { quiet: 'send', same: 'send' }, {});
    expect(sent).toEqual({
      a: { overridden: ['quiet-hours'] },
      b: { overridden: ['quiet-hours', 'same-text'] },
      c: {},
    });
    expect(heldAmong(sent)).toBe(0);
    expect(moreOf(['a'], null, { quiet: 'send', same: 'leave-out' }, {})).toEqual({ a: {} });
  });
});
