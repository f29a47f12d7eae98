/** Tests the HTML report of a run, opened from its file without a network, as its reader would. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { htmlOf } from '../../electron/engine/features/runs/report/html-report.ts';
import { redactRun } from '../../electron/engine/features/runs/report/redact.ts';
import { awkwardRun } from '../unit/plans/run-fixture.ts';
import { expect, test } from './test.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the HTML report of a run needs no other file, in the ${colorScheme} theme`, async ({
    chromiumBrowser,
  }) => {
    const folder = mkdtempSync(join(tmpdir(), 'omnideck-report-'));
    const file = join(folder, 'run.html');
    writeFileSync(file, htmlOf(redactRun(awkwardRun())));
    const context = await chromiumBrowser.newContext({ colorScheme, offline: true, javaScriptEnabled: true });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kõik & <kogu> "plaan"');
    await expect(page.getByRole('row', { name: /Tele2 <phone> & co/ }).first()).toContainText(
      '1.2 s by Viber',
    );
    await expect(page.getByRole('img', { name: /median 1.2 s/ }).first()).toBeVisible();
    expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    ).toEqual([]);
    await context.close();
    rmSync(folder, { recursive: true });
  });
}
