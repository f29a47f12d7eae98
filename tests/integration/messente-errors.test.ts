import { describe, expect, it } from 'vitest';
import { problemOfAnswer } from '../../electron/engine/messente/error-bodies.ts';
import type { ApiKind } from '../../electron/engine/messente/error-codes.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import { inEnglish } from '../helpers/english.ts';

/**
 * The meaning of each code, written manually from the specification and Messente's pages, not from the code.
 */
const documented: readonly (readonly [ApiKind, number, string, string])[] = [
  ['omnimessage', 404, '101', 'not-found'],
  ['omnimessage', 403, '102', 'forbidden'],
  ['omnimessage', 401, '103', 'wrong-credentials'],
  ['omnimessage', 500, '104', 'server-error'],
  ['omnimessage', 400, '105', 'invalid-data'],
  ['omnimessage', 400, '106', 'missing-data'],
  ['omnimessage', 405, '107', 'method-not-allowed'],
  ['phonebook', 400, '201', 'invalid-data'],
  ['phonebook', 401, '202', 'wrong-credentials'],
  ['phonebook', 404, '203', 'not-found'],
  ['phonebook', 409, '204', 'conflict'],
  ['phonebook', 500, '205', 'server-error'],
  ['phonebook', 400, '244', 'client-error'],
  ['statistics', 400, '100', 'client-error'],
  ['statistics', 401, '103', 'wrong-credentials'],
  ['statistics', 422, '104', 'invalid-data'],
  ['statistics', 500, '105', 'server-error'],
  ['number-lookup', 401, '101', 'wrong-credentials'],
  ['number-lookup', 400, '102', 'invalid-data'],
  ['number-lookup', 500, '103', 'server-error'],
  ['number-lookup', 402, '104', 'no-credit'],
  ['number-lookup', 402, '105', 'no-credit'],
  ['number-lookup', 400, '106', 'client-error'],
];

const plain: readonly (readonly [ApiKind, string, string])[] = [
  ['balance', '101', 'wrong-credentials'],
  ['balance', '102', 'invalid-data'],
  ['balance', '209', 'server-error'],
  ['prices', '101', 'wrong-credentials'],
  ['prices', '102', 'invalid-data'],
  ['prices', '103', 'address-not-allowed'],
  ['prices', '104', 'country-not-found'],
  ['prices', '105', 'country-not-supported'],
  ['prices', '106', 'format-invalid'],
  ['price-list', '101', 'wrong-credentials'],
  ['price-list', '102', 'invalid-data'],
  ['price-list', '103', 'address-not-allowed'],
  ['price-list', '209', 'server-error'],
  ['pin', '101', 'wrong-credentials'],
  ['pin', '102', 'invalid-data'],
  ['pin', '103', 'address-not-allowed'],
  ['pin', '109', 'pin-template-invalid'],
  ['pin', '110', 'not-found'],
  ['pin', '111', 'sender-invalid'],
  ['pin', '209', 'server-error'],
];

/** Returns a documented error body in the format of that kind of call. */
function bodyOf(kind: ApiKind, code: string): string {
  const title = 'A title';
  if (kind === 'number-lookup') {
    return JSON.stringify({ errors: [{ error: { code: Number(code), description: 'The detail' } }] });
  }
  if (kind === 'statistics') return JSON.stringify({ errors: [{ code, title, details: 'The detail' }] });
  if (kind === 'phonebook') return JSON.stringify({ errors: [{ code, title, detail: 'The detail' }] });
  return JSON.stringify({ errors: [{ code, title, detail: 'The detail', source: 'the[field]' }] });
}

