import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DraftChain } from '../../../shared/messaging/compose.ts';
import {
  createMerger,
  escapeChain,
  mergeChain,
  missingProblem,
  missingValues,
  placeholderKey,
  placeholderName,
  placeholdersOf,
  type Values,
} from '../../../shared/messaging/placeholders.ts';
import { englishText } from '../../../shared/problems/english-text.ts';
import { inEnglish } from '../../helpers/english.ts';

const sms = (text: string): DraftChain => ({ steps: [{ channel: 'sms', text }] });
function merged(text: string, values: Values = {}): string {
  const result = mergeChain(sms(text), values);
  return result.ok ? (result.value.steps[0]?.text ?? '') : result.problem.code;
}
const names = (text: string) => placeholdersOf(sms(text)).map((one) => one.name);

describe('a placeholder', () => {
  it('is replaced by the recipient’s own value', () => {
    expect(merged('Tere {first name}!', { 'first name': 'Mari' })).toBe('Tere Mari!');
  });

  it.each([
    '{First Name}',
    '{first_name}',
    '{ first   name }',
    '{FIRSTNAME}',
    '{first\u00a0name}',
    '{First-name}',
  ])('is recognised by its name, whatever its case and spaces: %s', (written) => {
    expect(merged(written, { 'First name': 'Mari' })).toBe('Mari');
  });

  it('uses its fallback for recipients who have no value', () => {
    expect(merged('Dear {first name|friend},')).toBe('Dear friend,');
    expect(merged('Dear {first name | friend of ours},', { 'first name': '  ' })).toBe(
      'Dear friend of ours,',
    );
    expect(merged('Dear {first name|friend},', { 'first name': 'Mari' })).toBe('Dear Mari,');
    expect(merged('Dear{title|} Mari')).toBe('Dear Mari');
  });

  it('without a value or a fallback prevents sending', () => {
    expect(merged('Dear {first name}')).toBe('value-missing');
    expect(merged('Dear {first name}', { 'first name': ' ' })).toBe('value-missing');
  });

  it('may have a name in any language', () => {
    expect(merged('{eesnimi}, {имя}, {שם}, {氏名}', { eesnimi: 'a', имя: 'b', שם: 'c', 氏名: 'd' })).toBe(
      'a, b, c, d',
    );
  });

  it('is listed once, however often it occurs, and is required if it has no fallback in one place', () => {
    expect(placeholdersOf(sms('{city} {first name|you} {City|Tallinn} {first name|they}'))).toEqual([
      { key: 'city', name: 'city', optional: false },
      { key: 'firstname', name: 'first name', optional: true },
    ]);
  });
});

describe('braces that are not a placeholder', () => {
  it.each([
    '{',
    '}',
    'a { b',
    '{}',
    '{ }',
    '{1}',
    '{{1}}',
    ':-{ :}',
    '{"a":{"b":1}}',
    'body { color: red }',
    '{first\nname}',
    '{first name',
    '{first{name',
    '{|friend}',
    `{${'x'.repeat(61)}}`,
    '{a|b\nc}',
  ])('stay unchanged: %j', (text) => {
    const chain = sms(text);
    const result = mergeChain(chain, { a: 'A', 'first name': 'Mari' });
    expect(result).toEqual({ ok: true, value: chain });
    expect(result.ok && result.value).toBe(chain);
  });

  it('are plain braces if they are doubled around a name', () => {
    expect(merged('Write {{first name}} here')).toBe('Write {first name} here');
    expect(merged('Write {{name|x}} here')).toBe('Write {name|x} here');
    expect(merged('[{{{name}}}]', { name: 'Mari' })).toBe('[{Mari}]');
    expect(merged('{{{{name}}}}')).toBe('{{name}}');
    expect(merged('{name}}', { name: 'Mari' })).toBe('Mari}');
    expect(merged('{{name}', { name: 'Mari' })).toBe('{Mari');
    expect(names('{{first name}}')).toEqual([]);
  });

  it('are read quickly, even a hundred thousand of them', () => {
    const braces = '{'.repeat(100_000);
    const before = performance.now();
    expect(merged(braces)).toBe(braces);
    expect(merged(`${braces}a`)).toBe(`${braces}a`);
    expect(merged('{a'.repeat(50_000))).toBe('{a'.repeat(50_000));
    expect(performance.now() - before).toBeLessThan(5000);
  });
});

