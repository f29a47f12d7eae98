import type { Locator, Page } from '@playwright/test';

/** The dialog that replays a callback. */
export class ReplayDialog {
  readonly box: Locator;
  readonly here: Locator;
  readonly program: Locator;
  readonly url: Locator;
  readonly edit: Locator;
  readonly body: Locator;
  readonly result: Locator;
  readonly send: Locator;

  constructor(page: Page) {
    this.box = page.getByRole('dialog', { name: 'Replay this delivery report' });
    this.here = this.box.getByRole('radio', { name: 'This console' });
    this.program = this.box.getByRole('radio', { name: 'A program on this machine' });
    this.url = this.box.getByLabel('Address');
    this.edit = this.box.getByRole('checkbox', { name: 'Edit the body and sign it again' });
    this.body = this.box.getByLabel('Body', { exact: true });
    this.result = this.box.getByRole('status').filter({ hasText: 'Answered' });
    this.send = this.box.getByRole('button', { name: /^Replay$|^Send anyway$/ });
  }
}
