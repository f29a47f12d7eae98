import type { Locator, Page } from '@playwright/test';

/** The status bar at the bottom. */
export class StatusBar {
  readonly bar: Locator;
  readonly account: Locator;
  readonly pause: Locator;
  readonly resume: Locator;

  constructor(page: Page) {
    this.bar = page.getByRole('contentinfo');
    this.account = this.bar.getByRole('button', { name: /^Account/ });
    this.pause = this.bar.getByRole('button', { name: 'Pause sending' });
    this.resume = this.bar.getByRole('button', { name: 'Resume sending' });
  }
}