describe('a documented error of Messente', () => {
  it.each(documented)('of %s, HTTP %i, code %s is "%s"', (kind, status, code, expected) => {
    const problem = problemOfAnswer(kind, status, bodyOf(kind, code));
    expect(inEnglish(problem)).toMatchObject({
      code: expected,
      httpStatus: status,
      apiCode: code,
      detail: 'The detail',
      field: kind === 'omnimessage' ? 'the[field]' : null,
      message: expect.stringContaining('The detail'),
    });
    expect(englishText(problem).hint).toMatch(/^[A-Z].*\.$/);
  });

  it.each(plain)('of %s in plain text, code %s is "%s", with ERROR or FAILED', (kind, code, expected) => {
    for (const text of [`ERROR ${code}`, `FAILED ${code}`, `ERROR ${code}\n`, `error ${code}`]) {
      const problem = problemOfAnswer(kind, 200, text);
      expect(problem).toMatchObject({ code: expected, apiCode: code, httpStatus: 200 });
      expect(englishText(problem).message).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('with several errors in one body lists each, and uses the code of the first', () => {
    const errors = [
      { code: '106', title: 'Missing data', detail: 'No text', source: 'payload[sms][text]' },
      { code: '105', title: 'Invalid data', detail: 'Bad number', source: 'to' },
    ];
    const problem = problemOfAnswer('omnimessage', 400, JSON.stringify({ errors }));
    expect(problem.code).toBe('missing-data');
    expect(problem.field).toBe('payload[sms][text]');
    expect(englishText(problem).message).toContain('No text');
    expect(englishText(problem).message).toContain('Bad number (to)');
  });
});

describe('an undocumented error of Messente', () => {
  it.each<[string, number, string | null, string]>([
    ['an empty body', 400, '', 'empty answer'],
    ['a web page', 502, '<!DOCTYPE html><html>', 'web page'],
    ['other JSON', 400, '{"message":"no"}', "isn't as documented"],
    ['an errors field of another type', 400, '{"errors":"no"}', "isn't as documented"],
    ['empty errors', 400, '{"errors":[]}', "isn't as documented"],
    ['errors of other types', 400, '{"errors":[null,1,[],{}]}', "isn't as documented"],
    ['some text', 400, 'go away', "isn't as documented"],
    ['bytes that are no text', 400, null, 'no text'],
  ])('has a message that contains its status: %s', (_what, status, text, words) => {
    const problem = problemOfAnswer('omnimessage', status, text);
    expect(englishText(problem).message).toContain(words);
    expect(englishText(problem).message).toContain(String(status));
    expect(problem).toMatchObject({ apiCode: null, detail: null, field: null, httpStatus: status });
  });

  it('is not quoted, because any server may have written it', () => {
    expect(
      JSON.stringify(inEnglish(problemOfAnswer('omnimessage', 500, '<html>+37255500010 Tere</html>'))),
    ).not.toContain('37255500010');
  });

  it('with an undocumented code keeps that code', () => {
    const body = JSON.stringify({
      errors: [{ code: '777', title: 'New', detail: 'Something new', source: null }],
    });
    expect(problemOfAnswer('omnimessage', 400, body)).toMatchObject({ code: 'invalid-data', apiCode: '777' });
    expect(problemOfAnswer('balance', 200, 'ERROR 777')).toMatchObject({ code: 'api-error', apiCode: '777' });
  });

  it.each(['constructor', '__proto__', 'toString'])(
    'with the code "%s" finds nothing in a prototype',
    (code) => {
      const body = JSON.stringify({ errors: [{ code, title: 't', detail: 'd', source: null }] });
      expect(problemOfAnswer('omnimessage', 400, body)).toMatchObject({
        code: 'invalid-data',
        apiCode: code,
      });
    },
  );

  it('with control characters or endless text cannot overwrite a terminal', () => {
    const detail = `\u001b[2J\r\nforged line ${'x'.repeat(100_000)}`;
    const errors = Array.from({ length: 1000 }, () => ({ code: '105', title: 't', detail, source: null }));
    const problem = problemOfAnswer('omnimessage', 400, JSON.stringify({ errors }));
    expect(englishText(problem).message).not.toMatch(/\p{Cc}/u);
    expect(englishText(problem).message.length).toBeLessThan(2000);
  });
});
