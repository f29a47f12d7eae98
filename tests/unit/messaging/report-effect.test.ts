/** What one report changed of a chain, and why it changed nothing. */
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
  test('that tells something new changes its step and the message', () => {
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

  test('that was told before changes nothing, whether it was told or asked for', () => {
    const first = viber('DELIVRD', 20, { receivedAt: 50 });
    const again = viber('DELIVRD', 20, { receivedAt: 90 });
    expect(effectOf(chain, [first], again)).toMatchObject({ why: 'repeat', knownAt: 50 });
    expect(effectOf(chain, [{ ...first, source: 'poll' }], again)).toMatchObject({
      why: 'asked-before',
      knownAt: 50,
    });
  });

  test('that is older by its own time changes nothing', () => {
    expect(effectOf(chain, [viber('ACCEPTD', 20)], viber('ACK', 10)).why).toBe('older');
    expect(effectOf(chain, [viber('ACCEPTD', 20)], viber('ACK', null)).why).toBe('older');
    expect(effectOf(chain, [viber('DELIVRD', 20)], viber('EXPIRED', 10)).why).toBe('older');
  });

  test('that a delivered message failed is a contradiction, not a change', () => {
    expect(effectOf(chain, [viber('DELIVRD', 20)], viber('FAILED', 30))).toMatchObject({
      why: 'contradiction',
      message: { before: 'delivered', after: 'delivered' },
    });
  });

  test('that a failed step is on its way changes nothing, and is shown beside the failure', () => {
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

  test('that says no more than what was known, or nothing, or is of no step, changes nothing', () => {
    expect(effectOf(chain, [viber('SEEN', 20)], viber('DELIVRD', 25)).why).toBe('less-far');
    expect(effectOf(chain, [], viber(null, 5)).why).toBe('no-status');
    expect(effectOf(chain, [], event({ messageId: id('x'), channel: 'rcs', status: 'DELIVRD' })).why).toBe(
      'no-step',
    );
  });

  test('is never said to have changed nothing where the fold has changed, nor the other way round', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 8 }), anyEvent, (before, told) => {
        const glance = (events: readonly (typeof told)[]) => {
          const { state, cost, deliveredTwice, steps } = foldChain(chain, events);
          return JSON.stringify([
            state,
            cost,
            deliveredTwice,
            steps.map(({ state: own, status, err, at, price: paid }) => [own, status, err, at, paid]),
          ]);
        };
        const changed = glance(before) !== glance([...before, told]);
        expect(effectOf(chain, before, told).why === 'changed').toBe(changed);
      }),
      { numRuns: 2_000 },
    );
  });
});
