/** Tests recipients from files as spreadsheets save them: workbooks, and text in the encodings of a region. */
import type { Page } from '@playwright/test';
import { workbookOf, workbookOfXml } from '../helpers/workbook.ts';
import { allViolationsOf } from './axe.ts';
import { DraftsMenus } from './pages/drafts-menus.ts';
import { expect, test } from './test.ts';

async function choose(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Import recipients from a file' }).click(),
  ]);
  await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
}

test('recipients of an XLSX workbook are read, from the sheet that has them', async ({ deck, engine }) => {
  await engine.ask((client) => client.settings.set({ defaultCountry: 'EE' }));
  const { page, compose } = deck;
  const menus = new DraftsMenus(page);
  await deck.newMessage();
  const clients = [
    ['Nimi', 'Telefon'],
    ['Õie', 55501400],
    ['Jānis', '+37255501401'],
    ['Ahti', '3.72E+11'],
  ];
  await choose(
    page,
    'clients.xlsx',
    workbookOf({ Notes: [['Spring'], ['Remember the flowers']], Clients: clients }),
  );
  await expect(menus.table).toContainText('clients.xlsx');
  await menus.table.getByRole('combobox', { name: 'Sheet' }).click();
  await page.getByRole('option', { name: 'Clients' }).click();
  await expect(menus.table.getByRole('cell', { name: 'Jānis' })).toBeVisible();
  await expect(menus.table.getByRole('listitem').filter({ hasText: 'Row 4' })).toContainText('rounded');
  expect(await allViolationsOf(page, '[role="dialog"]')).toEqual([]);
  await menus.table.getByRole('button', { name: 'Add 2 people' }).click();
  await expect(compose.send).toHaveText(/Send to 2/);
});

test('rows that a workbook hides are counted, and read only if the user wants them', async ({ deck }) => {
  const { page, compose } = deck;
  const menus = new DraftsMenus(page);
  await deck.newMessage();
  const row = (number: number, more = '') =>
    `<row r="${number}"${more}><c r="A${number}" t="inlineStr"><is><t>+37255${600_000 + number}</t></is></c></row>`;
  const sheets = {
    Old: `<sheetData>${row(1)}${row(2)}${row(3)}</sheetData>`,
    Clients: `<sheetData>${row(1)}${row(2, ' hidden="1"')}${row(3)}</sheetData>`,
  };
  await choose(page, 'clients.xlsx', workbookOfXml(sheets, [], { Old: 'hidden' }));
  const box = menus.table.getByRole('checkbox', { name: 'Read what the workbook hides too (1 row)' });
  await expect(box).not.toBeChecked();
  await expect(menus.table.getByRole('button', { name: 'Add 2 people' })).toBeVisible();
  await box.check();
  await expect(menus.table.getByRole('button', { name: 'Add 3 people' })).toBeVisible();
  await box.uncheck();
  await menus.table.getByRole('combobox', { name: 'Sheet' }).click();
  await page.getByRole('option', { name: 'Old (hidden)' }).click();
  await expect(menus.table).toContainText('The workbook hides this sheet.');
  expect(await allViolationsOf(page, '[role="dialog"]')).toEqual([]);
  await menus.table.getByRole('combobox', { name: 'Sheet' }).click();
  await page.getByRole('option', { name: 'Clients' }).click();
  await menus.table.getByRole('button', { name: 'Add 2 people' }).click();
  await expect(compose.send).toHaveText(/Send to 2/);
});

test('a file whose letters are wrong is read again in the chosen encoding', async ({ deck }) => {
  const { page, compose } = deck;
  const menus = new DraftsMenus(page);
  await deck.newMessage();
  // "Bērziņš" as a spreadsheet in Latvia saves it, in the 36th row.
  const name = Uint8Array.from([0x42, 0xe7, 0x72, 0x7a, 0x69, 0xf2, 0xf0]);
  const rows = Array.from({ length: 60 }, (_, index) => `Klient ${index};+37255${600_000 + index}`);
  const before = new TextEncoder().encode(`nimi;number\r\n${rows.slice(0, 34).join('\r\n')}\r\n`);
  const after = new TextEncoder().encode(`;+37255600100\r\n${rows.slice(34).join('\r\n')}`);
  await choose(page, 'people.csv', Uint8Array.from([...before, ...name, ...after]));
  await expect(menus.table).toContainText('Windows-1252');
  // The row with the letters to judge by comes first, and more rows than five follow.
  await expect(menus.table.getByRole('row').nth(1)).toContainText('Bçrziòð');
  expect(await menus.table.getByRole('row').count()).toBeGreaterThan(6);
  await menus.table.getByRole('combobox', { name: 'Encoding' }).click();
  await page.getByRole('option', { name: /Windows-1257/ }).click();
  await expect(menus.table.getByRole('row').nth(1)).toContainText('Bērziņš');
  await expect(menus.table.getByRole('row').nth(1)).toContainText('36');
  expect(await allViolationsOf(page, '[role="dialog"]')).toEqual([]);
  await menus.table.getByRole('button', { name: 'Add 61 people' }).click();
  await compose.text.fill('Tere, {nimi}!');
  await expect(menus.preview).toContainText('Tere, Klient 0!');
});
