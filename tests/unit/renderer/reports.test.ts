/** Tests how a callback is shown, and the command that sends it again. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatJson, hexLines, tokensOf } from '../../../renderer/features/reports/body-lines.ts';
import { curlOf, headerOf } from '../../../renderer/features/reports/curl.ts';
import { mergeReports } from '../../../renderer/features/reports/report-list-actions.ts';
import {
  channelName,
  headlineOf,
  statusWord,
  verdictShown,
} from '../../../renderer/features/reports/verdict-of.ts';
import { englishFormat, en as firstEnglish } from '../../../renderer/lib/words/en.ts';
import { reportsWords } from '../../../renderer/lib/words/reports.ts';
import { reportsTexts } from '../../../renderer/lib/words/reports-texts.ts';
import type { ReportDetail } from '../../../shared/contract/reports.ts';
import { count } from '../../helpers/counts.ts';

const en = { ...firstEnglish, reports: reportsWords(reportsTexts.reports, englishFormat) };

const run = promisify(execFile);

function callback(facts: Partial<ReportDetail> = {}): ReportDetail {
  return {
    id: 1,
    receivedAt: 0,
    accountId: 'a1',
    verdict: 'verified',
    outcome: 'applied',
    messageId: null,
    status: 'DELIVRD',
    channel: 'sms',
    to: '+37255501411',
    inbound: null,
    bytes: 2,
    method: 'POST',
    path: '/dlr/8659…/m1',
    headers: [],
    bodyBase64: '',
    bodyText: '{}',
    secret: 'current',
    reason: { text: '' },
    ...facts,
  };
}

describe('a callback as a curl command', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'omnideck-curl-'));
    // A replacement for curl that prints its arguments and input and sends nothing.
    await writeFile(
      join(folder, 'curl'),
      '#!/bin/sh\nprintf "%s\\0" "$#" "$@"\n[ "$TAKES_INPUT" = 1 ] && cat\nexit 0\n',
      {
        mode: 0o755,
      },
    );
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Returns what a real shell makes of a command. */
  async function given(command: string, takesInput = false): Promise<{ words: string[]; input: Buffer }> {
    const { stdout } = await run('sh', ['-c', command], {
      encoding: 'buffer',
      env: { ...process.env, PATH: `${folder}:${process.env.PATH}`, TAKES_INPUT: takesInput ? '1' : '0' },
    });
    const parts = stdout.toString('latin1').split('\0');
    const count = Number(parts[0]);
    const words = parts.slice(1, count + 1).map((word) => Buffer.from(word, 'latin1').toString('utf8'));
    return { words, input: Buffer.from(parts.slice(count + 1).join('\0'), 'latin1') };
  }

  it('contains the method, the address, the received headers and the body, each as one argument', async () => {
    const { words } = await given(
      curlOf(
        callback({
          headers: [
            ['Host', 'abc.example'],
            ['Content-Length', '2'],
            ['Content-Type', 'application/json'],
            ['X-Messente-Signature', 'ab12'],
          ],
        }),
        'http://127.0.0.1:8026',
      ),
    );
    expect(words).toEqual([
      '-X',
      'POST',
      'http://127.0.0.1:8026/dlr/8659…/m1',
      '-H',
      'Content-Type: application/json',
      '-H',
      'X-Messente-Signature: ab12',
      '--data-raw',
      '{}',
    ]);
  });

  it('never lets the shell run any part of a forged report', async () => {
    // A command line cannot contain NUL; the engine gives such a body as bytes or not at all.
    const texts = fc
      .array(
        fc.oneof(
          fc.constantFrom(
            "'",
            '"',
            '\\',
            '`',
            '$(id)',
            '$IFS',
            '\n',
            ';',
            '&',
            '|',
            '!',
            '*',
            '~',
            ' ',
            '#',
            '\r',
          ),
          fc.string({ unit: 'grapheme', maxLength: 5 }).map((text) => text.replaceAll('\0', '')),
        ),
        { maxLength: 12 },
      )
      .map((pieces) => pieces.join(''))
      .filter((text) => text.isWellFormed());
    await fc.assert(
      fc.asyncProperty(texts, texts, texts, async (bodyText, value, path) => {
        const odd = callback({ bodyText, path: `/${path}`, headers: [['X-Odd', value]] });
        const { words } = await given(curlOf(odd, 'http://127.0.0.1:1'));
        expect(words).toEqual([
          '-X',
          'POST',
          `http://127.0.0.1:1/${path}`,
          '-H',
          `X-Odd: ${value}`,
          '--data-raw',
          bodyText,
        ]);
      }),
      { numRuns: count({ short: 20, long: 40 }) },
    );
  });

  it('sends a body that begins with “@” unchanged, not the file of that name', () => {
    const words = curlOf(callback({ bodyText: '@/etc/passwd' }), 'http://127.0.0.1:1');
    expect(words).toContain("--data-raw '@/etc/passwd'");
    expect(words).not.toMatch(/--data(?:-binary|-ascii)? '@/u);
  });

  it('pipes in a body that is not text, byte for byte', async () => {
    const bytes = Buffer.from([0, 255, 10, 39, 128, 0]);
    const odd = callback({ bodyText: null, bodyBase64: bytes.toString('base64') });
    const { words, input } = await given(curlOf(odd, 'http://127.0.0.1:1'), true);
    expect(words.slice(-2)).toEqual(['--data-binary', '@-']);
    expect(input).toEqual(bytes);
  });
});

