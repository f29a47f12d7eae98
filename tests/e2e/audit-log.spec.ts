/** Tests the audit log in the settings: its entries, filters, keys, export, and what it shows without entries. */
import { readFileSync } from 'node:fs';
import { violationsOf } from './axe.ts';
import { expect, test } from './test.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('the audit log lists changes of the window and of the command line, filtered and by keys', async ({
      deck,
      engine,
      page,
    }, info) => {
      await engine.ask((client) => client.doNotSend.add({ number: '+37255501411' }));
      await deck.go('Settings');
      await deck.settings.open('Appearance');
      await page.getByText('Compact').click();
      await deck.settings.open('Audit log');
      const list = page.getByRole('listbox', { name: 'Changes' });
      const options = list.getByRole('option');
      await expect(options.first()).toContainText('Setting changed');
      await expect(options.first()).toContainText('Density: comfortable → compact');
      await expect(options.first()).toContainText('Window');
      const blocked = options.filter({ hasText: 'Added to do-not-send list' });
      await expect(blocked).toContainText('+372 5550 1411');
      await expect(blocked).toContainText('Command line');
      await list.focus();
      await page.keyboard.press('ArrowDown');
      await expect(options.first()).toHaveAttribute('aria-selected', 'true');
      await expect(page.getByRole('region', { name: 'Details of the change' })).toContainText('Density');
      await page.keyboard.press('End');
      await expect(options.last()).toHaveAttribute('aria-selected', 'true');
      expect(await violationsOf(page, 'audit log')).toEqual([]);
      await page.screenshot({ path: info.outputPath('audit-log.png') });

      await page.getByRole('combobox', { name: 'Changed by' }).click();
      await page.getByRole('option', { name: 'Retention rule' }).click();
      await expect(page.getByText('No change matches the filter.')).toBeVisible();
      await page.getByRole('button', { name: 'Clear the filter' }).click();
      await page.getByRole('combobox', { name: 'Change', exact: true }).fill('do-not-send');
      await page.getByRole('option', { name: 'Added to do-not-send list', exact: true }).click();
      await expect(page.getByText('1 change', { exact: true })).toBeVisible();
      await page.getByRole('button', { name: 'Export as CSV' }).click();
      const exported = page.getByText(/^Exported 1 change to .+\.csv$/);
      const text = (await exported.textContent()) ?? '';
      expect(readFileSync(text.replace('Exported 1 change to ', ''), 'utf8')).toContain("'+37255501411");
      await deck.inEstonian(async () => {
        await expect(page.getByRole('heading', { name: 'Muudatuste logi' })).toBeVisible();
        await page.getByRole('button', { name: 'Ekspordi CSV-na' }).click();
        const again = (await page.getByText(/^Eksporditud 1 muudatus faili /).textContent()) ?? '';
        const second = again.replace('Eksporditud 1 muudatus faili ', '');
        expect(readFileSync(second, 'utf8')).toContain('at;actor;actor_name');
        await page.screenshot({ path: info.outputPath('audit-log-et.png') });
        expect(await violationsOf(page, 'audit log, in Estonian')).toEqual([]);
      });
    });

    test.describe('before the first change', () => {
      test.use({ start: { sandbox: false, passphrase: null } });

      test('the audit log says what will be in it', async ({ page, deck }, info) => {
        await expect(deck.welcome.connect).toBeVisible();
        await page.evaluate(() => {
          location.hash = '#/settings/audit';
        });
        await expect(page.getByText('No changes yet')).toBeVisible();
        expect(await violationsOf(page, 'audit log, empty')).toEqual([]);
        await page.screenshot({ path: info.outputPath('audit-log-empty.png') });
      });
    });
  });
}
