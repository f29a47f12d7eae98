/*
 * Judged by Twilio's counter (sms-segments-calculator, smart encoding off).
 *
 * Where they differ, ours is right. Twilio keeps a whole grapheme cluster (an emoji of several code points, a letter
 * with its accents, a Hangul syllable of several jamo) in one part and moves it to the next where it doesn't fit. The
 * standard concatenates UTF-16 units and knows nothing of clusters (3GPP TS 23.040, 9.2.3.24.1, forbids only an escape
 * sequence and, by UTF-16, a surrogate pair to be cut), and phones join the parts before they show them. So Twilio may
 * count more parts than a network uses, and where one cluster is longer than a part, it "fits" into a part that is
 * over-full. Encoding and units must always agree; parts must agree wherever no cluster has more than one code point.
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

/** The same text with every character replaced by one of the same size that never joins its neighbours. */
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
  it('agree part by part where no character is made of several code points', () => {
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

  it('agree at every length around every border', () => {
    for (const unit of ['a', '€', 'õ', '😀', 'a€', 'õ😀']) {
      for (let length = 0; length <= 170; length += 1) {
        const written = unit.repeat(length);
        if (written.isWellFormed()) expect(ours(written)).toEqual(twilio(written));
      }
    }
  });

  it('differ on clusters only in where they are cut, and never count more', () => {
    let differing = 0;
    const compare = (units: readonly string[], numRuns: number) =>
      fc.assert(
        fc.property(text(units, 120), (written) => {
          const [got, judged] = [ours(written), twilio(written)];
          expect({ encoding: got.encoding, units: got.units }).toEqual({
            encoding: judged.encoding,
            units: judged.units,
          });
          // Ours is what Twilio itself says of a text of the same sizes that has no clusters.
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
    // The difference is real, not a clause that never applies.
    expect(differing).toBeGreaterThan(0);
  });

  it('differ as explained: a family that doesn’t fit is cut by the network, and moved whole by Twilio', () => {
    const family = '👩‍👩‍👧‍👦';
    const written = `${'õ'.repeat(62)}${family}${'õ'.repeat(61)}`;
    expect(ours(written)).toEqual({ encoding: 'UCS-2', units: 134, segments: 2, parts: [67, 67] });
    expect(twilio(written)).toEqual({ encoding: 'UCS-2', units: 134, segments: 3, parts: [62, 67, 5] });
  });
});
