/** Tests drafts that survive the window, templates, and recipients from a table with their own values. */
import type { BrowserContext } from '@playwright/test';
import { startHeadless } from '../helpers/e2e-console.ts';
import { allViolationsOf } from './axe.ts';
import { Deck } from './pages/deck.ts';
import { DraftsMenus } from './pages/drafts-menus.ts';
import { type Engine, expect, test } from './test.ts';

const table = [
  'First name\tPhone\tCity',
  'Mari\t+372 5550 1400\tTartu',
  'Jüri\t+372 5550 1401\t',
  'דנה\t+372 5550 1402\tHaifa & Yafo',
  'Ahti\t3,72555E+11\tVõru',
  'Kati\t12ab\tPõlva',
].join('\n');

/** Returns the texts that the sandbox received, by recipient. */
async function sentTexts(engine: Engine): Promise<Record<string, string | undefined>> {
  const address = await engine.ask(async (client) => {
    const found = (await client.accounts.list()).find((one) => one.current);
    return found?.plainUrl ?? found?.baseUrl ?? '';
  });
  const answer = await fetch(`${new URL(address).origin}/sandbox/messages`);
  const { messages } = (await answer.json()) as {
    messages: { to: string; body: { messages: { text?: string }[] } }[];
  };
  return Object.fromEntries(messages.map(({ to, body }) => [to, body.messages[0]?.text]));
}

test('each recipient of a pasted table gets a text of their own', async ({ deck, engine }) => {
  const { page, compose } = deck;
  const menus = new DraftsMenus(page);
  await deck.newMessage();
  await menus.paste(compose.to, table);
  await expect(menus.table).toBeVisible();
  // Rows have the spreadsheet's row numbers, and lost digits are reported, not repaired.
  await expect(menus.table.getByRole('listitem').filter({ hasText: 'Row 5' })).toContainText('rounded');
  await expect(menus.table.getByRole('listitem').filter({ hasText: 'Row 6' })).toContainText('letters');
  expect(await allViolationsOf(page)).toEqual([]);
  // Enter is enough if nothing is ambiguous.
  await page.keyboard.press('Enter');
  await expect(menus.table).toBeHidden();
  await expect(compose.send).toHaveText(/Send to 3/);

  await compose.text.fill('Tere ');
  await page.getByRole('button', { name: 'Insert {First name}' }).click();
  await page.keyboard.type(', tulge linna ');
  await page.getByRole('button', { name: 'Insert {City}' }).click();
  await page.keyboard.type('! https://x.ee/?c={city}');
  await expect(compose.text).toHaveValue('Tere {First name}, tulge linna {City}! https://x.ee/?c={city}');

  await expect(menus.preview).toContainText('Tere Mari, tulge linna Tartu! https://x.ee/?c=Tartu');
  await menus.seenBy.getByRole('button', { name: 'Next person' }).click();
  await expect(menus.preview).toContainText('Tere Jüri, tulge linna {City}!');
  await menus.seenBy.getByRole('button', { name: 'Next person' }).click();
  await expect(menus.preview).toContainText('https://x.ee/?c=Haifa%20%26%20Yafo');

  await expect(page.getByText('1 person has no {City}: +372 5550 1401')).toBeVisible();
  await compose.send.click();
  await expect(compose.heading).toBeVisible();
  expect(await sentTexts(engine)).toEqual({});

  await page.getByRole('button', { name: 'Fill in' }).click();
  await expect(menus.value('City', '+372 5550 1401')).toHaveValue('');
  expect(await allViolationsOf(page)).toEqual([]);
  await menus.value('City', '+372 5550 1401').fill('Narva');
  await menus.people.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('has no {City}')).toBeHidden();

  await page.getByRole('button', { name: 'More', exact: true }).last().click();
  await page.getByRole('combobox', { name: 'Tags' }).fill('may fair');
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Purpose' }).click();
  await page.getByRole('option', { name: 'Appointments' }).click();
  await page.keyboard.press('Escape');
  await compose.send.click();
  await expect
    .poll(() => sentTexts(engine))
    .toEqual({
      '+37255501400': 'Tere Mari, tulge linna Tartu! https://x.ee/?c=Tartu',
      '+37255501401': 'Tere Jüri, tulge linna Narva! https://x.ee/?c=Narva',
      '+37255501402': 'Tere דנה, tulge linna Haifa & Yafo! https://x.ee/?c=Haifa%20%26%20Yafo',
    });
  const tags = await engine.ask(async (client) =>
    (await client.messages.list({})).rows.map((row) => row.tags),
  );
  expect(tags).toEqual([['may fair'], ['may fair'], ['may fair']]);
  expect(await engine.ask((client) => client.compose.drafts.list())).toEqual([]);
});