describe('a header of a callback', () => {
  it('is found whatever the case of its name', () => {
    expect(headerOf({ headers: [['X-Messente-Signature', 'ab']] }, 'x-messente-signature')).toBe('ab');
    expect(headerOf({ headers: [] }, 'x-messente-signature')).toBeNull();
  });
});

describe('the displayed body of a callback', () => {
  it('is formatted if it is JSON, with the same meaning', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.parse(formatJson(text) ?? '')).toEqual(JSON.parse(text));
      }),
    );
    expect(formatJson('not json')).toBeNull();
    expect(formatJson(null)).toBeNull();
  });

  it('keeps every character when it is coloured', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        for (const line of (formatJson(text) ?? '').split('\n')) {
          const tokens = tokensOf(line);
          expect(tokens.map((token) => token.text).join('')).toBe(line);
        }
      }),
    );
  });

  it.each([
    ['  "err": 1,', '1'],
    ['  "price": -0.05', '-0.05'],
    ['  "error": null,', 'null'],
    ['  "a \\" b": true', 'true'],
  ])('has its plain values in colour: %s', (line, value) => {
    expect(tokensOf(line).filter(({ kind }) => kind === 'value')).toEqual([{ text: value, kind: 'value' }]);
  });

  it('has no coloured value inside a text, even if the text looks like a number', () => {
    expect(tokensOf('  "to": "+372"').some(({ kind }) => kind === 'value')).toBe(false);
    expect(tokensOf('{')).toEqual([{ text: '{', kind: 'plain' }]);
  });

  it('is shown in hexadecimal, byte for byte, if it is not text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        const lines = hexLines(Buffer.from(bytes).toString('base64'));
        const hex = lines.map((line) => line.slice(6, 6 + 47).replaceAll(' ', '')).join('');
        expect(hex).toBe(Buffer.from(bytes).toString('hex'));
        expect(lines).toHaveLength(Math.ceil(bytes.length / 16));
      }),
    );
    expect(hexLines(Buffer.from('Hi\u0000').toString('base64'))).toEqual([
      '0000  48 69 00                                         Hi.',
    ]);
  });
});

describe('the headline of a callback', () => {
  it('says what the callback is and what that means', () => {
    expect(verdictShown(callback(), en)).toEqual({ kind: 'verified', word: 'Verified' });
    expect(verdictShown(callback({ outcome: 'repeat' }), en)).toEqual({ kind: 'repeated', word: 'Repeated' });
    expect(verdictShown(callback({ verdict: 'forged' }), en)).toEqual({
      kind: 'forged',
      word: 'Invalid signature',
    });
    expect(verdictShown(callback({ verdict: 'unsigned' }), en)).toEqual({
      kind: 'unsigned',
      word: 'Unsigned',
    });
    expect(headlineOf(callback({ verdict: 'forged' }), en)).toBe('Invalid signature, so not applied');
    expect(headlineOf(callback({ outcome: 'unknown-message' }), en)).toBe(
      'Verified, but for a message that is not here',
    );
  });

  it('shows the received status, except for a callback that is not trusted', () => {
    const word = (facts: Partial<ReportDetail>) => statusWord(callback(facts), en);
    expect(word({})).toBe('DELIVRD');
    expect(word({ status: null, verdict: 'forged', outcome: 'not-applied' })).toBe('not believed');
    expect(word({ status: null, verdict: 'unsigned', outcome: 'not-applied' })).toBe('not believed');
    expect(word({ status: null, outcome: 'unreadable' })).toBe('unreadable');
    expect(word({ status: null })).toBe('–');
  });

  it('names the channel; an unknown channel as received', () => {
    expect(channelName('viber', en)).toBe('Viber');
    expect(channelName('pigeon', en)).toBe('pigeon');
    expect(channelName(null, en)).toBe('');
  });
});

describe('the list of callbacks', () => {
  it('has the newest first and each once, in its latest version', () => {
    const rows = fc.array(fc.record({ id: fc.nat(40), bytes: fc.nat() }));
    fc.assert(
      fc.property(rows, rows, (old, odd) => {
        const merged = mergeReports(
          old.map((facts) => callback(facts)),
          odd.map((facts) => callback(facts)),
        );
        const last = new Map([...old, ...odd].map(({ id, bytes }) => [id, bytes]));
        expect(merged.map(({ id }) => id)).toEqual([...last.keys()].toSorted((one, other) => other - one));
        for (const { id, bytes } of merged) expect(bytes).toBe(last.get(id));
      }),
    );
  });
});
