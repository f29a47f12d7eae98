/** Tests 100,000 messages: the last one can be reached, and any of them can be found. */
import { expect, test } from './test.ts';

// Seeding takes half a minute, so it is done once: the tests of this file run in one worker.
test.use({ start: { sandbox: true, messages: 100_000 } });
test.describe.configure({ mode: 'default', timeout: 600_000 });

test('one press jumps to the oldest of many messages, and one to the newest', async ({ deck, engine }) => {
  const { messages, page } = deck;
  await expect(messages.tab('All')).toHaveText('All100,000');
  const newest = await messages.rows.first().textContent();
  expect(await messages.rows.count()).toBeLessThan(120);

  await messages.list.focus();
  await page.keyboard.press('End');
  await expect(messages.rows.last()).toHaveAttribute('aria-current', 'true');
  const oldest = await engine.ask((client) => client.messages.list({ filter: { sort: 'oldest' }, limit: 1 }));
  // The last loaded row may be current for a moment, until the oldest rows have been loaded.
  await expect
    .poll(async () => ((await messages.rows.last().textContent()) ?? '').replaceAll(/\D/g, ''))
    .toContain((oldest.rows[0]?.to ?? '').slice(1));
  await expect(deck.message.number).toBeVisible();
  expect(await messages.rows.count()).toBeLessThan(120);

  await page.keyboard.press('Home');
  await expect(messages.rows.first()).toHaveText(newest ?? '');
});

test('a search finds the messages to one number, with or without spaces', async ({ deck, engine }) => {
  const { messages } = deck;
  await expect(messages.tab('All')).toHaveText('All100,000');
  // A message deep in the history: 40,000 messages are newer.
  const row = await engine.ask(async (client) => {
    const { rows } = await client.messages.list({ limit: 1 });
    const deep = await client.messages.list({ after: String((rows[0]?.seq ?? 0) - 40_000), limit: 1 });
    return deep.rows[0];
  });
  if (!row) throw new Error('there is none so deep');
  // Some recipients have more than one message.
  const filter = { recipient: row.to };
  const { messages: theirs } = await engine.ask((client) =>
    client.messages.countMatching({ filter, upTo: 1_000 }),
  );
  expect(theirs).toBeGreaterThan(0);
  await messages.search.fill(row.to);
  await expect(messages.rows).toHaveCount(theirs);
  await messages.rows.first().click();
  await expect(deck.message.number).toContainText(/\+\d/);
  const grouped = ((await deck.message.number.textContent()) ?? '').replace(/[^\d+\s].*$/, '').trim();
  expect(grouped.replaceAll(/\D/g, '')).toBe(row.to.replaceAll(/\D/g, ''));
  await messages.search.fill(grouped);
  await expect(messages.rows).toHaveCount(theirs);
});

test('a search finds one of many messages by a word of its text', async ({ deck, engine }) => {
  const { messages } = deck;
  await expect(messages.tab('All')).toHaveText('All100,000');
  await engine.ask((client) =>
    client.messages.send({
      to: ['+37255501100'],
      chain: { steps: [{ channel: 'sms', text: 'The quokka waits at the harbour' }] },
      requestKey: 'a-rare-word-1',
    }),
  );
  await expect(messages.tab('All')).toHaveText('All100,001');
  await messages.search.fill('quokka');
  await expect(messages.rows).toHaveCount(1);
  await expect(messages.rows).toContainText('The quokka waits at the harbour');
  await messages.search.fill('harbour quok');
  await expect(messages.rows).toHaveCount(1);
  await messages.search.fill('quokkas');
  await expect(deck.page.getByRole('heading', { name: 'Nothing found for “quokkas”' })).toBeVisible();
  await deck.page.getByRole('main').getByRole('button', { name: 'Clear the search' }).last().click();
  await expect(messages.search).toHaveValue('');
  await expect(messages.rows.first()).toContainText('quokka');
});
