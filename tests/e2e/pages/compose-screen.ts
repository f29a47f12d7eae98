import { expect, type Locator, type Page } from '@playwright/test';
import type { ChannelName } from './message-pane.ts';

/** The compose screen. */
export class ComposeScreen {
  readonly heading: Locator;
  readonly to: Locator;
  readonly chain: Locator;
  readonly steps: Locator;
  readonly text: Locator;
  readonly sender: Locator;
  readonly addStep: Locator;
  readonly discard: Locator;
  readonly when: Locator;
  readonly send: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    const main = page.getByRole('main');
    this.heading = main.getByRole('heading', { name: 'New message', level: 1 });
    this.to = main.getByRole('textbox', { name: 'To', exact: true });
    this.chain = main.getByRole('region', { name: 'Chain' });
    this.steps = this.chain.getByRole('list', { name: 'Steps, in order' });
    this.text = main.getByRole('textbox', { name: 'Text' });
    this.sender = main.getByRole('textbox', { name: 'Sender' });
    this.addStep = this.chain.getByRole('button', { name: 'Add a step' });
    this.discard = main.getByRole('button', { name: 'Discard the draft' });
    this.when = main.getByRole('button', { name: /^(Now|Today|Tomorrow|\d)/ });
    this.send = main.getByRole('button', { name: /^(Send|Schedule)/ });
  }

  step(channel: ChannelName): Locator {
    return this.steps.getByRole('listitem').filter({ has: this.#page.getByText(channel, { exact: true }) });
  }

  wait(channel: ChannelName): Locator {
    return this.step(channel).getByRole('combobox', { name: /^(Wait|Time limit)/ });
  }

  async add(channel: ChannelName): Promise<void> {
    await this.addStep.click();
    await this.#page.getByRole('menuitem', { name: channel }).click();
    // While the menu closes, it still receives the keys.
    await expect(this.#page.getByRole('menu')).toHaveCount(0);
    await expect(this.#page.getByRole('region', { name: channel, exact: true })).toBeVisible();
  }

  async choose(channel: ChannelName): Promise<void> {
    await this.step(channel).getByRole('button', { name: channel }).first().click();
    await expect(this.#page.getByRole('region', { name: channel, exact: true })).toBeVisible();
  }

  async removeStep(channel: ChannelName): Promise<void> {
    await this.step(channel)
      .getByRole('button', { name: `More: ${channel}` })
      .click();
    await this.#page.getByRole('menuitem', { name: `Remove ${channel}` }).click();
  }

  /** Writes a complete message: Viber first if a text for it is given, then SMS. Sends nothing. */
  async write({ to, viber, sms, viberWait }: Draft): Promise<void> {
    await this.to.fill(to);
    await this.to.press('Enter');
    await this.choose('SMS');
    await this.text.fill(sms);
    if (viber === undefined) return;
    await this.add('Viber');
    await this.text.fill(viber);
    await this.text.press('Alt+ArrowUp');
    await expect(this.steps.getByRole('listitem').first()).toContainText('Viber');
    if (viberWait !== undefined) {
      await this.wait('Viber').fill(viberWait);
      await this.wait('Viber').press('Enter');
    }
  }
}

export type Draft = {
  readonly to: string;
  readonly sms: string;
  readonly viber?: string;
  /** Viber's time limit, as typed by a user. */
  readonly viberWait?: string;
};
