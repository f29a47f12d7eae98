import type { Locator, Page } from '@playwright/test';

export type ChannelName = 'SMS' | 'Viber' | 'WhatsApp' | 'RCS' | 'Telegram';

/** The detail of one message with its timeline. */
export class MessagePane {
  readonly pane: Locator;
  readonly number: Locator;
  /** The outcome of the whole message. */
  readonly outcome: Locator;
  readonly sendAgain: Locator;
  readonly cancel: Locator;
  readonly rawReports: Locator;
  readonly more: Locator;
  /** The texts of the message; the one that reached the person is first. */
  readonly texts: Locator;
  readonly cost: Locator;
  readonly tags: Locator;
  /** The text field for the note. */
  readonly note: Locator;

  constructor(page: Page) {
    this.pane = page.getByRole('region', { name: 'Message', exact: true });
    this.number = this.pane.getByRole('heading', { level: 2 });
    this.outcome = this.pane.getByRole('definition').first();
    this.sendAgain = this.pane.getByRole('button', { name: 'Send again' });
    this.cancel = this.pane.getByRole('button', { name: 'Cancel sending' });
    this.rawReports = this.pane.getByRole('button', { name: /^Delivery reports/ });
    this.more = this.pane.getByRole('button', { name: 'More for this message' });
    this.cost = this.pane
      .getByRole('term')
      .filter({ hasText: /^Cost$/ })
      .locator('xpath=following-sibling::dd[1]');
    this.tags = this.pane.getByRole('list', { name: 'Tags' });
    this.note = this.pane.getByRole('textbox', { name: 'Note' });
    this.texts = this.pane.getByRole('list', { name: 'Text' });
  }

  /** Returns the step of a channel, including its events. */
  step(channel: ChannelName): Locator {
    const named = this.pane.page().getByRole('strong').getByText(channel, { exact: true });
    return this.pane.getByRole('listitem').filter({ has: named });
  }
}
