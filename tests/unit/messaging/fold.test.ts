import { describe, expect, it } from 'vitest';
import { distinctEvents, foldChain } from '../../../shared/messaging/fold.ts';
import type { StatusEvent } from '../../../shared/messaging/types.ts';
import { event, id, price, step } from './fold-helpers.ts';

const chain = [step('viber', 'v'), step('sms', 's')];
const viber = (status: string | null, at: number | null = null, facts: Partial<StatusEvent> = {}) =>
  event({ messageId: id('v'), channel: 'viber', status, at, ...facts });
const sms = (status: string | null, at: number | null = null, facts: Partial<StatusEvent> = {}) =>
  event({ messageId: id('s'), channel: 'sms', status, at, ...facts });
const states = (...events: StatusEvent[]) => foldChain(chain, events).steps.map((one) => one.state);

describe('a chain of Viber, then SMS', () => {
  it('without any events is open, and both steps wait', () => {
    const fold = foldChain(chain, []);
    expect(fold).toMatchObject({ state: 'pending', settled: false, deliveredBy: null, cost: null });
    expect(fold.steps.map((one) => one.state)).toEqual(['waiting', 'waiting']);
  });

  it('is settled by the delivery on Viber, and SMS is not needed', () => {
    const fold = foldChain(chain, [viber('ACK', 1), viber('DELIVRD', 2)]);
    expect(fold).toMatchObject({
      state: 'delivered',
      settled: true,
      deliveredBy: 'viber',
      deliveredTwice: false,
    });
    expect(fold.steps.map((one) => one.state)).toEqual(['delivered', 'not-needed']);
    expect(fold.steps[0]).toMatchObject({ status: 'DELIVRD', at: 2 });
  });

  it('continues with SMS when Viber expires', () => {
    const fold = foldChain(chain, [viber('EXPIRED', 5, { err: 2 })]);
    expect(fold).toMatchObject({ state: 'pending', settled: false });
    expect(fold.steps.map((one) => one.state)).toEqual(['failed', 'waiting']);
    expect(fold.steps[0]).toMatchObject({ status: 'EXPIRED', err: 2 });
  });

  it('has failed if SMS has failed, even if the final status of Viber was never reported', () => {
    expect(foldChain(chain, [sms('UNDELIV', 9)])).toMatchObject({ state: 'failed', settled: true });
    expect(foldChain(chain, [viber('ACK', 1), sms('UNDELIV', 9)])).toMatchObject({ state: 'failed' });
    expect(foldChain(chain, [viber('FAILED', 1), sms('NACK', 9)])).toMatchObject({ state: 'failed' });
  });

  it('that failed becomes delivered when a late delivery is reported', () => {
    const fold = foldChain(chain, [viber('EXPIRED', 1), sms('UNDELIV', 9), viber('DELIVRD', 12)]);
    expect(fold).toMatchObject({ state: 'delivered', settled: true, deliveredBy: 'viber' });
  });

  it('changes from delivered to seen; err 10 with SEEN is not an error', () => {
    const fold = foldChain(chain, [viber('DELIVRD', 2), viber('SEEN', 4, { err: 10 })]);
    expect(fold).toMatchObject({ state: 'seen', deliveredBy: 'viber' });
    expect(fold.steps[0]).toMatchObject({ state: 'seen', err: 10, at: 4, contradiction: null });
  });

  it('is not settled by UNKNOWN', () => {
    expect(foldChain(chain, [viber('FAILED', 1), sms('UNKNOWN', 2)])).toMatchObject({
      state: 'pending',
      settled: false,
    });
    expect(states(viber('FAILED', 1), sms('UNKNOWN', 2))).toEqual(['failed', 'unknown']);
  });

  it('that reached the person twice shows this and the first channel', () => {
    const fold = foldChain(chain, [viber('EXPIRED', 1), sms('DELIVRD', 5), viber('DELIVRD', 7)]);
    expect(fold).toMatchObject({ deliveredTwice: true, deliveredBy: 'sms', state: 'delivered' });
    expect(foldChain(chain, [sms('DELIVRD', 5), viber('DELIVRD', 5)]).deliveredBy).toBe('viber');
    expect(foldChain(chain, [viber('DELIVRD', 5), sms('DELIVRD')]).deliveredBy).toBe('sms');
  });
});

