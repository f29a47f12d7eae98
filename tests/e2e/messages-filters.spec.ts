/**
 * Tests filtering the list by filters, words and saved views, in the address, in several orders, and by
 * keyboard only.
 */
import { expect, test } from './test.ts';

test.describe('a history of 300 messages', () => {
  test.use({ start: { sandbox: true, messages: 300 } });

  test('is filtered by several filters at once, shows the count, and can be unfiltered', async ({
    deck,
    engine,
  }) => {
    const { messages } = deck;
    await expect(messages.tab('All')).toHaveText('All300');
    await messages.narrow('State', 'Delivered');
    await messages.narrow('Channel', 'Viber');
    await messages.narrow('Country', 'Estonia');
    const filter = { states: ['delivered' as const], channels: ['viber' as const], countries: ['EE'] };
    const { messages: count } = await engine.ask((client) =>
      client.messages.countMatching({ filter, upTo: 1000 }),
    );
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(300);
    await expect(messages.found).toHaveText(`${count} found`);
    for (const row of await messages.rows.all()) {
      await expect(row).toContainText(/Delivered/);
      await expect(row).toContainText('+372');
    }

    await messages.chip('Country').getByRole('button', { name: 'Remove the filter: Country' }).click();
    await expect(messages.chip('Country')).toHaveCount(0);
    await expect(messages.found).not.toHaveText(`${count} found`);
    await messages.clearAll.click();
    await expect(messages.filters).toHaveCount(0);
    await expect(messages.found).toHaveCount(0);
  });

  test('keeps its filters through a reload, and steps back through them', async ({ deck }) => {
    const { messages, page } = deck;
    await messages.narrow('State', 'Failed', 'Refused');
    await messages.order('Oldest first');
    const first = await messages.rows.first().textContent();
    await messages.rows.first().click();
    await expect(deck.message.number).toBeVisible();

    await page.reload();
    await deck.ready();
    await expect(messages.chip('State')).toContainText('Failed, Refused');
    await expect(page.getByRole('button', { name: 'Order: Oldest first' })).toBeVisible();
    await expect(messages.rows.first()).toHaveText(first ?? '');
    await expect(deck.message.number).toBeVisible();

    await page.goBack();
    await expect(page.getByRole('button', { name: 'Order: Newest first' })).toBeVisible();
    await expect(messages.chip('State')).toContainText('Failed, Refused');
    await page.goBack();
    await expect(messages.chip('State')).toContainText('Failed');
    await expect(messages.chip('State')).not.toContainText('Refused');
    await page.goBack();
    await expect(messages.filters).toHaveCount(0);
    await page.goForward();
    await expect(messages.chip('State')).toContainText('Failed');
  });

  test('explains why a search or an address matches nothing', async ({ deck }) => {
    const { messages, page } = deck;
    await expect(messages.rows.first()).toBeVisible();
    await messages.search.fill('🎉');
    await expect(page.getByText('Enter a letter or a digit.')).toBeVisible();
    await expect(messages.found).toHaveText('0 found');
    await page.getByRole('button', { name: 'Clear the search', exact: true }).last().click();
    await expect(messages.rows.first()).toBeVisible();

    await page.evaluate(() => {
      window.location.hash = '#/messages?state=gone';
    });
    await expect(messages.filters.getByText('state=gone')).toBeVisible();
    await expect(page.getByText('Omnideck cannot read this filter')).toBeVisible();
    await expect(messages.rows).toHaveCount(0);
    await expect(messages.found).toHaveText('0 found');
    await messages.clearAll.click();
    await expect(messages.rows.first()).toBeVisible();
  });

  test('is filtered by keyboard alone', async ({ deck }) => {
    const { messages, page } = deck;
    await expect(messages.rows.first()).toBeVisible();
    await page.keyboard.press('f');
    await expect(messages.editor('Filter by…').getByRole('combobox')).toBeFocused();
    await page.keyboard.type('tag');
    await expect(messages.editor('Filter by…').getByRole('option')).toHaveCount(1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(messages.editor('Tag').getByRole('combobox')).toBeFocused();
    await page.keyboard.type('rem');
    // The engine supplies the tags with their counts.
    await expect(messages.editor('Tag').getByRole('option')).toHaveCount(1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(messages.chip('Tag')).toContainText('reminder');
    await page.keyboard.press('Escape');
    await expect(messages.editor('Tag')).toBeHidden();
    await expect(messages.filter).toBeFocused();
    // The filtered list must have loaded before walking it. A row of the previous list may have the tag too,
    // so wait until no row without the tag is left.
    await expect(messages.found).toBeVisible();
    await expect(messages.rows.filter({ hasNotText: 'reminder' })).toHaveCount(0);
    await expect(messages.rows.first()).toContainText('reminder');
    await page.keyboard.press('ArrowDown');
    await expect(messages.current).toContainText('reminder');
  });

  test('takes a key that is pressed right after the key that closed an editor', async ({ deck }) => {
    const { messages, page } = deck;
    await expect(messages.rows.first()).toBeVisible();
    await page.keyboard.press('f');
    await expect(messages.editor('Filter by…').getByRole('combobox')).toBeFocused();
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowDown');
    await expect(messages.current).toBeVisible();
  });

  test('is filtered by times and costs, and reports an invalid value at its field', async ({ deck }) => {
    const { messages } = deck;
    const cost = await messages.filterBy('Cost');
    await cost.getByLabel('At least, €').fill('0,1');
    await cost.getByLabel('At most, €').fill('a lot');
    await cost.getByRole('button', { name: 'Show' }).click();
    await expect(cost.getByLabel('At most, €')).toHaveAccessibleDescription(/Enter an amount/);
    await cost.getByLabel('At most, €').fill('0.05');
    await cost.getByRole('button', { name: 'Show' }).click();
    await expect(cost.getByLabel('At most, €')).toHaveAccessibleDescription(/less than the amount/);
    await cost.getByLabel('At most, €').fill('');
    await cost.getByRole('button', { name: 'Show' }).click();
    await expect(messages.chip('Cost')).toContainText('from €0.10');
    await messages.order('Least expensive first');
    await messages.rows.first().click();
    await expect(deck.message.cost).toHaveText(/^€0\.[1-9]/);

    const time = await messages.filterBy('Time');
    const [from, to] = [time.getByLabel('From', { exact: true }), time.getByLabel('To', { exact: true })];
    for (const [day, clock] of [
      [from, 'From: time'],
      [to, 'To: time'],
    ] as const) {
      await day.fill('2026-11-24');
      await time.getByLabel(clock).fill('10:00');
    }
    await time.getByRole('button', { name: 'Show' }).click();
    await expect(to).toHaveAccessibleDescription(/after the one above/);
    await to.fill('1999-01-01');
    await from.fill('');
    await time.getByLabel('From: time').fill('');
    await time.getByRole('button', { name: 'Show' }).click();
    await expect(deck.page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
    await deck.page.getByRole('button', { name: 'Clear the filters' }).click();
    await expect(messages.rows.first()).toBeVisible();
  });

  test('keeps named views that can be renamed, changed, deleted and restored', async ({ deck }) => {
    const { messages, page } = deck;
    await messages.narrow('State', 'Failed');
    const time = await messages.filterBy('Time');
    await time.getByRole('button', { name: 'Last 30 days' }).click();
    await expect(time).toBeHidden();
    await messages.saveView.click();
    const asking = deck.dialog('Save as a view');
    await asking.getByRole('button', { name: 'Save' }).click();
    await expect(asking.getByLabel('Name')).toHaveAccessibleDescription(/Enter a name/);
    await asking.getByLabel('Name').fill('Lost parcels');
    await page.keyboard.press('Enter');
    await expect(messages.savedView('Lost parcels')).toHaveAttribute('aria-pressed', 'true');

    await messages.clearAll.click();
    await expect(messages.savedView('Lost parcels')).toHaveAttribute('aria-pressed', 'false');
    await page.reload();
    await deck.ready();
    await messages.savedView('Lost parcels').click();
    await expect(messages.chip('State')).toContainText('Failed');
    await expect(messages.chip('Time')).toContainText('Last 30 days');

    await messages.savedViewMenu('Lost parcels').click();
    await page.getByRole('menuitem', { name: 'Rename…' }).click();
    await deck.dialog('Rename the view').getByLabel('Name').fill('Failed of late');
    await page.keyboard.press('Enter');
    await expect(messages.savedView('Failed of late')).toBeVisible();

    await messages.savedViewMenu('Failed of late').click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect(messages.savedView('Failed of late')).toHaveCount(0);
    await deck.notice('deleted').getByRole('button', { name: 'Undo' }).click();
    await expect(messages.savedView('Failed of late')).toBeVisible();
    await expect(deck.notice('Undone')).toBeVisible();
  });

  test('finds words without their accents while typing, and numbers by their first digits', async ({
    deck,
    engine,
  }) => {
    const { messages } = deck;
    await engine.ask((client) =>
      client.messages.send({
        to: ['+37255501411'],
        chain: { steps: [{ channel: 'sms', text: 'Jäääärne õhtu Rävala puiesteel' }] },
        requestKey: 'accents-are-folded',
      }),
    );
    await messages.search.pressSequentially('jaaaarne ohtu rav');
    await expect(messages.rows).toHaveCount(1);
    await expect(messages.rows).toContainText('Jäääärne õhtu');
    await messages.search.fill('RÄVALA');
    await expect(messages.row('Jäääärne').first()).toBeVisible();
    await messages.search.fill('+372 5550 1411');
    await expect(messages.row('+372 5550 1411').first()).toBeVisible();
    await messages.search.fill('zzzz');
    await expect(deck.page.getByRole('heading', { name: 'Nothing found for “zzzz”' })).toBeVisible();
  });

  test('jumps to the last and the first message, whatever is loaded', async ({ deck, engine }) => {
    const { messages, page } = deck;
    await expect(messages.rows.first()).toBeVisible();
    const newest = await messages.rows.first().textContent();
    const oldest = await engine.ask((client) =>
      client.messages.list({ filter: { sort: 'oldest' }, limit: 1 }),
    );
    await messages.list.focus();
    await page.keyboard.press('End');
    await expect(messages.rows.last()).toHaveAttribute('aria-current', 'true');
    await expect(messages.rows.last()).toBeInViewport();
    // The last loaded row may be current for a moment, until the oldest rows have been loaded.
    await expect
      .poll(async () => ((await messages.rows.last().textContent()) ?? '').replaceAll(/\D/g, ''))
      .toContain((oldest.rows[0]?.to ?? '').slice(1));
    await page.keyboard.press('Home');
    await expect(messages.rows.first()).toHaveText(newest ?? '');
    await expect(messages.rows.first()).toHaveAttribute('aria-current', 'true');
  });
});
