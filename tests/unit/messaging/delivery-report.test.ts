import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseTimestamp,
  readDeliveryResult,
  readStatusResponse,
  toStatusEvent,
} from '../../../shared/messaging/delivery-report.ts';
import { englishText } from '../../../shared/problems/english-text.ts';

const sample = {
  status: 'DELIVRD',
  sender: 'MySender',
  err: 0,
  message_id: '3e28ec48-d620-4191-a96e-d91ba8ecc949',
  to: '+3725555555',
  channel: 'sms',
  error: null,
  omnimessage_id: 'd7248cda-6c1a-4436-acf5-aaf249bb67d3',
  timestamp: '2020-02-04T08:09:42.389630',
  price_info: { part_price: '0.1', parts_count: 2, total_price: '0.2' },
};
const read = {
  status: 'DELIVRD',
  sender: 'MySender',
  err: 0,
  error: null,
  messageId: '3e28ec48-d620-4191-a96e-d91ba8ecc949',
  omnimessageId: 'd7248cda-6c1a-4436-acf5-aaf249bb67d3',
  to: '+3725555555',
  channel: 'sms',
  at: Date.parse('2020-02-04T08:09:42.389Z'),
  price: { partPrice: '0.1', partsCount: 2, totalPrice: '0.2' },
};

describe('a delivery report', () => {
  it('in the format that Messente publishes is read completely', () => {
    expect(readDeliveryResult(sample)).toEqual({ ok: true, value: read });
  });

  it('of a message still being processed has a status of null', () => {
    const value = { ...sample, status: null, err: null, error: null, price_info: null };
    expect(readDeliveryResult(value)).toMatchObject({
      ok: true,
      value: { status: null, err: null, price: null },
    });
  });

  it('is kept if any other field is invalid: its status remains', () => {
    const odd = [undefined, null, 0, 1.5, -1, '', 'x', true, [], {}, [[]], { total_price: 0.2 }, 1e300];
    for (const name of Object.keys(sample).filter((field) => field !== 'status')) {
      for (const value of odd) {
        const result = readDeliveryResult({ ...sample, [name]: value });
        expect(result).toMatchObject({ ok: true, value: { status: 'DELIVRD' } });
      }
    }
  });

  it('has null for a field of the wrong type, and every other field as received', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('sender', 'error', 'message_id', 'omnimessage_id', 'to', 'channel', 'status'),
        fc.oneof(
          fc.integer(),
          fc.boolean(),
          fc.constant(null),
          fc.array(fc.string()),
          fc.object(),
          fc.constant(''),
        ),
        (name, value) => {
          const key = name.replace(/_id$/, 'Id');
          expect(readDeliveryResult({ ...sample, [name]: value })).toEqual({
            ok: true,
            value: { ...read, [key]: null },
          });
        },
      ),
    );
  });

  it.each([
    { part_price: 0.1, parts_count: 2, total_price: '0.2' },
    { part_price: '0.1', parts_count: '2', total_price: '0.2' },
    { part_price: '0.1', parts_count: 2, total_price: '2e-1' },
    { part_price: '0.1', parts_count: -2, total_price: '0.2' },
    { total_price: '0.2' },
    'free',
  ])('has no price if the price is not valid: %j', (price_info) => {
    expect(readDeliveryResult({ ...sample, price_info })).toEqual({
      ok: true,
      value: { ...read, price: null },
    });
  });

  it('with only one field is still a report', () => {
    expect(readDeliveryResult({ status: 'SEEN' })).toMatchObject({
      ok: true,
      value: { status: 'SEEN', to: null },
    });
  });

  it('keeps an unknown status and an unknown channel as received', () => {
    const value = { ...sample, status: 'Buffered', channel: 'pigeon' };
    expect(readDeliveryResult(value)).toMatchObject({
      ok: true,
      value: { status: 'Buffered', channel: 'pigeon' },
    });
  });

  it.each([null, undefined, 1, 'DELIVRD', [], [sample], {}, { hello: 'world' }, { errors: [] }, true])(
    'is not read from %j',
    (value) => {
      expect(readDeliveryResult(value)).toMatchObject({
        ok: false,
        problem: { code: 'not-a-delivery-report' },
      });
    },
  );

  it('is read only from its own fields, never from a prototype', () => {
    const value = JSON.parse('{"__proto__":{"status":"DELIVRD"},"err":1}') as unknown;
    expect(readDeliveryResult(value)).toMatchObject({ ok: true, value: { status: null, err: 1 } });
    expect(readDeliveryResult(Object.create(sample) as unknown)).toMatchObject({ ok: false });
  });

  it('never throws an error, whatever was received', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        readDeliveryResult(value);
        readStatusResponse(value);
      }),
      { numRuns: 2_000 },
    );
  });

  it('becomes a status event with the time and the way it was received', () => {
    const result = readDeliveryResult(sample);
    if (!result.ok) throw new Error(englishText(result.problem).message);
    expect(toStatusEvent(result.value, { receivedAt: 7, source: 'poll' })).toEqual({
      messageId: read.messageId,
      channel: 'sms',
      status: 'DELIVRD',
      err: 0,
      error: null,
      at: read.at,
      receivedAt: 7,
      source: 'poll',
      price: read.price,
    });
  });
});

