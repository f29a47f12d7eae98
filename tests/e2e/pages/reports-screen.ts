import { expect, type Locator, type Page } from '@playwright/test';

export type Verdict = 'All' | 'Verified' | 'Invalid signature' | 'Unsigned' | 'Postponed';

/** The screen of delivery reports. */
export class ReportsScreen {
  readonly heading: Locator;
  readonly list: Locator;
  readonly pane: Locator;
  readonly headline: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.heading = page.getByRole('heading', { name: 'Delivery reports', level: 1 });
    this.list = page.getByRole('listbox', { name: 'List of delivery reports' });
    this.pane = page.getByRole('region', { name: 'Delivery report', exact: true });
    this.headline = this.pane.getByRole('heading', { level: 2 });
  }

  get rows(): Locator {
    return this.list.getByRole('option');
  }

  row(text: string | RegExp): Locator {
    return this.rows.filter({ hasText: text });
  }

  tab(name: Verdict): Locator {
    return this.#page.getByRole('group', { name: 'Which delivery reports' }).getByRole('button', { name });
  }

  /** Shows the reports with this verdict, and waits until they have replaced the previous list. */
  async show(name: Verdict): Promise<void> {
    await this.tab(name).click();
    await expect(this.tab(name)).toHaveAttribute('aria-pressed', 'true');
    await expect(this.#page.getByRole('main').locator('[aria-busy]')).toHaveAttribute('aria-busy', 'false');
  }
}
