/** What we read, what we build and what the sandbox takes: each a judge of the others. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeOmnimessage } from '../../../electron/engine/sandbox/omnimessage-schema.ts';
import { checkChain } from '../../../shared/messaging/check-chain.ts';
import { toOmnimessage } from '../../../shared/messaging/compose.ts';
import { parseTimestamp } from '../../../shared/messaging/delivery-report.ts';
import { fromOmnimessage, type ReadOmnimessage } from '../../../shared/messaging/from-omnimessage.ts';
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

/** The body with Messente's defaults written down, and its time as the moment that it names. */
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
  it('is read, and what is built of it is the same body', () => {
    fc.assert(
      fc.property(documentedBody, (body) => {
        expect(withDefaults(build(read(body)))).toEqual(withDefaults(body));
      }),
      { numRuns: count({ short: 200, long: 1000 }) },
    );
  });

  it('has no problem as a chain, and is taken by the sandbox, as it came and as it is built', () => {
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

/** Every place in a JSON value: the container and the key. */
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

/** One slip in a body: a field gone, of another type or renamed, a field too many, a list too long. */
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

/** Where we are stricter than the sandbox on purpose: what can't be meant, or waits longer than 30 days. */
const oursAlone = new Set(['udh-length', 'ttl-invalid', 'validity-invalid', 'sender-empty']);

const writtenByUs = /\[(force_refresh|thumbnail_image_alignment)\]$/;

/* The sandbox alone: a sender of which it says that no channel can carry it; Messente's rules are not documented. */
describe('an omnimessage body with a fault', () => {
  it('is refused by both the composer and the sandbox, or by neither', () => {
    fc.assert(
      fc.property(documentedBody, slip, (body, change) => {
        const changed = slipped(body, change);
        const ours = fromOmnimessage(changed, nowAt);
        const theirs = judgeOmnimessage(changed);
        if (!ours.ok && ours.problems.every((one) => oursAlone.has(one.code))) return;
        if (!theirs.ok && theirs.errors.every((one) => /\[sender\]$/.test(one.source ?? ''))) return;
        // What we write where it was left out: what is built of the body is taken then.
        const completed = !theirs.ok && theirs.errors.every((one) => writtenByUs.test(one.source ?? ''));
        const judged = completed && ours.ok ? judgeOmnimessage(build(ours.value)) : theirs;
        expect({ refused: !ours.ok, ours, judged }).toMatchObject({ refused: !judged.ok });
      }),
      { numRuns: count({ short: 500, long: 2500 }) },
    );
  });

  it('names every field in the body’s own terms, with a message and a hint', () => {
    fc.assert(
      fc.property(documentedBody, slip, (body, change) => {
        const reading = fromOmnimessage(slipped(body, change), nowAt);
        for (const one of reading.ok ? [] : reading.problems) {
          expect(one.field).toMatch(/^(to|messages|dlr_url|text_store|time_to_send|priority|colour|\w+_)/);
          expect(one.field).not.toMatch(/steps|\.content\.|ttlSeconds|validityMinutes|undefined/);
          expect(one.message).toMatch(/^[A-Z].*\.$/su);
          expect(one.hint).toMatch(/^[A-Z].*\.$/su);
        }
      }),
      { numRuns: count({ short: 200, long: 1000 }) },
    );
  });

  it('of any JSON at all does not throw', () => {
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