describe('the answer to GET status', () => {
  it('is read with each step in the order of sending', () => {
    const answer = {
      omnimessage_id: 'o',
      to: '+37255501411',
      statuses: [{ ...sample, channel: 'viber' }, sample],
    };
    const result = readStatusResponse(answer);
    expect(result).toEqual({
      ok: true,
      value: { omnimessageId: 'o', to: '+37255501411', statuses: [{ ...read, channel: 'viber' }, read] },
    });
  });

  it('loses an invalid entry, and nothing else', () => {
    expect(readStatusResponse({ statuses: [null, sample, 'x', {}] })).toEqual({
      ok: true,
      value: { omnimessageId: null, to: null, statuses: [read] },
    });
  });

  it.each([null, [], {}, { statuses: {} }, { statuses: null }, 'x'])('is not read from %j', (value) => {
    expect(readStatusResponse(value)).toMatchObject({
      ok: false,
      problem: { code: 'not-a-status-response' },
    });
  });
});

describe('a timestamp of a delivery report', () => {
  it.each([
    ['2020-02-04T08:09:42.389630', '2020-02-04T08:09:42.389Z'],
    ['2020-02-04T08:09:42', '2020-02-04T08:09:42.000Z'],
    ['2020-02-04T08:09', '2020-02-04T08:09:00.000Z'],
    ['2020-02-04 08:09:42.3', '2020-02-04T08:09:42.300Z'],
    ['2021-02-23T14:51:13.000000Z', '2021-02-23T14:51:13.000Z'],
    ['2020-02-04T08:09:42+02:00', '2020-02-04T06:09:42.000Z'],
    ['2020-02-04T08:09:42-0330', '2020-02-04T11:39:42.000Z'],
    ['2020-02-04T08:09:42+02', '2020-02-04T06:09:42.000Z'],
    ['2020-02-29T23:59:59.999999999', '2020-02-29T23:59:59.999Z'],
  ])('%s is read as %s', (text, utc) => {
    expect(parseTimestamp(text)).toBe(Date.parse(utc));
  });

  it.each([
    null,
    undefined,
    0,
    1580803782389,
    '',
    'yesterday',
    '2020-02-30T00:00:00',
    '2019-02-29T00:00:00',
    '2020-13-01T00:00:00',
    '2020-02-04T25:00:00',
    '2020-02-04T24:00:00',
    '2020-02-04T08:60:00',
    '2020-02-04T08:09:61',
    '2020-02-04',
    '2020-02-04T08:09:42 Europe/Tallinn',
    '2020-02-04T08:09:42+25:00',
    '2020-02-04T08:09:42+02:60',
    '0000-00-00T00:00:00',
    '12-02-04T08:09:42',
    {},
    [],
  ])('%j is not a valid timestamp', (value) => {
    expect(parseTimestamp(value)).toBeNull();
  });

  it('is read back to the millisecond, in any time zone, with or without one', () => {
    const anyTime = fc.date({
      min: new Date('1970-01-01'),
      max: new Date('9990-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(
        anyTime,
        fc.integer({ min: -14 * 60, max: 14 * 60 }),
        fc.nat(999),
        (time, offset, micros) => {
          const at = time.getTime();
          const tail = String(micros).padStart(3, '0');
          expect(parseTimestamp(`${time.toISOString().slice(0, 23)}${tail}`)).toBe(at);
          const local = new Date(at + offset * 60_000).toISOString().slice(0, 23);
          const size = Math.abs(offset);
          const zone = [Math.floor(size / 60), size % 60]
            .map((part) => String(part).padStart(2, '0'))
            .join(':');
          expect(parseTimestamp(`${local}${offset < 0 ? '-' : '+'}${zone}`)).toBe(at);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
