/** The form of the current step, and its preview on a phone. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { ChannelName } from './message-pane.ts';

export class StepForm {
  readonly region: Locator;
  readonly kind: Locator;
  readonly text: Locator;
  readonly preview: Locator;
  readonly showPictures: Locator;
  readonly #page: Page;

  constructor(page: Page, channel: ChannelName) {
    this.#page = page;
    this.region = page.getByRole('region', { name: channel, exact: true });
    this.kind = this.region.getByRole('combobox', { name: 'Message', exact: true });
    this.text = this.region.getByRole('textbox', { name: 'Text', exact: true }).first();
    this.preview = page.getByRole('region', { name: 'Preview' }).filter({ visible: true });
    this.showPictures = this.preview.getByRole('button', { name: 'Show pictures', exact: true });
  }

  /** Returns a repeated part: "Card 2", "Suggestion 1"; optionally within another part. */
  part(name: string, within: Locator = this.region): Locator {
    return within.getByRole('listitem', { name, exact: true });
  }

  field(name: string | RegExp, within: Locator = this.region): Locator {
    const named = typeof name === 'string' ? new RegExp(`^${escaped(name)}(?: optional)?$`) : name;
    return within.getByLabel(named).first();
  }

  async fill(values: Readonly<Record<string, string>>, within: Locator = this.region): Promise<void> {
    for (const [name, value] of Object.entries(values)) await this.field(name, within).fill(value);
  }

  async choose(name: string, option: string, within: Locator = this.region): Promise<void> {
    await within.getByRole('combobox', { name, exact: true }).first().click();
    await this.#page
      .getByRole('option', { name: new RegExp(`^${escaped(option)}(?: |$)`) })
      .first()
      .click();
  }

  async chooseKind(option: string): Promise<void> {
    await this.choose('Message', option);
    await expect(this.kind).toHaveValue(option);
  }

  async add(name: string, within: Locator = this.region): Promise<void> {
    await within.getByRole('button', { name, exact: true }).last().click();
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
