/**
 * Tests that the search finds what people type as they see it: amounts, dates and codes in texts, and phone
 * numbers in every notation that sending accepts.
 */
import { expect, it } from 'vitest';
import { addTestAccount, createMessage, openTestStore } from '../helpers/store-fixture.ts';

const messages = {
  amount: ['Arve 19.90 € on tasumata.', '+37255500000'],
  date: ['Aeg: 24.12.2026 kell 10.', '+37255500001'],
  code: ['Door code 600 1234, until Fri.', '+37255500002'],
  order: ['Order 12-3456 is ready.', '+37255500003'],
  other: ['Order 12 is late, 3456 people wait.', '+37255500004'],
  dialled: ['Hello', '+447911123400'],
  similar: ['Hello', '+447911123499'],
  number: ['Hello', '+3726001234'],
} as const;

/** Returns what each search finds, by the names above. */
async function searches(texts: readonly string[]) {
  const { store } = await openTestStore();
  await addTestAccount(store, 'a');
  const names = new Map<string, string>();
  for (const [index, [name, [text, to]]] of Object.entries(messages).entries()) {
    const draft = { steps: [{ channel: 'sms' as const, text }] };
    names.set(await createMessage(store, index + 1, { to, draft }), name);
  }
  const found: Record<string, readonly (string | undefined)[]> = {};
  for (const search of texts) {
    const { rows } = await store.read('listMessages', { filter: { search }, after: null, limit: 50 });
    found[search] = rows.map(({ id }) => names.get(id)).toSorted();
  }
  return found;
}

it('amounts, dates and codes are found in texts', async () => {
  const wanted = {
    '19.90': ['amount'],
    '24.12.2026': ['date'],
    '24.12': ['date'],
    'kell 24.12.2026': ['date'],
    '600 1234': ['code', 'number'],
    '12-3456': ['order'],
    '6001234': ['number'],
    '+372 600 1234': ['number'],
  };
  expect(await searches(Object.keys(wanted))).toEqual(wanted);
});

it('a number is found as it is dialled or pasted', async () => {
  const ways = [
    ...['07911123400', '07911 123400', '+44 (0)7911 123400', 'tel:+447911123400', 'tel:07911-123400'],
    ...['+44–7911–123400', '＋４４７９１１１２３４００', '0７９１１１２３４００', '٠٧٩١١١٢٣٤٠٠'],
    '\u202a+44 7911 123400\u202c',
  ];
  expect(await searches(ways)).toEqual(Object.fromEntries(ways.map((way) => [way, ['dialled']])));
});