describe('a step of a chain', () => {
  it('that was delivered and later reported as failed counts as delivered and shows the contradicting failure', () => {
    const failure = viber('FAILED', 9, { err: 1 });
    const fold = foldChain(chain, [viber('DELIVRD', 2), failure]);
    expect(fold.steps[0]).toMatchObject({ state: 'delivered', status: 'DELIVRD' });
    expect(fold.steps[0]?.contradiction).toEqual(failure);
  });

  it('that failed first and was delivered afterwards is delivered without a contradiction', () => {
    expect(foldChain(chain, [viber('EXPIRED', 1), viber('DELIVRD', 2)]).steps[0]?.contradiction).toBeNull();
    expect(
      foldChain(chain, [viber('EXPIRED', null), viber('DELIVRD', 2)]).steps[0]?.contradiction,
    ).toBeNull();
  });

  it('shows a contradiction for a failure with the same time as the delivery, or if the delivery has no time', () => {
    expect(
      foldChain(chain, [viber('FAILED', 2), viber('DELIVRD', 2)]).steps[0]?.contradiction,
    ).not.toBeNull();
    expect(foldChain(chain, [viber('FAILED'), viber('DELIVRD')]).steps[0]?.contradiction).not.toBeNull();
  });

  it('is decided by the latest of Messente’s times, not by the order of receipt', () => {
    expect(states(viber('UNKNOWN', 1), viber('ACK', 2))[0]).toBe('pending');
    expect(states(viber('ACK', 2), viber('UNKNOWN', 1))[0]).toBe('pending');
    expect(states(viber('UNKNOWN', 3), viber('ACK', 2))[0]).toBe('unknown');
  });

  it('that failed stays failed, and shows a later report of another kind', () => {
    for (const late of ['ACK', 'ACCEPTD', 'UNKNOWN', 'BUFFERED']) {
      const lateOne = viber(late, 2);
      const fold = foldChain(chain, [lateOne, viber('FAILED', 1, { err: 1 })]);
      expect(fold.steps[0]).toMatchObject({ state: 'failed', status: 'FAILED', err: 1, at: 1 });
      expect(fold.steps[0]?.contradiction).toEqual(lateOne);
    }
    expect(foldChain(chain, [sms('FAILED', 1), sms('ACK', 2)])).toMatchObject({
      state: 'failed',
      settled: true,
    });
    // Of several failures the latest is shown; of several later reports the last.
    const several = [viber('EXPIRED', 4), viber('ACK', 5), viber('UNKNOWN', 9), viber('FAILED', 3)];
    expect(foldChain(chain, several).steps[0]).toMatchObject({
      status: 'EXPIRED',
      contradiction: { status: 'UNKNOWN', at: 9 },
    });
    // A report that is not later, or has no time, is not a contradiction.
    for (const early of [viber('ACK', 1), viber('UNKNOWN', 0), viber('ACK', null)])
      expect(foldChain(chain, [viber('FAILED', 1), early]).steps[0]?.contradiction).toBeNull();
    expect(foldChain(chain, [viber('FAILED', null), viber('ACK', 1)]).steps[0]).toMatchObject({
      state: 'failed',
      contradiction: { status: 'ACK' },
    });
  });

  it('that failed becomes delivered by a delivery with any time', () => {
    for (const at of [null, 1, 9])
      expect(states(viber('FAILED', 5), viber('ACK', 7), viber('DELIVRD', at))[0]).toBe('delivered');
    expect(states(viber('FAILED', 5), viber('ACK', 7))[0]).toBe('failed');
  });

  it('takes the more advanced status if the times are equal', () => {
    expect(states(viber('ACK', 2), viber('FAILED', 2))[0]).toBe('failed');
    expect(states(viber('ACK'), viber('FAILED'))[0]).toBe('failed');
    const fold = foldChain(chain, [viber('ACK', 2), viber('ACCEPTD', 2)]);
    expect(fold.steps[0]?.status).toBe('ACK');
  });

  it('treats a missing time as earlier than any time', () => {
    expect(states(viber('UNKNOWN', null), viber('ACK', 1))[0]).toBe('pending');
  });

  it('keeps an unknown status as received and stays pending', () => {
    const fold = foldChain(chain, [viber('BUFFERED', 3)]);
    expect(fold.steps[0]).toMatchObject({ state: 'pending', status: 'BUFFERED' });
  });

  it('that Messente is still processing waits; a missing status never replaces a real one', () => {
    expect(states(viber(null, 3))[0]).toBe('waiting');
    expect(states(viber(null, 9), viber('FAILED', 3))[0]).toBe('failed');
    expect(states(viber('DELIVRD', 1), sms(null, 2))).toEqual(['delivered', 'not-needed']);
  });

  it('after a delivered step shows its outcome if it was tried', () => {
    expect(states(viber('DELIVRD', 5), sms('FAILED', 3))).toEqual(['delivered', 'failed']);
  });
});