describe('a placeholder in an address', () => {
  it('percent-encodes its value', () => {
    expect(merged('See https://x.ee/?n={name}&c=1', { name: 'Mari & Jüri' })).toBe(
      'See https://x.ee/?n=Mari%20%26%20J%C3%BCri&c=1',
    );
    expect(merged('See https://x.ee/ {name}', { name: 'a b' })).toBe('See https://x.ee/ a b');
    expect(merged('https://x.ee/{a}/{b}', { a: 'p q', b: 'r/s' })).toBe('https://x.ee/p%20q/r/s');
    expect(merged('https://x.ee/{a|no one}')).toBe('https://x.ee/no%20one');
    expect(merged('https://x.ee/{a}', { a: '\ud800' })).toBe('https://x.ee/%EF%BF%BD');
  });

  it('whose value is a complete address keeps the address, whatever surrounds it', () => {
    const link = 'shop.ee/t/123?x=1&y=2#top';
    expect(merged('https://{link}', { link })).toBe(`https://${link}`);
    expect(merged('See https://{link}, or call.', { link })).toBe(`See https://${link}, or call.`);
    expect(merged('See https://{link}.', { link })).toBe(`See https://${link}.`);
    expect(merged('(https://{link})', { link })).toBe(`(https://${link})`);
    expect(merged('HTTP://{link}', { link: ' shop.ee ' })).toBe('HTTP://shop.ee');
    // If the value has its own scheme, that scheme is used.
    expect(merged('See https://{link}', { link: 'https://shop.ee/t' })).toBe('See https://shop.ee/t');
    expect(merged('See https://{link} now', { link: 'http://shop.ee/t' })).toBe('See http://shop.ee/t now');
    expect(merged('https://{link}', { link: '//shop.ee/t' })).toBe('https://shop.ee/t');
    // Characters that are not allowed in an address are encoded; encoded characters stay unchanged.
    expect(merged('https://{link}', { link: 'shop.ee/my file.pdf?q=a%20b' })).toBe(
      'https://shop.ee/my%20file.pdf?q=a%20b',
    );
    expect(merged('https://{link}', { link: 'pood.ee/müük?q=õun' })).toBe(
      'https://pood.ee/m%C3%BC%C3%BCk?q=%C3%B5un',
    );
    expect(merged('https://{host}/t/{code}', { host: 'shop.ee/', code: '1' })).toBe('https://shop.ee/t/1');
    expect(merged('https://{host}{path}', { host: 'shop.ee', path: '/t/1?x=1' })).toBe(
      'https://shop.ee/t/1?x=1',
    );
  });

  it('keeps a value that is a path or a query', () => {
    expect(merged('https://x.ee/{path}', { path: 't/123?x=1' })).toBe('https://x.ee/t/123?x=1');
    expect(merged('https://x.ee/{path}', { path: '/t/123' })).toBe('https://x.ee/t/123');
    expect(merged('https://x.ee{path}', { path: '/t/123?x=1' })).toBe('https://x.ee/t/123?x=1');
    expect(merged('https://x.ee/a/{path}/b', { path: 'r/s' })).toBe('https://x.ee/a/r/s/b');
    expect(merged('https://x.ee/?{query}', { query: 'x=1&y=2' })).toBe('https://x.ee/?x=1&y=2');
    expect(merged('https://x.ee/{path}', { path: 'my files/a b' })).toBe('https://x.ee/my%20files/a%20b');
  });

  it('keeps a value that is part of a host, a name or a word as one part', () => {
    expect(merged('https://{shop}.x.ee/', { shop: 'evil.com/' })).toBe('https://evil.com%2F.x.ee/');
    expect(merged('https://{name}@x.ee/', { name: 'a/b' })).toBe('https://a%2Fb@x.ee/');
    expect(merged('https://x.ee/{a}', { a: '../admin' })).toBe('https://x.ee/..%2Fadmin');
    expect(merged('https://x.ee/{a}', { a: 'Who? me' })).toBe('https://x.ee/Who%3F%20me');
    expect(merged('https://x.ee/{a}', { a: 'C#' })).toBe('https://x.ee/C%23');
    expect(merged('https://x.ee/{a}', { a: '100%' })).toBe('https://x.ee/100%25');
    expect(merged('https://x.ee/?u={link}', { link: 'https://shop.ee/?a=1' })).toBe(
      'https://x.ee/?u=https%3A%2F%2Fshop.ee%2F%3Fa%3D1',
    );
    expect(merged('https://x.ee/?n={name}&c=1', { name: 'a=1&b' })).toBe('https://x.ee/?n=a%3D1%26b&c=1');
  });

  it('that is the complete address leaves its value unchanged', () => {
    expect(merged('{link}', { link: 'https://x.ee/?a=1&b=2' })).toBe('https://x.ee/?a=1&b=2');
  });
});

