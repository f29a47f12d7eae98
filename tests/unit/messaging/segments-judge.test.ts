/*
 * Compares our segment counter with Twilio's (sms-segments-calculator, smart encoding off).
 *
 * If they differ, ours is right. Twilio keeps a whole grapheme cluster (an emoji of several code points, a
 * letter with its accents, a Hangul syllable of several jamo) in one part, and moves it to the next part if
 * it does not fit. The standard concatenates UTF-16 units and does not know clusters (3GPP TS 23.040,
 * 9.2.3.24.1, only forbids cutting an escape sequence and, because of UTF-16, a surrogate pair), and phones
 * join the parts before they show them. So Twilio may count more parts than a network uses, and a cluster
 * that is longer than a part "fits" into an over-full part. Encoding and units must always agree; parts must
 * agree if no cluster has more than one code point.
 */
import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, it } from 'vitest';
import { segmentSms } from '../../../shared/messaging/segments.ts';
import { count } from '../../helpers/counts.ts';

function twilio(text: string) {
  const judged = new SegmentedMessage(text, 'auto', false);
  const bits = judged.encodingName === 'GSM-7' ? 7 : 16;
  return {
    encoding: judged.encodingName,
    units: judged.messageSize / bits,
    segments: judged.segmentsCount,
    parts: judged.segments.map((segment) => segment.messageSizeInBits() / bits),
  };
}

function ours(text: string) {
  const { encoding, units, segments, parts } = segmentSms(text);
  return { encoding, units, segments, parts: parts.map((part) => part.units) };
}

/**
 * Returns the text with every character replaced by one of the same size that never combines with its
 * neighbours.
 */
function withoutClusters(text: string): string {
  return [...text].map((character) => (character.length === 2 ? '\u{20000}' : 'ж')).join('');
}

const gsm = [...'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCXYZÄÖÑÜ§¿abcxyzäöñüà'];
const extension = [...'\f^{}\\[~]|€'];
const simple = [...'õšžçя字“”…—`\t'];
const astral = ['😀', '🚀', '\u{20000}'];
const clusters = ['👩‍👩‍👧‍👦', '👍🏽', '🇪🇪', 'e\u0301', 'o\u0303\u0323', '각', '❤️', '\r\n', 'नि', '1️⃣'];
const lone = ['\ud83d', '\ude00', '\udfff', '\ud800'];

const text = (units: readonly string[], maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...units), maxLength, size: 'max' });

describe('SMS segments, judged by Twilio’s counter', () => {
  it('agree part by part if no character consists of several code points', () => {
    const agree = (units: readonly string[], maxLength: number, numRuns: number) =>
      fc.assert(
        fc.property(text(units, maxLength), (written) => {
          expect(ours(written)).toEqual(twilio(written));
        }),
        { numRuns },
      );
    const texts = count({ short: 100, long: 500 });
    agree([...gsm, '\r\n'], 330, texts);
    agree([...gsm, ...extension], 330, texts);
    agree(extension, 240, texts);
    agree([...gsm, ...extension, ...simple], 240, texts);
    agree([...gsm, ...simple, ...astral], 200, texts);
  });

  it('agree at every length around every limit', () => {
    for (const unit of ['a', '€', 'õ', '😀', 'a€', 'õ😀']) {
      for (let length = 0; length <= 170; length += 1) {
        const written = unit.repeat(length);
        if (written.isWellFormed()) expect(ours(written)).toEqual(twilio(written));
      }
    }
  });

  it('differ for clusters only in where the parts are cut, and ours never counts more', () => {
    let differing = 0;
    const compare = (units: readonly string[], numRuns: number) =>
      fc.assert(
        fc.property(text(units, 120), (written) => {
          const [got, judged] = [ours(written), twilio(written)];
          expect({ encoding: got.encoding, units: got.units }).toEqual({
            encoding: judged.encoding,
            units: judged.units,
          });
          // Our count equals Twilio's count for a text of the same sizes without clusters.
          if (got.encoding === 'UCS-2') expect(got.parts).toEqual(twilio(withoutClusters(written)).parts);
          const overfull = judged.parts.some((part) => part > (judged.segments === 1 ? 70 : 67));
          if (!overfull) expect(got.segments).toBeLessThanOrEqual(judged.segments);
          if (got.segments !== judged.segments) differing += 1;
        }),
        { numRuns },
      );
    const texts = count({ short: 200, long: 1_000 });
    compare(clusters, texts);
    compare([...gsm, ...simple, ...astral, ...clusters], texts);
    compare([...gsm, ...extension, ...simple, ...astral, ...clusters, ...lone], texts);
    // At least one case really differs, so the condition is not vacuous.
    expect(differing).toBeGreaterThan(0);
  });

  it('differ as explained: the network cuts a family emoji that does not fit, Twilio moves it as a whole', () => {
    const family = '👩‍👩‍👧‍👦';
    const written = `${'õ'.repeat(62)}${family}${'õ'.repeat(61)}`;
    expect(ours(written)).toEqual({ encoding: 'UCS-2', units: 134, segments: 2, parts: [67, 67] });
    expect(twilio(written)).toEqual({ encoding: 'UCS-2', units: 134, segments: 3, parts: [62, 67, 5] });
  });
});