describe('a delivery report', () => {
  it('is assigned to its step by Messente’s id, whatever channel it names', () => {
    expect(states(event({ messageId: id('s'), channel: 'viber', status: 'DELIVRD' }))[1]).toBe('delivered');
  });

  it('is assigned by channel if the report or the step has no id; the step then gets the id', () => {
    expect(states(event({ channel: 'sms', status: 'DELIVRD' }))[1]).toBe('delivered');
    const fold = foldChain([step('viber'), step('sms')], [sms('DELIVRD', 1)]);
    expect(fold.steps[1]).toMatchObject({ state: 'delivered', messageId: 's' });
    expect(fold.steps[0]?.messageId).toBeNull();
  });

  it('with a foreign id or channel belongs to no step: it is kept once and changes nothing', () => {
    const strange = event({ messageId: id('other'), channel: 'sms', status: 'DELIVRD', receivedAt: 5 });
    const fold = foldChain(chain, [
      { ...strange, receivedAt: 8, source: 'poll' },
      strange,
      event({ status: 'SEEN' }),
    ]);
    expect(fold.state).toBe('pending');
    expect(fold.unmatched).toHaveLength(2);
    expect(fold.unmatched[0]).toEqual(strange);
  });
});

describe('the charged cost of a chain', () => {
  it('is the exact sum of the steps’ total prices', () => {
    const fold = foldChain(chain, [
      viber('EXPIRED', 1, { price: price('0.1') }),
      sms('DELIVRD', 2, { price: price('0.2') }),
    ]);
    expect(fold.cost).toBe('0.3');
  });

  it('uses each step’s latest known price, and keeps it when a later report has none', () => {
    const fold = foldChain(chain, [
      sms('ACK', 1, { price: price('0.1') }),
      sms('DELIVRD', 2, { price: price('0.15') }),
      sms('DELIVRD', 3),
    ]);
    expect(fold.steps[1]?.price).toEqual(price('0.15'));
    expect(fold.cost).toBe('0.15');
  });
});

describe('a status that was received as a delivery report and later polled', () => {
  it('is shown once, with its first receipt and any known price', () => {
    const first = sms('DELIVRD', 2, { err: 0, receivedAt: 10 });
    const again = { ...first, receivedAt: 90, source: 'poll' as const, price: price('0.1') };
    expect(distinctEvents([again, first])).toEqual([{ ...first, price: price('0.1') }]);
  });
});