test('ten thousand recipients of a file are read, listed and corrected', async ({ deck }) => {
  const { page, compose } = deck;
  const menus = new DraftsMenus(page);
  await deck.newMessage();
  const rows = Array.from({ length: 10_000 }, (_, index) =>
    index === 7777 ? `+37255${600_000 + index};` : `+37255${600_000 + index};Õie ${index}`,
  );
  // As Excel writes a CSV file in Estonia: semicolons, Windows-1252.
  const file = Buffer.from(['number;nimi', ...rows].join('\r\n'), 'latin1');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Import recipients from a file' }).click(),
  ]);
  await chooser.setFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: file });
  await expect(menus.table).toContainText('Windows-1252');
  await expect(menus.table).toContainText('Õie 0');
  await menus.table.getByRole('button', { name: /^Add 10.?000 people$/ }).click();
  await expect(compose.send).toHaveText(/10.?000/);
  await compose.text.fill('Tere, {nimi}!');
  await expect(page.getByText('1 person has no {nimi}: +372 5560 7777')).toBeVisible();
  await page.getByRole('button', { name: 'Fill in' }).click();
  await menus.value('nimi', '+37255607777').fill('Ahti');
  await page.getByText('All', { exact: true }).last().click();
  await expect(menus.value('nimi', '+37255600000')).toHaveValue('Õie 0');
  expect(await menus.people.getByRole('textbox').count()).toBeLessThan(200);
  await page.getByRole('searchbox', { name: 'Find a person' }).fill('Õie 9999');
  await expect(menus.value('nimi', '+37255609999')).toHaveValue('Õie 9999');
  await menus.people.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('has no {nimi}')).toBeHidden();
  await expect(menus.kept).toBeVisible();
});

test('a placeholder without a value shows its fallback', async ({ deck }) => {
  const { page, compose } = deck;
  const menus = new DraftsMenus(page);
  await deck.newMessage();
  await menus.paste(compose.to, 'Mari Maasikas +372 5550 1400\n+372 5550 1401');
  await compose.text.fill('Tere, {name}!');
  await page.getByRole('textbox', { name: 'Replacement if there is no {name}' }).fill('sõber');
  await page.keyboard.press('Enter');
  await expect(compose.text).toHaveValue('Tere, {name|sõber}!');
  await menus.seenBy.getByRole('button', { name: 'Next person' }).click();
  await expect(menus.preview).toContainText('Tere, sõber!');
});

test('a draft survives a reload and a restart, and is sent once', async ({ deck, engine, page }) => {
  test.skip(engine.headless === null, 'in Electron, window and console end together');
  const { compose } = deck;
  const menus = new DraftsMenus(page);
  await deck.newMessage();
  await compose.write({ to: '+372 5550 1400', sms: 'Half a sentence' });
  await expect(menus.kept).toBeVisible();
  await page.reload();
  await expect(compose.text).toHaveValue('Half a sentence');

  await engine.headless?.stop();
  const again = await startHeadless(engine.folder, { sandbox: true });
  try {
    const fresh = await page.context().browser()?.newPage();
    if (!fresh) throw new Error('no browser');
    await fresh.goto(again.firstUrl());
    const later = new Deck(fresh);
    await later.ready();
    await later.newMessage();
    await fresh.getByRole('button', { name: 'Half a sentence' }).click();
    await expect(later.compose.text).toHaveValue('Half a sentence');
    await later.compose.send.click();
    await expect(later.compose.heading).toBeHidden();
    await expect.poll(() => again.ask((client) => client.compose.drafts.list())).toEqual([]);
    await fresh.close();
  } finally {
    await again.stop();
  }
});