describe('a chain with placeholders', () => {
  const chain: DraftChain = {
    steps: [
      {
        channel: 'viber',
        text: '',
        content: {
          text: 'Tere {name}',
          image_url: 'https://x.ee/{name}.png',
          button_text: '{name|Open}',
          button_url: '{link}',
          video: {
            url: 'https://x.ee/{name}',
            thumbnail: 'https://x.ee/t/{name}',
            file_size: 1,
            duration: 2,
          },
          template: { id: '1', lang: 'et', params: { who: '{name}' } },
          carousel: {
            items: [
              {
                title: '{name}',
                image_url: 'https://x.ee/a',
                primary_button: { label: '{name}', action_url: '{link}' },
              },
            ],
          },
        },
      },
      { channel: 'sms', text: 'Hi {name}', sender: '{name}' },
    ],
  };

  it('is merged, including its content, and addresses are encoded', () => {
    const result = mergeChain(chain, { name: 'Mari M', link: 'https://x.ee/a?b=c' });
    expect(result).toEqual({
      ok: true,
      value: {
        steps: [
          {
            channel: 'viber',
            text: '',
            content: {
              text: 'Tere Mari M',
              image_url: 'https://x.ee/Mari%20M.png',
              button_text: 'Mari M',
              button_url: 'https://x.ee/a?b=c',
              video: {
                url: 'https://x.ee/Mari%20M',
                thumbnail: 'https://x.ee/t/Mari%20M',
                file_size: 1,
                duration: 2,
              },
              template: { id: '1', lang: 'et', params: { who: 'Mari M' } },
              carousel: {
                items: [
                  {
                    title: 'Mari M',
                    image_url: 'https://x.ee/a',
                    primary_button: { label: 'Mari M', action_url: 'https://x.ee/a?b=c' },
                  },
                ],
              },
            },
          },
          { channel: 'sms', text: 'Hi Mari M', sender: '{name}' },
        ],
      },
    });
  });

  it('reports which value is missing for which recipient', () => {
    const missing = missingValues(chain, [
      { to: '+37255500001', values: { name: 'Mari', link: 'x' } },
      { to: '+37255500002', values: { NAME: 'Jüri' } },
      { to: '+37255500003', values: {} },
    ]);
    expect(missing).toEqual([
      { to: '+37255500002', names: ['link'] },
      { to: '+37255500003', names: ['name', 'link'] },
    ]);
    expect(inEnglish(missingProblem(missing))).toMatchObject({
      code: 'value-missing',
      field: 'values',
      message:
        'There is no value for {link} for +37255500002, +37255500003; no value of {name} for +37255500003.',
    });
  });

  it('names only the first few of many recipients', () => {
    const many = Array.from({ length: 12 }, (_, index) => ({ to: `+3725550000${index}`, names: ['city'] }));
    expect(englishText(missingProblem(many)).message).toMatch(/\+37255500004 and 7 more\.$/u);
  });
});

describe('the name of a placeholder', () => {
  it('from a column loses characters that no name may contain', () => {
    expect(placeholderName('  First  name: ')).toBe('First name');
    expect(placeholderName('1. "City"')).toBe('City');
    expect(placeholderName('2024')).toBe('');
    expect(placeholderName('{x}')).toBe('x');
  });

  it('that every JavaScript object has by inheritance has no value', () => {
    expect(merged('{constructor} {toString}')).toBe('value-missing');
    expect(createMerger(sms('{constructor}')).missing({})).toEqual(['constructor']);
  });
});

const piece = fc.oneof(
  fc.constantFrom(
    '{',
    '}',
    '{{',
    '}}',
    '{name}',
    '{city|x y}',
    '{{name}}',
    '|',
    ' ',
    'https://x.ee/',
    '\n',
    '{first name}',
  ),
  fc.string({ unit: 'grapheme' }),
);
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('{name}', '{{city}}', '}', 'Mari'));

describe('merging placeholders into any text', () => {
  it('turns doubled braces into single braces', () => {
    fc.assert(
      fc.property(text, (any) => {
        expect(mergeChain(escapeChain(sms(any)), {})).toEqual({ ok: true, value: sms(any) });
      }),
    );
  });

  it('leaves no placeholder, unless a value or doubled braces contain one', () => {
    const plain = fc.string({ unit: 'grapheme' }).filter((one) => !/[{}]/.test(one) && one.trim() !== '');
    const single = fc
      .array(fc.oneof(fc.constantFrom('{name}', '{city|x}', ' ', 'a'), plain), { maxLength: 9 })
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(single, plain, plain, (any, name, city) => {
        expect(placeholdersOf(sms(merged(any, { name, city })))).toEqual([]);
      }),
    );
  });

  it('returns the same chain if there are no placeholders and no doubled braces', () => {
    fc.assert(
      fc.property(text, (any) => {
        const chain = sms(any);
        fc.pre(!createMerger(chain).changes);
        const result = mergeChain(chain, { name: 'x' });
        expect(result.ok && result.value === chain).toBe(true);
      }),
    );
  });

  it('inserts a value unchanged and never merges the value itself', () => {
    fc.assert(
      fc.property(value, (any) => {
        fc.pre(any.trim() !== '');
        expect(merged('a {name} b', { name: any, city: 'Tallinn' })).toBe(`a ${any} b`);
      }),
    );
  });

  it('is prevented exactly by the missing values', () => {
    fc.assert(
      fc.property(text, fc.boolean(), fc.boolean(), (any, hasName, hasCity) => {
        const values = { ...(hasName ? { name: 'M' } : {}), ...(hasCity ? { city: 'T' } : {}) };
        const missing = missingValues(sms(any), [{ to: '+1', values }]);
        expect(mergeChain(sms(any), values).ok).toBe(missing.length === 0);
      }),
    );
  });

  it('treats names with the same key as the same placeholder', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (heading) => {
        const name = placeholderName(heading);
        fc.pre(name !== '');
        expect(placeholdersOf(sms(`{${name}}`)).map(({ key }) => key)).toEqual([placeholderKey(name)]);
      }),
    );
  });
});
