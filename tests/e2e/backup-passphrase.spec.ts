/** Tests that an erasure asks for the backup passphrase, and a restore on another computer needs it. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { allViolationsOf } from './axe.ts';
import { expect, test } from './test.ts';

const person = '+37255512300';
const passphrase = 'four cherries on a Tuesday';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('the passphrase is chosen with an erasure, and recognises the person after a restore elsewhere', async ({
      deck,
      engine,
      page,
    }) => {
      await deck.go('Settings');
      await deck.settings.open('Privacy');
      const about = page.getByRole('region', { name: 'About a person' });
      await about.getByLabel('Number').fill(person);
      await about.getByRole('button', { name: 'Show what is stored' }).click();
      await about.getByRole('button', { name: 'Erase permanently' }).click();
      const dialog = page.getByRole('dialog');
      const field = dialog.getByLabel('Backup passphrase');
      await field.fill('four');
      await dialog.getByLabel('The same passphrase again').fill('five');
      const erase = dialog.getByRole('button', { name: 'Erase permanently' });
      await erase.click();
      await expect(dialog.getByText('The two passphrases are different.')).toBeVisible();
      await dialog.getByLabel('The same passphrase again').fill('four');
      await erase.click();
      await expect(dialog.getByText(/passphrase is too/u)).toBeVisible();
      expect(await allViolationsOf(page, '[role="dialog"]')).toEqual([]);
      for (const label of ['Backup passphrase', 'The same passphrase again'])
        await dialog.getByLabel(label).fill(passphrase);
      await erase.click();
      await expect(dialog).toBeHidden();

      await deck.settings.open('Data');
      await expect(page.getByText('A passphrase is chosen.')).toBeVisible();
      expect(await allViolationsOf(page)).toEqual([]);
      await deck.settings.button('Back up now').click();
      const line = page.getByRole('list', { name: 'Backups' }).getByRole('listitem');
      await expect(line).toHaveCount(1);
      // As on another computer, which has another key.
      rmSync(join(engine.folder, 'erasure.key'));

      await line.getByRole('button', { name: /Restore the backup/ }).click();
      await expect(dialog).toContainText(
        'The backup has 1 erased person whom this computer does not recognise.',
      );
      await dialog.getByLabel('Passphrase of the backup').fill('five cherries');
      const restore = dialog.getByRole('button', { name: 'Restore', exact: true });
      await restore.click();
      await expect(dialog.getByText(/This is not the backup passphrase/u)).toBeVisible();
      expect(await allViolationsOf(page, '[role="dialog"]')).toEqual([]);
      await dialog.getByLabel('Passphrase of the backup').fill('');
      await restore.click();
      await expect(dialog.getByText('Restored')).toBeVisible();
      await dialog.getByRole('button', { name: 'Close' }).last().click();

      await expect(
        page.getByText(/Sending is held: the restored backup has erased people/u).first(),
      ).toBeVisible();
      expect(await allViolationsOf(page)).toEqual([]);
      await page.getByRole('button', { name: 'The passphrase is lost…' }).click();
      await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
      await page.keyboard.press('Escape');
      await page.getByLabel('Passphrase of the backup').fill(passphrase);
      await page.keyboard.press('Enter');
      await expect(page.getByText('The erased people are recognised. Sending continues.')).toBeVisible();
      expect(await engine.ask((client) => client.privacy.erasures())).toMatchObject({
        held: false,
        people: 1,
      });
      await expect(page.getByText(/Sending is held/u)).toHaveCount(0);
    });
  });
}