test('several drafts can be started, opened, duplicated, deleted and restored', async ({ deck, page }) => {
  const { compose } = deck;
  const menus = new DraftsMenus(page);
  await deck.newMessage();
  await compose.text.fill('The first');
  await menus.drafts.click();
  await page.getByRole('button', { name: 'New draft' }).click();
  await expect(compose.text).toHaveValue('');
  await compose.text.fill('The second');
  await menus.drafts.click();
  await expect(menus.draft('The second')).toBeVisible();
  expect(await allViolationsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Duplicate “The first”' }).click();
  await expect(compose.text).toHaveValue('The first');
  await expect(menus.draft('The first')).toHaveCount(2);
  await page.getByRole('button', { name: 'Delete “The second”' }).click();
  await expect(menus.draft('The second')).toBeHidden();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Undo' }).click();
  await menus.drafts.click();
  await menus.draft('The second').click();
  await expect(compose.text).toHaveValue('The second');
});

test('a list of drafts older than the draft on the screen does not clear the screen', async ({
  engine,
  page,
}) => {
  test.skip(engine.headless === null, 'Electron’s window has no WebSocket');
  const held: (() => void)[] = [];
  let wanted: string | null = null;
  let isHolding = false;
  // The test delays the answer to one request for the list.
  await page.routeWebSocket(/.*/, (window) => {
    const server = window.connectToServer();
    window.onMessage((message) => {
      const text = message.toString();
      if (isHolding && wanted === null && text.includes('/compose/drafts/list')) {
        wanted = String((JSON.parse(text) as { i: unknown }).i);
      }
      server.send(message);
    });
    server.onMessage((message) => {
      const text = message.toString();
      const answers = wanted !== null && held.length === 0 && text.startsWith('{');
      if (answers && String((JSON.parse(text) as { i: unknown }).i) === wanted) {
        held.push(() => window.send(message));
      } else {
        window.send(message);
      }
    });
  });
  await page.goto(engine.headless?.firstUrl() ?? '');
  const deck = new Deck(page);
  await deck.ready();
  const menus = new DraftsMenus(page);
  const saveElsewhere = (id: string) =>
    engine.ask((client) =>
      client.compose.drafts.save({ id, accountId: null, preview: id, content: { steps: [] } }),
    );
  await deck.newMessage();
  isHolding = true;
  expect(await saveElsewhere('written-in-another-window')).toMatchObject({ ok: true });
  await expect.poll(() => held.length).toBe(1);
  await deck.compose.text.fill('Begun here');
  await expect(menus.kept).toBeVisible();
  held[0]?.();
  // A later list arrives after the delayed one.
  expect(await saveElsewhere('written-later-elsewhere')).toMatchObject({ ok: true });
  await expect(menus.drafts).toContainText('3');
  await expect(deck.compose.text).toHaveValue('Begun here');
});

/** Lets a test hold back the requests of all windows of a browser to save a draft. */
async function holdSaving(context: BrowserContext) {
  let isHeld = false;
  const held: (() => void)[] = [];
  await context.routeWebSocket(/\/contract$/, (window) => {
    const server = window.connectToServer();
    window.onMessage((message) => {
      const isSaving = message.toString().includes('/compose/drafts/save');
      if (isHeld && isSaving) held.push(() => server.send(message));
      else server.send(message);
    });
  });
  return {
    begin: () => {
      isHeld = true;
    },
    end: () => {
      isHeld = false;
      for (const send of held.splice(0)) send();
    },
  };
}

test('two windows never overwrite each other’s draft', async ({ deck, engine, page }) => {
  test.skip(engine.headless === null, 'Electron has one window');
  const { compose } = deck;
  const menus = new DraftsMenus(page);
  const saving = await holdSaving(page.context());
  await page.reload();
  await deck.ready();
  await deck.newMessage();
  await compose.text.fill('Begun here');
  await expect(menus.kept).toBeVisible();

  const opened = await engine.ask((client) => client.page.open());
  if (!opened.ok || opened.value.url === null) throw new Error('no second window');
  const other = await page.context().newPage();
  await other.goto(opened.value.url);
  const second = new Deck(other);
  await second.ready();
  await second.newMessage();
  await other.getByRole('button', { name: 'Begun here' }).click();
  await expect(second.compose.text).toHaveValue('Begun here');

  // The other window shows the draft once it is saved, if nothing is being written there.
  await compose.text.fill('Begun here, and gone on with');
  await expect(second.compose.text).toHaveValue('Begun here, and gone on with');

  // Both windows write before either draft is saved: nothing is lost.
  saving.begin();
  await compose.text.fill('Written here');
  await second.compose.text.fill('Written there');
  saving.end();
  await expect
    .poll(async () => {
      const rows = await engine.ask((client) => client.compose.drafts.list());
      return rows.map((row) => row.preview).sort();
    })
    .toEqual(['Written here', 'Written there']);
  await expect(compose.text).toHaveValue('Written here');
  await expect(second.compose.text).toHaveValue('Written there');
});

test('a template can be stored, found, used, renamed, deleted and restored', async ({
  deck,
  engine,
  page,
}) => {
  const { compose } = deck;
  const menus = new DraftsMenus(page);
  await deck.newMessage();
  await compose.text.fill('Your order {number} waits');
  await menus.templates.click();
  await page.getByRole('button', { name: 'Save this message as a template…' }).click();
  await page.getByRole('textbox', { name: 'Name of the template' }).fill('Order waits');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Use “Order waits”' })).toBeVisible();
  expect(await allViolationsOf(page)).toEqual([]);

  // A name can be used once; the existing template can be overwritten.
  await page.getByRole('button', { name: 'Save this message as a template…' }).click();
  await page.getByRole('textbox', { name: 'Name of the template' }).fill('order WAITS');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Overwrite “Order waits”' }).click();
  await expect(page.getByRole('button', { name: 'Use “order WAITS”' })).toBeVisible();

  await page.getByRole('button', { name: 'More: order WAITS' }).click();
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  await page.getByRole('textbox', { name: 'Name of the template' }).fill('Pickup');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Use “Pickup”' })).toBeVisible();
  await page.keyboard.press('Escape');

  await compose.discard.click();
  await expect(compose.text).toHaveValue('');
  await compose.to.fill('+372 5550 1400');
  await compose.to.press('Enter');
  await menus.templates.click();
  await page.getByRole('searchbox', { name: 'Search templates and what was sent' }).fill('ORDER');
  await page.getByRole('button', { name: 'Use “Pickup”' }).click();
  await expect(compose.text).toHaveValue('Your order {number} waits');
  await expect(compose.send).toHaveText(/Send to 1/);

  await menus.templates.click();
  await page.getByRole('button', { name: 'More: Pickup' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByRole('button', { name: 'Use “Pickup”' })).toBeHidden();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect
    .poll(async () => (await engine.ask((client) => client.compose.templates.list())).map((one) => one.name))
    .toEqual(['Pickup']);
});

test('the text of a recent message can be used again', async ({ deck, page }) => {
  const { compose } = deck;
  const menus = new DraftsMenus(page);
  await deck.newMessage();
  await compose.write({ to: '+372 5550 1400', sms: 'Braces {{are}} braces' });
  await compose.send.click();
  await expect(compose.heading).toBeHidden();
  await deck.newMessage();
  await menus.templates.click();
  await page.getByRole('button', { name: 'Use “Braces {are} braces”' }).click();
  await expect(compose.text).toHaveValue('Braces {{are}} braces');
});
