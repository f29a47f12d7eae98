import type { Locator, Page } from '@playwright/test';

export type ChannelName = 'SMS' | 'Viber' | 'WhatsApp' | 'RCS' | 'Telegram';

/** One message with its timeline. */
export class MessagePane {
  readonly pane: Locator;
  readonly number: Locator;
  /** What became of the whole message. */
  readonly outcome: Locator;
  readonly sendAgain: Locator;
  readonly cancel: Locator;
  readonly rawCallbacks: Locator;
  readonly more: Locator;
  /** What was written, the text that reached the person first. */
  readonly texts: Locator;
  readonly cost: Locator;
  readonly tags: Locator;
  /** The field in which the note is written. */
  readonly note: Locator;

  constructor(page: Page) {
    this.pane = page.getByRole('region', { name: 'Message', exact: true });
    this.number = this.pane.getByRole('heading', { level: 2 });
    this.outcome = this.pane.getByRole('definition').first();
    this.sendAgain = this.pane.getByRole('button', { name: 'Send again' });
    this.cancel = this.pane.getByRole('button', { name: 'Cancel sending' });
    this.rawCallbacks = this.pane.getByRole('button', { name: /^Delivery reports/ });
    this.more = this.pane.getByRole('button', { name: 'More for this message' });
    this.cost = this.pane
      .getByRole('term')
      .filter({ hasText: /^Cost$/ })
      .locator('xpath=following-sibling::dd[1]');
    this.tags = this.pane.getByRole('list', { name: 'Tags' });
    this.note = this.pane.getByRole('textbox', { name: 'Note' });
    this.texts = this.pane.getByRole('list', { name: 'What was written' });
  }

  /** The step of a channel, its events included. */
  step(channel: ChannelName): Locator {
    const named = this.pane.page().getByRole('strong').getByText(channel, { exact: true });
    return this.pane.getByRole('listitem').filter({ has: named });
  }
}
