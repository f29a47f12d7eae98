import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maximumJsonDepth, parseJsonBody, parseJsonText } from '../../../shared/messaging/json-body.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a JSON body', () => {
  it('is parsed as JSON.parse does, whatever it contains', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        expect(parseJsonBody(bytes(text))).toEqual({ ok: true, value: JSON.parse(text) as unknown });
      }),
      { numRuns: 2_000 },
    );
  });

  it('may begin with a byte order mark', () => {
    expect(parseJsonBody(Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d))).toEqual({ ok: true, value: {} });
  });

  it('is refused if it is not UTF-8', () => {
    expect(parseJsonBody(Uint8Array.of(0x22, 0xff, 0x22))).toMatchObject({ problem: { code: 'not-utf-8' } });
    // The bytes end inside a letter.
    expect(parseJsonBody(bytes('"õ"').subarray(0, 2))).toMatchObject({ problem: { code: 'not-utf-8' } });
    // A gzipped body.
    expect(parseJsonBody(Uint8Array.of(0x1f, 0x8b, 0x08, 0))).toMatchObject({
      problem: { code: 'not-utf-8' },
    });
  });

  it.each(['', ' ', '{', '{"status":"DELIV', 'NaN', "{'a':1}", '<html></html>', '[1,]', '{}{}', 'undefined'])(
    'is refused if it is not valid JSON: %j',
    (text) => {
      expect(parseJsonBody(bytes(text))).toMatchObject({ ok: false, problem: { code: 'not-json' } });
    },
  );

  it('may be nested as deep as the limit, but no deeper', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(parseJsonText(nested(maximumJsonDepth))).toMatchObject({ ok: true });
    expect(parseJsonText(nested(maximumJsonDepth + 1))).toMatchObject({ problem: { code: 'too-deep' } });
    expect(parseJsonText('{"a":'.repeat(maximumJsonDepth + 1))).toMatchObject({
      problem: { code: 'too-deep' },
    });
  });

  it('that is nested to exhaust the stack is refused without a crash', () => {
    expect(parseJsonBody(bytes('['.repeat(5_000_000)))).toMatchObject({ problem: { code: 'too-deep' } });
    expect(parseJsonBody(bytes('{"a":'.repeat(1_000_000)))).toMatchObject({ problem: { code: 'too-deep' } });
  });

  it('may have any number of brackets in its strings, also after an escaped quote', () => {
    const value = { text: `\\"${'[{'.repeat(500)}"\\`, more: '\\' };
    expect(parseJsonText(JSON.stringify(value))).toEqual({ ok: true, value });
  });

  it('never causes an exception, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (body) => {
        parseJsonBody(body);
      }),
      { numRuns: 2_000 },
    );
  });
});
