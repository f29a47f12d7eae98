import type { Locator, Page } from '@playwright/test';

export type AccountFacts = {
  readonly name?: string;
  readonly username?: string;
  readonly password?: string;
  readonly baseUrl?: string;
  readonly plainUrl?: string;
  readonly passphrase?: string;
  readonly passphraseAgain?: string;
};

/** The form that connects an account. */
export class ConnectDialog {
  readonly dialog: Locator;
  readonly name: Locator;
  readonly username: Locator;
  readonly password: Locator;
  readonly passphrase: Locator;
  readonly passphraseAgain: Locator;
  readonly addresses: Locator;
  readonly baseUrl: Locator;
  readonly plainUrl: Locator;
  readonly submit: Locator;
  readonly keepUnchecked: Locator;
  /** The problem of the form as a whole. */
  readonly problem: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Connect a Messente account' });
    this.name = this.dialog.getByRole('textbox', { name: 'Name', exact: true });
    this.username = this.dialog.getByRole('textbox', { name: 'API username' });
    this.password = this.dialog.getByRole('textbox', { name: 'API password' });
    this.passphrase = this.dialog.getByRole('textbox', { name: /^Passphrase/ });
    this.passphraseAgain = this.dialog.getByRole('textbox', { name: 'Repeat the passphrase' });
    this.addresses = this.dialog.getByRole('button', { name: /^API addresses/ });
    this.baseUrl = this.dialog.getByRole('textbox', { name: 'API address' });
    this.plainUrl = this.dialog.getByRole('textbox', { name: 'Address for balance and prices' });
    this.submit = this.dialog.getByRole('button', { name: 'Check and connect' });
    this.keepUnchecked = this.dialog.getByRole('button', { name: 'Save without checking' });
    this.problem = this.dialog.getByRole('alert');
  }

  /** Fills in the given fields and leaves the others unchanged. */
  async fill(facts: AccountFacts): Promise<void> {
    if (facts.name !== undefined) await this.name.fill(facts.name);
    if (facts.username !== undefined) await this.username.fill(facts.username);
    if (facts.password !== undefined) await this.password.fill(facts.password);
    if (facts.passphrase !== undefined) await this.passphrase.fill(facts.passphrase);
    if (facts.passphraseAgain !== undefined) await this.passphraseAgain.fill(facts.passphraseAgain);
    if (facts.baseUrl === undefined && facts.plainUrl === undefined) return;
    if ((await this.addresses.getAttribute('aria-expanded')) === 'false') await this.addresses.click();
    if (facts.baseUrl !== undefined) await this.baseUrl.fill(facts.baseUrl);
    if (facts.plainUrl !== undefined) await this.plainUrl.fill(facts.plainUrl);
  }
}
