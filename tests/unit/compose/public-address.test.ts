/** Tests which addresses a link may lead to, and how the type of a file is recognised. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typeOf } from '../../../electron/engine/features/compose/media/file-type.ts';
import { pictureSize } from '../../../electron/engine/features/compose/media/picture-size.ts';
import { isPublicAddress } from '../../../electron/engine/features/compose/media/public-address.ts';
import { gif, jpegHead, png, webp } from '../../helpers/tiny-media.ts';

describe('an IP address', () => {
  it.each([
    '8.8.8.8',
    '93.184.215.14',
    '172.15.0.1',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '2606:4700::1111',
  ])('is public: %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '168.63.129.16',
    '198.18.0.1',
    '192.0.0.192',
    '::',
    '::1',
    'fe80::1%eth0',
    '2001::1',
    '2001:db8::1',
    'fc00::1',
    'example.com',
    '',
  ])('is not public: %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('is judged the same if it is embedded in an IPv6 address by a translator', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, byte, byte, (a, b, c, d) => {
        const inside = isPublicAddress(`${a}.${b}.${c}.${d}`);
        const hex = (high: number, low: number) => ((high << 8) | low).toString(16);
        expect(isPublicAddress(`64:ff9b::${a}.${b}.${c}.${d}`)).toBe(inside);
        expect(isPublicAddress(`64:ff9b::${hex(a, b)}:${hex(c, d)}`)).toBe(inside);
        // An IPv4-mapped IPv6 address is never public: no public host name has such an address.
        expect(isPublicAddress(`::ffff:${a}.${b}.${c}.${d}`)).toBe(false);
      }),
    );
  });
});

describe('a media file', () => {
  it('of any bytes has a type, and is no picture without a picture’s signature', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(typeOf(bytes)).toMatch(/^[a-z]+\/[a-z0-9.+-]+$/);
      }),
    );
  });

  it('that is a picture has a size, unless the file is cut short', () => {
    expect(pictureSize(png(7, 3), 'image/png')).toEqual({ width: 7, height: 3 });
    expect(pictureSize(gif, 'image/gif')).toEqual({ width: 1, height: 1 });
    expect(pictureSize(jpegHead, 'image/jpeg')).toEqual({ width: 640, height: 480 });
    expect(pictureSize(webp, 'image/webp')).toEqual({ width: 1, height: 1 });
    for (const [type, bytes] of [
      ['image/png', png()],
      ['image/gif', gif],
      ['image/jpeg', jpegHead],
      ['image/webp', webp],
    ] as const) {
      expect(pictureSize(bytes.subarray(0, 6), type)).toBeNull();
    }
  });

  it('of any bytes after a JPEG’s beginning is read to its end without an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (rest) => {
        const size = pictureSize(Uint8Array.from([0xff, 0xd8, ...rest]), 'image/jpeg');
        expect(size === null || size.width >= 0).toBe(true);
      }),
    );
  });
});
