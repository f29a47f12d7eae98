/** Tests what a report changed in a chain, and why it changed nothing. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldChain } from '../../../shared/messaging/fold.ts';
import { effectOf } from '../../../shared/messaging/report-effect.ts';
import { anyEvent, event, id, price, step } from './fold-helpers.ts';

const chain = [step('viber', 'v'), step('sms', 's')];
const viber = (status: string | null, at: number | null, more = {}) =>
  event({ messageId: id('v'), channel: 'viber', status, at, ...more });
const sms = (status: string, at: number) => event({ messageId: id('s'), channel: 'sms', status, at });

describe('the effect of a delivery report', () => {
  test('with new information changes its step and the message', () => {
    const effect = effectOf(chain, [viber('ACK', 10)], viber('DELIVRD', 20, { price: price('0.05') }));
    expect(effect).toMatchObject({
      why: 'changed',
      step: {
        channel: 'viber',
        before: { state: 'pending', status: 'ACK', at: 10 },
        after: { state: 'delivered', status: 'DELIVRD', at: 20 },
      },
      message: { before: 'pending', after: 'delivered' },
      cost: { before: null, after: '0.05' },
      deliveredTwice: false,
      knownAt: null,
    });
  });

  test('of a second channel that reached the person says so', () => {
    const effect = effectOf(chain, [viber('DELIVRD', 10)], sms('DELIVRD', 20));
    expect(effect).toMatchObject({ why: 'changed', deliveredTwice: true, message: { after: 'delivered' } });
  });

  test('that repeats an earlier one changes nothing, whether it was received or polled', () => {
    const first = viber('DELIVRD', 20, { receivedAt: 50 });
    const again = viber('DELIVRD', 20, { receivedAt: 90 });
    expect(effectOf(chain, [first], again)).toMatchObject({ why: 'repeat', knownAt: 50 });
    expect(effectOf(chain, [{ ...first, source: 'poll' }], again)).toMatchObject({
      why: 'asked-before',
      knownAt: 50,
    });
  });

  test('with an older time of its own changes nothing', () => {
    expect(effectOf(chain, [viber('ACCEPTD', 20)], viber('ACK', 10)).why).toBe('older');
    expect(effectOf(chain, [viber('ACCEPTD', 20)], viber('ACK', null)).why).toBe('older');
    expect(effectOf(chain, [viber('DELIVRD', 20)], viber('EXPIRED', 10)).why).toBe('older');
  });

  test('about the failure of a delivered message is a contradiction, not a change', () => {
    expect(effectOf(chain, [viber('DELIVRD', 20)], viber('FAILED', 30))).toMatchObject({
      why: 'contradiction',
      message: { before: 'delivered', after: 'delivered' },
    });
  });

  test('about the progress of a failed step changes nothing, and is shown beside the failure', () => {
    for (const late of ['ACK', 'UNKNOWN', 'ACCEPTD'])
      expect(effectOf(chain, [sms('FAILED', 20)], sms(late, 30))).toMatchObject({
        why: 'after-failure',
        step: { before: { state: 'failed' }, after: { state: 'failed' } },
        message: { before: 'failed', after: 'failed' },
      });
    expect(effectOf(chain, [sms('FAILED', 20)], sms('ACK', 10)).why).toBe('older');
    expect(effectOf(chain, [sms('FAILED', 20)], sms('ACK', 20)).why).toBe('less-far');
    expect(effectOf(chain, [sms('FAILED', 20)], sms('DELIVRD', 10)).why).toBe('changed');
  });

  test('without new information, without a status or without a step changes nothing', () => {
    expect(effectOf(chain, [viber('SEEN', 20)], viber('DELIVRD', 25)).why).toBe('less-far');
    expect(effectOf(chain, [], viber(null, 5)).why).toBe('no-status');
    expect(effectOf(chain, [], event({ messageId: id('x'), channel: 'rcs', status: 'DELIVRD' })).why).toBe(
      'no-step',
    );
  });

  test('is "nothing changed" if and only if the fold is unchanged', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 8 }), anyEvent, (before, next) => {
        const glance = (events: readonly (typeof next)[]) => {
          const { state, cost, deliveredTwice, steps } = foldChain(chain, events);
          return JSON.stringify([
            state,
            cost,
            deliveredTwice,
            steps.map(({ state: own, status, err, at, price: paid }) => [own, status, err, at, paid]),
          ]);
        };
        const changed = glance(before) !== glance([...before, next]);
        expect(effectOf(chain, before, next).why === 'changed').toBe(changed);
      }),
      { numRuns: 2_000 },
    );
  });
});
