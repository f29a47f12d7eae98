/** Tests the dialog of exports: where the file will be, and tables as spreadsheets in the user's language read them. */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readWorkbook } from '../../renderer/features/compose/workbook/read-workbook.ts';
import { allViolationsOf } from './axe.ts';
import { expect, test } from './test.ts';

test.use({ start: { sandbox: true, messages: 30 }, timezoneId: 'Europe/Tallinn' });

test('the dialog shows the folder of the file before the export, and where the file is afterwards', async ({
  deck,
}) => {
  await deck.messages.export.click();
  const dialog = deck.dialog('Export messages');
  const place = dialog.getByText(/^The file goes to /);
  await expect(place).toBeVisible();
  const folder = ((await place.textContent()) ?? '').replace('The file goes to ', '');
  expect(await allViolationsOf(deck.page, '[role="dialog"]')).toEqual([]);
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  const file = dialog.locator('.mono');
  await expect(file).toBeVisible();
  const path = (await file.textContent()) ?? '';
  expect(dirname(path)).toBe(folder);
  const [heading, first] = readFileSync(path, 'utf8').replace('\ufeff', '').split('\r\n');
  expect(heading).toMatch(/^to,name,country,state,.*,created_at \(Europe\/Tallinn\),/u);
  expect(first).toMatch(/^'\+\d+,/u);
  // A browser cannot open a file of this computer; the path can be copied.
  await expect(dialog.getByRole('button', { name: 'Copy the path' })).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Show in folder' })).toHaveCount(0);
});

test('in Estonian the table has semicolons, and a workbook has the chosen columns', async ({
  deck,
  engine,
}) => {
  await engine.ask((client) => client.settings.set({ language: 'et' }));
  const { page } = deck;
  await page.getByRole('button', { name: 'Ekspordi…' }).first().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('combobox', { name: 'Lahtrite eraldaja' })).toHaveValue('Semikoolon');
  await dialog.getByRole('radio', { name: /^XLSX/ }).check();
  await dialog.getByRole('radio', { name: 'Valitud veerud' }).check();
  await dialog.getByRole('combobox', { name: 'Valitud veerud' }).fill('purpose');
  await page.getByRole('option', { name: 'purpose' }).click();
  expect(await allViolationsOf(page, '[role="dialog"]')).toEqual([]);
  await dialog.getByRole('button', { name: 'Ekspordi', exact: true }).click();
  const file = dialog.locator('.mono');
  await expect(file).toBeVisible();
  const book = await readWorkbook(new Uint8Array(readFileSync((await file.textContent()) ?? '')));
  if (!book.ok) throw new Error(book.why);
  const [heading = [], first = []] = book.sheets[0]?.rows ?? [];
  expect([heading[0], heading.at(-1)]).toEqual(['to', 'purpose']);
  expect(first[0]).toMatch(/^\+\d+$/u);
});
