/** Tests that reading a body, building a body and the sandbox's validation agree with each other. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeOmnimessage } from '../../../electron/engine/sandbox/omnimessage-schema.ts';
import { checkChain } from '../../../shared/messaging/check-chain.ts';
import { toOmnimessage } from '../../../shared/messaging/compose.ts';
import { parseTimestamp } from '../../../shared/messaging/delivery-report.ts';
import { fromOmnimessage, type ReadOmnimessage } from '../../../shared/messaging/from-omnimessage.ts';
import { englishText } from '../../../shared/problems/english-text.ts';
import { documentedBody } from '../../helpers/channel-arbitraries.ts';
import { count } from '../../helpers/counts.ts';

const nowAt = Date.UTC(2030, 0, 1);

function read(body: unknown): ReadOmnimessage {
  const reading = fromOmnimessage(body, nowAt);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.value;
}

function build({ to, chain, dlrUrl }: ReadOmnimessage): unknown {
  const body = toOmnimessage(chain, { to, ...(dlrUrl === undefined ? {} : { dlrUrl }) });
  return JSON.parse(JSON.stringify(body));
}

type Loose = Record<string, unknown>;

/** Returns the body with Messente's defaults filled in, and its time as epoch milliseconds. */
function withDefaults(body: unknown): unknown {
  const copy = structuredClone(body) as Loose & { messages: Loose[] };
  for (const message of copy.messages) {
    const text = message.text;
    if (typeof text === 'object' && text !== null) message.text = { preview_url: true, ...text };
  }
  const at = parseTimestamp(copy.time_to_send);
  if (at !== null) copy.time_to_send = Math.ceil(at / 1000);
  return copy;
}

describe('a documented omnimessage body', () => {
  it('is read, and the chain builds the same body again', () => {
    fc.assert(
      fc.property(documentedBody, (body) => {
        expect(withDefaults(build(read(body)))).toEqual(withDefaults(body));
      }),
      { numRuns: count({ short: 200, long: 1000 }) },
    );
  });

  it('is a valid chain, and the sandbox accepts it both as received and as built again', () => {
    fc.assert(
      fc.property(documentedBody, (body) => {
        const reading = read(body);
        expect(checkChain(reading.chain, nowAt)).toEqual([]);
        expect(judgeOmnimessage(body)).toMatchObject({ ok: true });
        expect(judgeOmnimessage(build(reading))).toMatchObject({ ok: true });
      }),
      { numRuns: count({ short: 200, long: 1000 }) },
    );
  });
});

/** Returns every place in a JSON value: the container and the key. */
function places(value: unknown): { holder: Loose; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => {
    const holder = value as Loose;
    return [{ holder, key }, ...places(holder[key])];
  });
}

const values = [
  null,
  0,
  -1,
  1.5,
  1e12,
  true,
  'x',
  'x'.repeat(4000),
  'https://example.com/x',
  [],
  {},
  [{}],
  ['x'],
];

/**
 * Generates one mistake in a body: a field removed, of another type or renamed, an extra field, a list that
 * is too long.
 */
const slip = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('remove', 'replace', 'rename', 'add', 'lengthen'),
  value: fc.constantFrom(...values),
});

function slipped(body: object, { at, kind, value }: { at: number; kind: string; value: unknown }): unknown {
  const copy = structuredClone(body);
  const all = places(copy);
  const place = all[at % all.length];
  if (!place) return copy;
  const { holder, key } = place;
  const old = holder[key];
  if (kind === 'remove') {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  } else if (kind === 'replace') holder[key] = value;
  else if (kind === 'rename' && !Array.isArray(holder)) {
    delete holder[key];
    holder[`${key}_`] = old;
  } else if (Array.isArray(old))
    old.push(...Array.from({ length: 12 }, () => structuredClone(old[0] ?? value)));
  else if (typeof old === 'object' && old !== null) (old as Loose).colour = value;
  else holder.colour = value;
  return copy;
}

/**
 * Problems that only the composer reports, on purpose: values that nobody can mean, or waits of more than 30
 * days.
 */
const oursAlone = new Set(['udh-length', 'ttl-invalid', 'validity-invalid', 'sender-empty']);

const writtenByUs = /\[(force_refresh|thumbnail_image_alignment)\]$/;

/*
 * A problem that only the sandbox reports: a sender that it says no channel can carry. Messente does not
 * document its rules.
 */
describe('an omnimessage body with a fault', () => {
  it('is refused by both the composer and the sandbox, or by neither', () => {
    fc.assert(
      fc.property(documentedBody, slip, (body, change) => {
        const changed = slipped(body, change);
        const ours = fromOmnimessage(changed, nowAt);
        const theirs = judgeOmnimessage(changed);
        if (!ours.ok && ours.problems.every((one) => oursAlone.has(one.code))) return;
        if (!theirs.ok && theirs.errors.every((one) => /\[sender\]$/.test(one.source ?? ''))) return;
        // The composer fills in missing values, so the sandbox accepts the body that it builds.
        const completed = !theirs.ok && theirs.errors.every((one) => writtenByUs.test(one.source ?? ''));
        const judged = completed && ours.ok ? judgeOmnimessage(build(ours.value)) : theirs;
        expect({ refused: !ours.ok, ours, judged }).toMatchObject({ refused: !judged.ok });
      }),
      { numRuns: count({ short: 500, long: 2500 }) },
    );
  });

  it('has every field named in the body’s own terms, with a message and a hint', () => {
    fc.assert(
      fc.property(documentedBody, slip, (body, change) => {
        const reading = fromOmnimessage(slipped(body, change), nowAt);
        for (const one of reading.ok ? [] : reading.problems) {
          expect(one.field).toMatch(/^(to|messages|dlr_url|text_store|time_to_send|priority|colour|\w+_)/);
          expect(one.field).not.toMatch(/steps|\.content\.|ttlSeconds|validityMinutes|undefined/);
          expect(englishText(one).message).toMatch(/^[A-Z].*\.$/su);
          expect(englishText(one).hint).toMatch(/^[A-Z].*\.$/su);
        }
      }),
      { numRuns: count({ short: 200, long: 1000 }) },
    );
  });

  it('of arbitrary JSON never causes an exception', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(fromOmnimessage(value, nowAt)).toMatchObject({ ok: false });
        fromOmnimessage({ to: '+37255500000', messages: [value] }, nowAt);
        for (const channel of ['sms', 'viber', 'whatsapp', 'rcs', 'telegram'])
          fromOmnimessage({ to: '+37255500000', messages: [{ ...(value as object), channel }] }, nowAt);
      }),
      { numRuns: count({ short: 100, long: 500 }) },
    );
  });
});
